import type { Fallback, LearnedScore, Score, Thresholds } from '../lead/score.ts'
import { briefOf } from './brief.ts'
import { scoreByLearned } from './by-learned.ts'
import { scoreByModel } from './by-model.ts'
import type { ScoringInput } from './input.ts'
import type { Model } from './model.ts'
import { type Rubric, SHIPPED_RUBRIC } from './rubric.ts'
import { scoreByRules } from './rules.ts'

/** `learned` is what the team's decisions say of the lead; `puzzled` hears what nobody foresaw, such as a mistake of ours. */
type Ladder = { learned?: LearnedScore | null; rubric?: Rubric; puzzled?: (error: unknown) => void }

/**
 * Scores a lead: by the model, else by what the team's decisions taught, else by the rules, with the reason why.
 * Never throws: a lead never waits for a model.
 */
export async function scoreLead(
  lead: ScoringInput,
  model: Model | null,
  thresholds: Thresholds,
  { learned = null, rubric = SHIPPED_RUBRIC, puzzled }: Ladder = {},
): Promise<Score> {
  const withoutModel = (why: Fallback) =>
    learned ? scoreByLearned(lead, learned, why, thresholds) : scoreByRules(lead, why, thresholds)
  if (model === null) return withoutModel('no_model')
  try {
    const brief = briefOf(lead, rubric)
    const answer = await model.judge(brief)
    if (answer.kind === 'judged')
      return scoreByModel(lead, brief, answer, thresholds, { rubric, price: model.price, learned })
    return withoutModel(answer.why)
  } catch (error) {
    puzzled?.(error)
    return withoutModel('model_error')
  }
}
