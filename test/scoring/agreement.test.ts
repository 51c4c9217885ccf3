import { describe, expect, it } from 'vitest'
import { USUAL_THRESHOLDS } from '../../src/lead/score.ts'
import { agreementOf, type Judged } from '../../src/scoring/agreement.ts'

function many(n: number, value: number, approved: boolean, held = false): Judged[] {
  return Array.from({ length: n }, () => ({ value, approved, held, learned: null }))
}

const DECIDED = [...many(11, 90, true), ...many(1, 85, false, true), ...many(9, 50, true), ...many(4, 19, false)]

describe('the agreement of scores and people', () => {
  const { bands, shadow, ...rest } = agreementOf(DECIDED, USUAL_THRESHOLDS)

  it('says what the thresholds would have done', () => {
    expect(shadow).toEqual({
      approve: { would: 12, people: 11, held: 1 },
      reject: { would: 4, people: 4, held: 0 },
    })
  })

  it('is told per band', () => {
    expect(bands).toEqual({
      approve: { leads: 12, approved: 11, rejected: 1, precision: 11 / 12, recall: 11 / 20 },
      review: { leads: 9, approved: 9, rejected: 0, precision: null, recall: null },
      reject: { leads: 4, approved: 0, rejected: 4, precision: 1, recall: 4 / 5 },
    })
  })

  it('is uncalibrated until a hundred decisions', () => {
    expect(rest).toMatchObject({ decisions: 25, calibrated: false, learned: null })
    expect(agreementOf(many(99, 50, true), USUAL_THRESHOLDS).calibrated).toBe(false)
    expect(agreementOf(many(100, 50, true), USUAL_THRESHOLDS).calibrated).toBe(true)
  })

  it('is told apart for the learned score', () => {
    const learned = { value: 90, chance: 0.9, model: 1, factors: [] }
    const [first, ...others] = many(3, 20, true)
    if (!first) throw new Error('nothing was decided')
    expect(agreementOf([{ ...first, learned }, ...others], USUAL_THRESHOLDS).learned).toMatchObject({
      decisions: 1,
      ece: expect.closeTo(0.1),
    })
  })

  it('is nothing before anything was decided', () => {
    expect(agreementOf([], USUAL_THRESHOLDS)).toMatchObject({ decisions: 0, auc: null, ece: null, bins: [] })
  })
})
