import { expect, it } from 'vitest'
import { readLine } from '../../src/admin/index.ts'

it('a switch stands alone wherever it is written', () => {
  const line = ['destination', 'map', '--save', 'crm', '--lead', 'lead_1']
  expect(readLine(line)?.words).toEqual({ rest: ['crm'], flags: { save: ['on'], lead: ['lead_1'] }, pairs: {} })
})
