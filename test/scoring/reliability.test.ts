import { describe, expect, it } from 'vitest'
import { aucOf, binsOf, eceOf, type Forecast, logLossOf } from '../../src/scoring/reliability.ts'

const told = (...pairs: [number, boolean][]): Forecast[] => pairs.map(([chance, approved]) => ({ chance, approved }))

describe('the area under the curve', () => {
  it.each([
    ['every approved lead above every rejected one', told([0.9, true], [0.8, true], [0.2, false]), 1],
    ['the other way round', told([0.1, true], [0.8, false], [0.2, false]), 0],
    ['all the same', told([0.5, true], [0.5, false], [0.5, false]), 0.5],
    ['one pair of three wrong, one tied', told([0.4, true], [0.1, false], [0.4, false], [0.6, false]), 0.5],
  ])('is right for %s', (_, forecasts, auc) => expect(aucOf(forecasts)).toBeCloseTo(auc, 10))

  it('is unknown while all were decided alike', () => {
    expect(aucOf(told([0.1, true], [0.9, true]))).toBeNull()
  })
})

describe('calibration', () => {
  it('is perfect when of ten leads with 30 % three are approved', () => {
    const forecasts = Array.from({ length: 10 }, (_, i): Forecast => ({ chance: 0.3, approved: i < 3 }))
    expect(eceOf(forecasts)).toBeCloseTo(0, 10)
    expect(binsOf(forecasts)).toEqual([{ from: 0.3, to: 0.4, n: 10, chance: expect.closeTo(0.3), approved: 0.3 }])
  })

  it('is off by what was promised too much', () => {
    expect(eceOf(told([0.9, false], [0.9, true], [1, true], [1, true]))).toBeCloseTo(0.95 - 0.75, 10)
    expect(eceOf([])).toBeNull()
  })
})

it('being sure and wrong costs more than being unsure', () => {
  expect(logLossOf(told([0.99, false]))).toBeGreaterThan(logLossOf(told([0.6, false])))
})
