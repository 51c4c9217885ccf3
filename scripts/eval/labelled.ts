import { readFileSync } from 'node:fs'
import { AppError } from '../../src/errors.ts'
import type { Case } from './case.ts'
import { readCsv } from './csv.ts'

const YES = /^(?:1|yes|true|approved|converted|won)$/i
const ARRIVED = new Date('2026-01-01T09:00:00Z')

/**
 * Leads from a CSV file as the `generic` source would take them: every column is a field, as text, but for the one that says whether
 * the lead was wanted, and the one that numbers the leads. The person is made up.
 */
export function labelledCases(path: string, columns: { label: string; id: string | null }): Case[] {
  return readCsv(readFileSync(path, 'utf8')).map((row, n) => {
    const { [columns.label]: label, ...rest } = row
    if (label === undefined)
      throw new AppError('bad_input', `${path} has no column "${columns.label}"; name one with --label.`)
    const id = (columns.id === null ? undefined : rest[columns.id]) ?? String(n + 1)
    const fields = Object.entries(rest).filter(([name, value]) => name !== columns.id && value !== '')
    return {
      id,
      lead: {
        name: `Lead ${id}`,
        email: `lead-${id}@example.com`,
        phone: null,
        company: null,
        message: null,
        source: null,
        fields: fields.map(([name, value]) => ({ name, value })),
        priorLeads: 0,
        endpoint: { id: 'ep_eval', name: 'eval', source: 'generic' },
        receivedAt: ARRIVED,
      },
      expected: [YES.test(label.trim()) ? 'approve' : 'reject'],
      injection: false,
    }
  })
}
