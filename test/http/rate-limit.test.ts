import { expect, test } from 'vitest'
import { createRateLimit } from '../../src/http/rate-limit.ts'

function bucketAt(start: number) {
  const clock = { ms: start }
  const limit = createRateLimit(() => clock.ms)
  const take = (rate: number, burst: number, id = 'ep_1') => limit.take({ id, rate, burst })
  return { clock, take }
}

test('a burst is taken at once, and then as many as the rate allows', () => {
  const { clock, take } = bucketAt(5)
  expect(Array.from({ length: 5 }, () => take(2, 3))).toEqual([0, 0, 0, 1, 1])
  clock.ms += 500
  expect([take(2, 3), take(2, 3)]).toEqual([0, 1])
  clock.ms += 60_000
  expect(Array.from({ length: 5 }, () => take(2, 3))).toEqual([0, 0, 0, 1, 1])
})

test('Retry-After is in whole seconds, enough for one request', () => {
  const { clock, take } = bucketAt(0)
  take(0.1, 1)
  expect(take(0.1, 1)).toBe(10)
  clock.ms += 2500
  expect(take(0.1, 1)).toBe(8)
  clock.ms += 7500
  expect(take(0.1, 1)).toBe(0)
})

test('rate 0 is no limit', () => {
  const { take } = bucketAt(0)
  expect(Array.from({ length: 1000 }, () => take(0, 1)).every((waitS) => waitS === 0)).toBe(true)
})

test('a burst of 0 still lets single requests through', () => {
  const { take } = bucketAt(0)
  expect([take(1, 0), take(1, 0)]).toEqual([0, 1])
})

test('endpoints do not share a bucket', () => {
  const { take } = bucketAt(0)
  expect([take(1, 1, 'a'), take(1, 1, 'b'), take(1, 1, 'a')]).toEqual([0, 0, 1])
})

test('a rate that an admin changes counts from the next request', () => {
  const { take } = bucketAt(0)
  expect([take(1, 1), take(1, 1)]).toEqual([0, 1])
  expect(take(0, 1)).toBe(0)
  expect(take(1, 1)).toBe(1)
})

test('buckets of endpoints that are not called any more are let go', () => {
  const { take } = bucketAt(0)
  expect([take(1, 1, 'first'), take(1, 1, 'first')]).toEqual([0, 1])
  for (let i = 0; i < 9000; i++) take(1, 1, `ep_${i}`)
  expect(take(1, 1, 'first')).toBe(1)
  for (let i = 0; i < 20_000; i++) take(1, 1, `ep_${i}`)
  expect(take(1, 1, 'first')).toBe(0)
})
