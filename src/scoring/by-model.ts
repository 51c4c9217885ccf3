import { bandOf, type LearnedScore, type Score, type Thresholds } from '../lead/score.ts'
import type { Brief } from './brief.ts'
import { axesOf, confidenceOf, grounded, reasonsOf, scoreValue } from './compute.ts'
import { reachability } from './facts.ts'
import { triesToSteer } from './injection.ts'
import { passagesOf, type ScoringInput } from './input.ts'
import type { ModelAnswer } from './model.ts'
import { foundIn } from './quotes.ts'
import { USUAL_RUBRIC } from './rubric.ts'
import { judgeByRules, RULES_MAX_CONFIDENCE } from './rules.ts'
import { actionByRules, summaryByRules } from './wording.ts'

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
  learned: LearnedScore | null,
): Score {
  const { judgement } = answer
  const rules = judgeByRules(lead)
  const claims = [...judgement.findings, reachability(lead)]
  const findings = claims.map((claim) => grounded(USUAL_RUBRIC, claim, brief.shown))
  const injection = judgement.steersScoring || triesToSteer(lead)
  const judged = scoreValue(USUAL_RUBRIC, findings)
  const confidence = confidenceOf({
    rubric: USUAL_RUBRIC,
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
    axes: axesOf(USUAL_RUBRIC, findings),
    summary: judgement.summary || summaryByRules(lead, rules.findings),
    recommendedAction: injection
      ? actionByRules(lead, value, rules.findings, true)
      : judgement.recommendedAction || actionByRules(lead, value, rules.findings, false),
    reasons: reasonsOf(USUAL_RUBRIC, findings).map((reason) => ({ ...reason, quote: verbatim(lead, reason.quote) })),
    scoredBy: 'model',
    fallback: null,
    injection,
    learned,
    language: judgement.language,
    model: { name: answer.model, promptHash: brief.promptHash, ...answer.usage, ms: answer.ms },
  }
}

/** A quote as the lead wrote it; null when masks stand in it. */
function verbatim(lead: ScoringInput, quote: string | null): string | null {
  const texts = [lead.message, lead.company, lead.source].filter((text) => text !== null)
  return quote === null ? null : foundIn([...texts, ...passagesOf(lead).map(({ text }) => text)], quote)
}
