import { expect, it } from 'vitest'
import { deliveryOf } from '../../src/handoff/handoff.ts'

it.each([
  ['open', null],
  ['delivered', 'sent'],
  ['parked', 'failed'],
  ['skipped', 'skipped'],
] as const)("a handoff that is %s is, in Zapito's words, %s", (state, word) => {
  expect(deliveryOf({ state })).toBe(word)
})
