import type { Level, Reason, Score, Thresholds } from '../lead/score.ts'
import { foundIn } from './quotes.ts'
import { type Axis, type Criterion, type Finding, LEVEL_SHARE } from './rubric.ts'

const FAR_FROM_THRESHOLD_POINTS = 20
const FAR_FROM_OTHERS_POINTS = 50
/** A value that neither the rules nor past decisions come near keeps so much of its confidence: less than a threshold asks for. */
const FAR_FROM_ALL_AGREEMENT = 0.2
const FAR_FROM_ALL_SHARE = 0.65
/** The same words prove so many things at most. */
const PROOFS_PER_QUOTE = 2
/** What confidence is made of; adds up to 1. */
const CONFIDENCE_PARTS = { coverage: 0.35, honesty: 0.25, margin: 0.2, agreement: 0.2 }

/** The points a level earns; for a criterion that counts against the lead, silence costs nothing. */
function pointsOf(criterion: Criterion, level: Level): number {
  if (criterion.weight < 0 && level === 'not_stated') return 0
  return criterion.weight * LEVEL_SHARE[level]
}

/** The weighted levels, 0–100. A criterion nobody judged is not stated. `extra` points are added before the bounds. */
export function scoreValue(rubric: readonly Criterion[], findings: readonly Finding[], extra = 0): number {
  const sum = rubric.reduce((total, criterion) => total + pointsOf(criterion, levelOf(criterion, findings)), extra)
  const whole = rubric.reduce((total, criterion) => total + Math.max(0, criterion.weight), 0) || 1
  return Math.round(Math.min(100, Math.max(0, (sum / whole) * 100)))
}

/** Fit and intent apart, each by the share of its own points that was earned. */
export function axesOf(rubric: readonly Criterion[], findings: readonly Finding[]): Score['axes'] {
  const share = (axis: Axis) =>
    scoreValue(
      rubric.filter((criterion) => criterion.axis === axis),
      findings,
    ) / 100
  const fit = share('fit')
  const intent = share('intent')
  return { fit: fit >= 0.6 ? 'A' : fit >= 0.3 ? 'B' : 'C', intent: intent >= 0.6 ? 1 : intent >= 0.3 ? 2 : 3 }
}

/** The findings as lines of the card, the weightiest first. */
export function reasonsOf(rubric: readonly Criterion[], findings: readonly Finding[]): Reason[] {
  const reasons = rubric.map((criterion): Reason => {
    const level = levelOf(criterion, findings)
    const quote = findings.find((finding) => finding.criterion === criterion.id)?.quote ?? null
    return {
      criterion: criterion.id,
      label: criterion.label,
      level,
      points: Math.round(pointsOf(criterion, level)),
      quote,
    }
  })
  return reasons.sort((one, other) => Math.abs(other.points) - Math.abs(one.points))
}

/**
 * A claim as far as its quote stands in the texts. Without evidence, praise counts as not stated; blame keeps its level, so that
 * an invented quote never raises a lead.
 */
export function grounded(rubric: readonly Criterion[], claim: Finding, texts: readonly string[]): Finding {
  const criterion = rubric.find(({ id }) => id === claim.criterion)
  if (!criterion || criterion.judge === 'facts') return claim
  const quote = claim.quote === null ? null : foundIn(texts, claim.quote)
  if (quote !== null || criterion.weight < 0 || !claims(claim)) return { ...claim, quote }
  return { ...claim, level: 'not_stated', quote: null }
}

type Evidence = {
  rubric: readonly Criterion[]
  /** The judge's findings as they came, before their quotes were looked for. */
  claims: readonly Finding[]
  /** What the judge was shown. */
  shown: readonly string[]
  thresholds: Thresholds
  /** What others make of the same lead: the rules, and what the team's decisions taught where they taught anything. */
  others: readonly number[]
}

/** 0–1: how much of the rubric has evidence, how much of the evidence is true, how far the value is from a threshold and how near to what others say. Words that prove everything prove little, and a value that nobody else comes near is not trusted. */
export function confidenceOf({ rubric, claims: claimed, shown, thresholds, others }: Evidence): number {
  const byText = rubric.filter(({ judge }) => judge === 'text')
  const made = claimed.filter((claim) => claims(claim) && byText.some(({ id }) => id === claim.criterion))
  const proofs = made.flatMap(({ quote }) => (quote === null ? [] : (foundIn(shown, quote) ?? [])))
  const proven = proofs.filter((quote, i) => timesBefore(proofs, quote, i) < PROOFS_PER_QUOTE)
  const values = [claimed, claimed.map((claim) => grounded(rubric, claim, shown))].map((each) =>
    scoreValue(rubric, each),
  )
  const parts = {
    coverage: proven.length / Math.max(1, byText.length - 1),
    honesty: made.length === 0 ? 1 : proofs.length / made.length,
    margin: Math.min(...values.map((value) => marginOf(value, thresholds))),
    agreement: Math.min(...values.map((value) => agreementOf(value, others))),
  }
  const sum =
    CONFIDENCE_PARTS.coverage * Math.min(1, parts.coverage) +
    CONFIDENCE_PARTS.honesty * parts.honesty +
    CONFIDENCE_PARTS.margin * parts.margin +
    CONFIDENCE_PARTS.agreement * parts.agreement
  const share = parts.agreement < FAR_FROM_ALL_AGREEMENT ? FAR_FROM_ALL_SHARE : 1
  return Math.round(sum * share * 100) / 100
}

function timesBefore(proofs: readonly string[], quote: string, i: number): number {
  return proofs.slice(0, i).filter((other) => other.toLowerCase() === quote.toLowerCase()).length
}

/** 1 where all others say the same, 0 where all are far off. */
function agreementOf(value: number, others: readonly number[]): number {
  const near = others.map((other) => 1 - Math.min(1, Math.abs(value - other) / FAR_FROM_OTHERS_POINTS))
  return near.reduce((sum, each) => sum + each, 0) / near.length
}

/** Distance to the nearest threshold, 0 (on it) to 1 (20 points or more away). */
export function marginOf(value: number, thresholds: Thresholds): number {
  const distance = Math.min(Math.abs(value - thresholds.approve), Math.abs(value - thresholds.reject))
  return Math.min(1, distance / FAR_FROM_THRESHOLD_POINTS)
}

/** Only these levels say that something is there, and so need evidence. */
function claims({ level }: Finding): boolean {
  return level === 'weak' || level === 'clear' || level === 'strong'
}

function levelOf(criterion: Criterion, findings: readonly Finding[]): Level {
  return findings.find((finding) => finding.criterion === criterion.id)?.level ?? 'not_stated'
}
