import { bandOf, type LearnedScore, type Score, type Thresholds } from '../lead/score.ts'
import type { Brief } from './brief.ts'
import { axesOf, confidenceOf, grounded, reasonsOf, scoreValue } from './compute.ts'
import { reachability } from './facts.ts'
import { triesToSteer } from './injection.ts'
import { passagesOf, type ScoringInput } from './input.ts'
import { costOf, type ModelAnswer, type Price } from './model.ts'
import { foundIn } from './quotes.ts'
import type { Rubric } from './rubric.ts'
import { judgeByRules, RULES_MAX_CONFIDENCE } from './rules.ts'
import { actionByRules, summaryByRules } from './wording.ts'

/** What a judgement is measured by, and what it costs. */
type Judging = { rubric: Rubric; price: Price; learned: LearnedScore | null }

type Judged = Extract<ModelAnswer, { kind: 'judged' }>

/**
 * Makes a score of a model's judgement: code computes every number, and evidence that does not stand in the lead counts for nothing.
 * A lead that tries to steer the scoring is held in review, never above what the rules give it.
 */
export function scoreByModel(
  lead: ScoringInput,
  brief: Brief,
  answer: Judged,
  thresholds: Thresholds,
  { rubric, price, learned }: Judging,
): Score {
  const { criteria } = rubric
  const { judgement } = answer
  const rules = judgeByRules(lead)
  const claims = [...judgement.findings, reachability(lead)]
  const findings = claims.map((claim) => grounded(criteria, claim, brief.shown))
  const injection = judgement.steersScoring || triesToSteer(lead)
  const judged = scoreValue(criteria, findings)
  const confidence = confidenceOf({
    rubric: criteria,
    claims,
    shown: brief.shown,
    thresholds,
    others: learned ? [rules.value, learned.value] : [rules.value],
  })
  const value = injection ? Math.min(judged, rules.value) : judged
  return {
    value,
    confidence: injection ? Math.min(confidence, RULES_MAX_CONFIDENCE) : confidence,
    band: injection ? 'review' : bandOf(value, thresholds),
    axes: axesOf(criteria, findings),
    summary: judgement.summary || summaryByRules(lead, rules.findings),
    recommendedAction: injection
      ? actionByRules(lead, value, rules.findings, true)
      : judgement.recommendedAction || actionByRules(lead, value, rules.findings, false),
    reasons: reasonsOf(criteria, findings).map((reason) => ({ ...reason, quote: verbatim(lead, reason.quote) })),
    scoredBy: 'model',
    fallback: null,
    injection,
    learned,
    byRules: rules.value,
    language: judgement.language,
    model: {
      name: answer.model,
      promptHash: brief.prompt.hash,
      rubric: rubric.version,
      ...answer.usage,
      usd: costOf(answer.usage, price),
      ms: answer.ms,
    },
  }
}

/** A quote as the lead wrote it; null when masks stand in it. */
function verbatim(lead: ScoringInput, quote: string | null): string | null {
  const texts = [lead.message, lead.company, lead.source].filter((text) => text !== null)
  return quote === null ? null : foundIn([...texts, ...passagesOf(lead).map(({ text }) => text)], quote)
}
