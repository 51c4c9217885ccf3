import { expect, test } from 'vitest'
import { kills } from '../../scripts/chaos/kills.ts'

const KILLS = 50

test('fifty kills of two processes under load lose nothing and decide nothing twice', async () => {
  const { numbers, problems } = await kills(() => {}, KILLS)
  expect(problems).toEqual([])
  expect(numbers['leads accepted']).toBeGreaterThan(100)
  expect(numbers.decisions).toBeGreaterThan(10)
}, 600_000)
