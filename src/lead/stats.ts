import type { Outcome } from './decision.ts'

/** Leads that are alike in what is counted, and how many they are. */
export type LeadCount = {
  source: string
  endpoint: string
  outcome: Outcome | null
  /** Why a person was asked for. */
  reason: string | null
  count: number
}

/** Spans are medians in milliseconds; null where there is nothing to take one of. */
export type Stats = {
  leads: number
  bySource: Record<string, number>
  byEndpoint: Record<string, number>
  decisions: Record<Outcome, number>
  /** Of those approved or rejected, 0–1. */
  approvalRate: number | null
  handoffsByReason: Record<string, number>
  timeToDecisionMs: number | null
  timeToResolveMs: number | null
  deliveriesFailed: number
}

/** What a span of time came to. */
export function statsOf(
  counts: readonly LeadCount[],
  rest: Pick<Stats, 'timeToDecisionMs' | 'timeToResolveMs' | 'deliveriesFailed'>,
): Stats {
  const { approved = 0, rejected = 0, review_requested = 0 } = sums(counts, ({ outcome }) => outcome)
  return {
    leads: counts.reduce((sum, { count }) => sum + count, 0),
    bySource: sums(counts, ({ source }) => source),
    byEndpoint: sums(counts, ({ endpoint }) => endpoint),
    decisions: { approved, rejected, review_requested },
    approvalRate: approved + rejected > 0 ? approved / (approved + rejected) : null,
    handoffsByReason: sums(counts, ({ reason }) => reason),
    ...rest,
  }
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
