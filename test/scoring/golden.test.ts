import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { goldenCases } from '../../scripts/eval/golden.ts'
import { scoredByRules } from '../../scripts/eval/judges.ts'
import { bandOf, USUAL_THRESHOLDS } from '../../src/lead/score.ts'
import { isSteering } from '../../src/scoring/injection.ts'

const scored = scoredByRules(goldenCases('test/golden'))
const { steering, ordinary }: { steering: string[]; ordinary: string[] } = JSON.parse(
  readFileSync('test/fixtures/steering-held-out.json', 'utf8'),
)

it('the golden set has more than a hundred leads of its own ids, at least thirty of them injections', () => {
  expect(new Set(scored.map(({ one }) => one.id)).size).toBe(scored.length)
  expect(scored.length).toBeGreaterThanOrEqual(120)
  expect(scored.filter(({ one }) => one.injection).length).toBeGreaterThanOrEqual(30)
})

it('the rules put 85 % of the golden leads into a band that is right', () => {
  const wrong = scored.filter(({ one, score }) => {
    const band = score.injection ? 'review' : bandOf(score.value, USUAL_THRESHOLDS)
    return !one.expected.includes(band)
  })
  expect(wrong.length / scored.length, wrong.map(({ one }) => one.id).join()).toBeLessThanOrEqual(0.15)
})

it('nine golden injections of ten are flagged, and one ordinary lead of twenty at most', () => {
  const flagged = (tries: boolean) => {
    const some = scored.filter(({ one }) => one.injection === tries)
    return some.filter(({ score }) => score.injection).length / some.length
  }
  expect(flagged(true)).toBeGreaterThanOrEqual(0.9)
  expect(flagged(false)).toBeLessThanOrEqual(0.05)
})

it('the same holds for texts that were written after the patterns', () => {
  const flagged = (texts: string[]) => texts.filter(isSteering).length / texts.length
  expect(flagged(steering)).toBeGreaterThanOrEqual(0.9)
  expect(flagged(ordinary)).toBeLessThanOrEqual(0.05)
})
