import { expect, it } from 'vitest'
import { calibrationOf } from '../../../src/scoring/learned/calibrate.ts'
import { chanceOf } from '../../../src/scoring/learned/logistic.ts'

/** Forecasts from -3 to 3 of which each came true as often as `truth` of it says. */
function foretold(truth: (odds: number) => number, n = 20_000) {
  return Array.from({ length: n }, (_, i) => {
    const odds = (6 * Math.floor(i / 100)) / (n / 100) - 3
    return { odds, approved: (0.5 + (i % 100)) / 100 < chanceOf(truth(odds)) }
  })
}

it.each<[string, number, number]>([
  ['too shy', 2, 0],
  ['too bold', 0.5, 0],
  ['too hopeful', 1, -1],
  ['right', 1, 0],
])('forecasts that are %s are put right', (_, stretch, shift) => {
  const found = calibrationOf(foretold((odds) => stretch * odds + shift))
  expect(found.stretch).toBeCloseTo(stretch, 1)
  expect(found.shift).toBeCloseTo(shift, 1)
})

it('forecasts that may well be right are left as they are', () => {
  const asItIs = { stretch: 1, shift: 0 }
  expect(calibrationOf([])).toEqual(asItIs)
  expect(calibrationOf(foretold((odds) => 1.1 * odds, 300))).toEqual(asItIs)
  expect(calibrationOf(foretold((odds) => 1.1 * odds)).stretch).toBeCloseTo(1.1, 1)
})

it('few forecasts change little', () => {
  const always = Array.from({ length: 20 }, () => ({ odds: 2, approved: true }))
  expect(calibrationOf(always).stretch).toBeLessThan(1.5)
})
