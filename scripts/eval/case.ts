import type { Band } from '../../src/lead/score.ts'
import type { LearnedInput } from '../../src/scoring/learned/traits.ts'

/** A lead to score, with what a good score would say of it. */
export type Case = {
  id: string
  lead: LearnedInput
  /** The bands that are right, the best first. */
  expected: Band[]
  /** Its text tries to steer the scoring. */
  injection: boolean
}

/** Whether people would want such a lead; null where they would have to look. */
export function isWanted({ expected: [best] }: Case): boolean | null {
  return best === 'review' || best === undefined ? null : best === 'approve'
}
