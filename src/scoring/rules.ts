import type { Fallback, Reason, Score, Thresholds } from '../lead/score.ts'
import { axesOf, marginOf, reasonsOf, scoreValue } from './compute.ts'
import { cut } from './cut.ts'
import { companyFit, reachability, returning, sourceScores } from './facts.ts'
import { type FieldSignal, fieldSignalsOf } from './field-signals.ts'
import { triesToSteer } from './injection.ts'
import { passagesOf, type ScoringInput } from './input.ts'
import { type Finding, isPitch, LEVEL_SHARE, USUAL_RUBRIC } from './rubric.ts'
import { type Sifted, sifted } from './sieve.ts'
import { SIGNALS, type Signal } from './signals.ts'
import { actionByRules, summaryByRules } from './wording.ts'

/** The rules are never surer than this. */
export const RULES_MAX_CONFIDENCE = 0.4
const DETAILED_MESSAGE_CHARS = 240
const MAX_QUOTE_CHARS = 160

/** A piece of the lead's own words, and what a field of its name may say. */
type Sought = { text: string; signals: readonly FieldSignal[] }
type RulesJudgement = { value: number; findings: Finding[]; reasons: Reason[] }

/**
 * Scores a lead without a model: deterministic, without network, by the same rubric.
 * The band is always `review`, for rules never decide alone; `why` says why no model scored.
 */
export function scoreByRules(lead: ScoringInput, why: Fallback, thresholds: Thresholds): Score {
  const { value, findings, reasons } = judgeByRules(lead)
  const injection = triesToSteer(lead)
  return {
    value,
    confidence: confidenceOfRules(value, findings, thresholds),
    band: 'review',
    axes: axesOf(USUAL_RUBRIC, findings),
    summary: summaryByRules(lead, findings),
    recommendedAction: actionByRules(lead, value, findings, injection),
    reasons,
    scoredBy: 'rules',
    fallback: why,
    injection,
    learned: null,
    byRules: value,
    language: null,
    model: null,
  }
}

/** What the rules find in a lead: levels with verbatim quotes, and the number they make. */
export function judgeByRules(lead: ScoringInput): RulesJudgement {
  const passages = passagesOf(lead).map(
    ({ field, text }): Sought => ({ text, signals: field === null ? [] : fieldSignalsOf(field) }),
  )
  const texts = sifted(passages.map(({ text }) => text).join('\n'))
  const found = USUAL_RUBRIC.map((criterion): Finding => {
    if (criterion.id === 'reachability') return reachability(lead)
    const words = findingIn(passages, texts, criterion.id)
    if (criterion.id === 'company') return companyFit(lead, words)
    return criterion.id === 'need' ? detailedNeed(lead, words) : words
  })
  const findings = isPitch(found) ? withoutWishes(found) : found
  const extras = [...sourceScores(lead), ...returning(lead)]
  const extraPoints = extras.reduce((sum, extra) => sum + extra.points, 0)
  return {
    value: scoreValue(USUAL_RUBRIC, findings, extraPoints),
    findings,
    reasons: [...reasonsOf(USUAL_RUBRIC, findings), ...extras],
  }
}

/** The strongest thing said about a criterion; a plain no outweighs it. */
function findingIn(passages: readonly Sought[], texts: Sifted, criterion: string): Finding {
  const signals = (SIGNALS.get(criterion) ?? []).filter((signal) => signal.mayBeIn(texts))
  const found = passages.flatMap((passage) => [
    ...fieldFinding(passage, criterion),
    ...wordFinding(passage, criterion, signals),
  ])
  const refusal = found.find((finding) => finding.level === 'none')
  const strongest = found.reduce<Finding | undefined>(
    (best, next) => (best && LEVEL_SHARE[best.level] >= LEVEL_SHARE[next.level] ? best : next),
    undefined,
  )
  return refusal ?? strongest ?? { criterion, level: 'not_stated', quote: null }
}

function wordFinding({ text }: Sought, criterion: string, signals: readonly Signal[]): Finding[] {
  for (const { level, pattern } of signals) {
    const match = pattern.exec(text)
    if (match) return [{ criterion, level, quote: cut(match[0], MAX_QUOTE_CHARS) }]
  }
  return []
}

function fieldFinding({ signals, text }: Sought, criterion: string): Finding[] {
  return signals.flatMap((signal) => {
    const level = signal.criterion === criterion ? signal.levelOf(text) : null
    return level ? [{ criterion, level, quote: cut(text, MAX_QUOTE_CHARS) }] : []
  })
}

/** Who takes the trouble to describe a need at length has a strong one. */
function detailedNeed(lead: ScoringInput, need: Finding): Finding {
  const isDetailed = (lead.message?.trim().length ?? 0) >= DETAILED_MESSAGE_CHARS
  return need.level === 'clear' && isDetailed ? { ...need, level: 'strong' } : need
}

/** What a vendor "needs", and the prices and dates they name, are no buying signals. */
function withoutWishes(findings: readonly Finding[]): Finding[] {
  const wishes = ['need', 'urgency', 'budget']
  return findings.map((finding) =>
    wishes.includes(finding.criterion) ? { ...finding, level: 'none', quote: null } : finding,
  )
}

/** Grows with what was stated and with the distance to a threshold, up to the rules' limit. */
function confidenceOfRules(value: number, findings: readonly Finding[], thresholds: Thresholds): number {
  const stated = findings.filter((finding) => finding.level !== 'not_stated').length / findings.length
  const confidence = RULES_MAX_CONFIDENCE * (0.3 + 0.5 * stated + 0.2 * marginOf(value, thresholds))
  return Math.round(confidence * 100) / 100
}
