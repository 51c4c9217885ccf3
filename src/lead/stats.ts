import type { Outcome } from './decision.ts'

/** Leads that are alike in what is counted, and how many they are. */
export type LeadCount = {
  source: string
  endpoint: string
  outcome: Outcome | null
  /** Why a person was asked for. */
  reason: string | null
  /** It was a conversation that ended without a person. */
  completed: boolean
  /** Somebody found its summary wrong. */
  wrong: boolean
  count: number
}

/** What leads came to that are alike in something. */
export type Tallied = {
  leads: number
  decisions: Record<Outcome, number>
  /** Of those approved or rejected, 0–1. */
  approvalRate: number | null
  callsCompleted: number
  handoffsByReason: Record<string, number>
  summariesWrong: number
}

/** Spans are medians in milliseconds; null where there is nothing to take one of. */
export type Spans = { timeToDecisionMs: number | null; timeToResolveMs: number | null }

/** What a span of time came to. */
export type Figures = Tallied & Spans & { deliveriesFailed: number }

/** The same, by kind of sender and by endpoint too, most leads first. */
export type Stats = Figures & Record<'bySource' | 'byEndpoint', Record<string, Tallied & Spans>>

/** What some leads came to. */
export function tallied(counts: readonly LeadCount[]): Tallied {
  const { approved = 0, rejected = 0, review_requested = 0 } = sums(counts, ({ outcome }) => outcome)
  return {
    leads: total(counts),
    decisions: { approved, rejected, review_requested },
    approvalRate: approved + rejected > 0 ? approved / (approved + rejected) : null,
    callsCompleted: total(counts.filter(({ completed }) => completed)),
    handoffsByReason: sums(counts, ({ reason }) => reason),
    summariesWrong: total(counts.filter(({ wrong }) => wrong)),
  }
}

/** The names that leads were counted under, those with most leads first. */
export function namesOf(counts: readonly LeadCount[], key: 'source' | 'endpoint'): string[] {
  return Object.keys(sums(counts, (one) => one[key]))
}

function total(counts: readonly LeadCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0)
}

/** Largest first. */
function sums(counts: readonly LeadCount[], keyOf: (one: LeadCount) => string | null): Record<string, number> {
  const totals = new Map<string, number>()
  for (const one of counts) {
    const key = keyOf(one)
    if (key !== null) totals.set(key, (totals.get(key) ?? 0) + one.count)
  }
  return Object.fromEntries([...totals].sort(([, a], [, b]) => b - a))
}
