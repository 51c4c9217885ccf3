import { type Case, isWanted } from '../../../scripts/eval/case.ts'
import { labelledCases } from '../../../scripts/eval/labelled.ts'
import { shuffled } from '../../../scripts/eval/shuffled.ts'
import type { LearnedModel } from '../../../src/scoring/learned/model.ts'
import { learnedScoreOf } from '../../../src/scoring/learned/predict.ts'
import { exampleOf, train } from '../../../src/scoring/learned/train.ts'
import type { Forecast } from '../../../src/scoring/reliability.ts'
import { judgeByRules } from '../../../src/scoring/rules.ts'

/** Real leads, in an order that the seed decides; without one as they arrived, when later ones are not quite like earlier ones. */
export function realLeads(seed?: number): Case[] {
  const cases = labelledCases('test/fixtures/labelled-leads.csv', { label: 'Converted', id: 'Lead Number' })
  return seed === undefined ? cases : shuffled(cases, seed)
}

export function trained(cases: readonly Case[], breathe = async () => {}): Promise<LearnedModel> {
  const examples = cases.map((one) => exampleOf(one.lead, isWanted(one) === true))
  return train(examples, { version: 1, trainedAt: new Date(0) }, breathe)
}

export function forecasts(model: LearnedModel, cases: readonly Case[]): Forecast[] {
  return cases.map((one) => ({
    chance: learnedScoreOf(model, one.lead, judgeByRules(one.lead).value).chance,
    approved: isWanted(one) === true,
  }))
}
