import {
  bandOf,
  type Fallback,
  type LearnedScore,
  type Level,
  type Reason,
  type Score,
  type Thresholds,
} from '../lead/score.ts'
import { marginOf } from './compute.ts'
import type { ScoringInput } from './input.ts'
import { RULES_MAX_CONFIDENCE, scoreByRules } from './rules.ts'

const STRONG_POINTS = 15
const CLEAR_POINTS = 5

/**
 * Scores a lead by what the team decided before, where no model does: number and reasons are learned, words and axes are the rules'.
 * It is no surer than the rules, and so decides nothing alone; a lead that tries to steer stays in review, never above the rules.
 */
export function scoreByLearned(
  lead: ScoringInput,
  learned: LearnedScore,
  why: Fallback,
  thresholds: Thresholds,
): Score {
  const rules = scoreByRules(lead, why, thresholds)
  const value = rules.injection ? Math.min(learned.value, rules.value) : learned.value
  return {
    ...rules,
    value,
    confidence: Number((RULES_MAX_CONFIDENCE * (0.5 + 0.5 * marginOf(value, thresholds))).toFixed(2)),
    band: rules.injection ? 'review' : bandOf(value, thresholds),
    reasons: learned.factors.map(reasonOf),
    scoredBy: 'learned',
    learned,
  }
}

function reasonOf({ label, points }: LearnedScore['factors'][number]): Reason {
  const size = Math.abs(points)
  const level: Level = size >= STRONG_POINTS ? 'strong' : size >= CLEAR_POINTS ? 'clear' : 'weak'
  return { criterion: 'learned', label, level, points, quote: null }
}
