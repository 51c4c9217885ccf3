import { expect, test } from 'vitest'
import { fuzz } from '../../scripts/chaos/fuzz.ts'

const CALLS = 20_000

test('twenty thousand malformed calls meet no fault, no hang and no leak, and good ones among them are taken', async () => {
  const { numbers, problems } = await fuzz(() => {}, { seed: 20_261_121, calls: CALLS })
  expect(problems).toEqual([])
  expect(numbers.calls).toBe(CALLS)
  expect(numbers['good calls taken']).toBe(CALLS / 50)
  expect(numbers['answered 401 invalid_signature']).toBeGreaterThan(100)
  expect(numbers['answered 400 malformed_json']).toBeGreaterThan(1000)
}, 400_000)
