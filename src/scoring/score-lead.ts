import type { Score, Thresholds } from '../lead/score.ts'
import { briefOf } from './brief.ts'
import { scoreByModel } from './by-model.ts'
import type { ScoringInput } from './input.ts'
import type { Model } from './model.ts'
import { scoreByRules } from './rules.ts'

/** Scores a lead: by the model, else by the rules with the reason why. Never throws: a lead never waits for a model. */
export async function scoreLead(lead: ScoringInput, model: Model | null, thresholds: Thresholds): Promise<Score> {
  if (model === null) return scoreByRules(lead, 'no_model', thresholds)
  try {
    const brief = briefOf(lead)
    const answer = await model.judge(brief)
    if (answer.kind === 'judged') return scoreByModel(lead, brief, answer, thresholds)
    return scoreByRules(lead, answer.why, thresholds)
  } catch {
    return scoreByRules(lead, 'model_error', thresholds)
  }
}
