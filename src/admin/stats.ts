import { z } from 'zod'
import type { Spans, Tallied } from '../lead/stats.ts'
import { scoreRemarks, scoresInShort } from './stats-scores.ts'
import { perhapsOne, spanMs, type Verb } from './verb.ts'

const DEFAULT_SPAN = '7d'
const LONGEST_MS = 366 * 24 * 3600 * 1000
const SECOND_MS = 1000

const Span = perhapsOne.transform(([text = DEFAULT_SPAN], context) => {
  const ms = spanMs(text)
  if (ms !== null && ms > 0 && ms <= LONGEST_MS) return ms
  context.addIssue('must be a span of at most a year, such as 24h or 7d')
  return z.NEVER
})

export const stats: Verb = {
  name: 'stats',
  usage: 'stats [7d]',
  summary:
    'counts what came in and what became of it, by source and endpoint too, and how far scores and people agreed; test leads apart',
  for: 'everyone',
  async run({ flow, workspace }, words) {
    z.strictObject({}).parse(words.flags)
    const since = new Date(Date.now() - Span.parse(words.rest))
    const { deliveriesFailed, bySource, byEndpoint, ...all } = await flow.stats(workspace.id, since)
    const scores = await flow.scoreStats(workspace.id, since)
    return {
      data: {
        since,
        ...shown(all),
        deliveries_failed: deliveriesFailed,
        by_source: each(bySource),
        by_endpoint: each(byEndpoint),
        scores: scoresInShort(scores),
      },
      remarks: scoreRemarks(scores),
    }
  },
}

function each(groups: Record<string, Tallied & Spans>) {
  return Object.fromEntries(Object.entries(groups).map(([name, one]) => [name, shown(one)]))
}

function shown(one: Tallied & Spans) {
  return {
    leads: one.leads,
    decisions: one.decisions,
    approval_rate: one.approvalRate,
    median_seconds_to_decision: seconds(one.timeToDecisionMs),
    calls_completed: one.callsCompleted,
    handoffs_by_reason: one.handoffsByReason,
    median_seconds_to_resolve: seconds(one.timeToResolveMs),
    summaries_wrong: one.summariesWrong,
  }
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / SECOND_MS)
}
