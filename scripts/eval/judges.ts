import type { Score } from '../../src/lead/score.ts'
import { USUAL_THRESHOLDS } from '../../src/lead/score.ts'
import { scoreByLearned } from '../../src/scoring/by-learned.ts'
import { learnedScoreOf } from '../../src/scoring/learned/predict.ts'
import { exampleOf, train } from '../../src/scoring/learned/train.ts'
import type { Model } from '../../src/scoring/model.ts'
import { judgeByRules, scoreByRules } from '../../src/scoring/rules.ts'
import { scoreLead } from '../../src/scoring/score-lead.ts'
import { type Case, isWanted } from './case.ts'

/** A case with the score that it got. */
export type Scored = { one: Case; score: Score }

export function scoredByRules(cases: readonly Case[]): Scored[] {
  return cases.map((one) => ({ one, score: scoreByRules(one.lead, 'no_model', USUAL_THRESHOLDS) }))
}

/** Learns from the first cases as if they were decided, and scores the others. */
export async function scoredByLearned(cases: readonly Case[], trainOn: number): Promise<Scored[]> {
  const examples = cases.slice(0, trainOn).map((one) => exampleOf(one.lead, isWanted(one) === true))
  const model = await train(examples, { version: 1, trainedAt: new Date(0) }, async () => {})
  return cases.slice(trainOn).map((one) => {
    const learned = learnedScoreOf(model, one.lead, judgeByRules(one.lead).value)
    return { one, score: scoreByLearned(one.lead, learned, 'no_model', USUAL_THRESHOLDS) }
  })
}

const ASKED_AT_ONCE = 8

/** Asks the model about every case, a few at a time: waiting in line counts against its time limit. */
export async function scoredByModel(cases: readonly Case[], model: Model): Promise<Scored[]> {
  const scored: Scored[] = []
  for (let from = 0; from < cases.length; from += ASKED_AT_ONCE) {
    const few = cases.slice(from, from + ASKED_AT_ONCE)
    scored.push(
      ...(await Promise.all(
        few.map(async (one) => ({ one, score: await scoreLead(one.lead, model, USUAL_THRESHOLDS) })),
      )),
    )
  }
  return scored
}
