import type { LearnedScore } from '../../lead/score.ts'
import { chanceOf } from './logistic.ts'
import type { LearnedModel } from './model.ts'
import { signsOf } from './signs.ts'
import { weightOf } from './train.ts'
import { type LearnedInput, traitsOf } from './traits.ts'

const FACTORS_OF_EITHER_KIND = 3
const LEAST_POINTS = 1

/** What the team's own decisions say about a lead, with what speaks most for it and against it. */
export function learnedScoreOf(model: LearnedModel, lead: LearnedInput, rulesValue: number): LearnedScore {
  const signs = signsOf(model.columns, traitsOf(lead, rulesValue)).map((sign) => ({
    label: sign.label,
    weight: weightOf(sign, model.weights),
    usual: sign.usual,
  }))
  const odds = signs.reduce((sum, { weight }) => sum + weight, model.bias)
  const chance = chanceOf(odds)
  const factors = signs
    .map(({ label, weight, usual }) => ({
      label,
      points: Math.round(100 * (chance - chanceOf(odds - weight + usual))),
    }))
    .filter(({ points }) => Math.abs(points) >= LEAST_POINTS)
    .sort((one, other) => other.points - one.points)
  const plus = factors.filter(({ points }) => points > 0).slice(0, FACTORS_OF_EITHER_KIND)
  const minus = factors.filter(({ points }) => points < 0).slice(-FACTORS_OF_EITHER_KIND)
  return {
    value: Math.round(100 * chance),
    chance: Number(chance.toFixed(4)),
    model: model.version,
    factors: [...plus, ...minus.toReversed()],
  }
}
