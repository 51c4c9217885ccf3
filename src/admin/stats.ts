import { z } from 'zod'
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
  summary: 'counts leads, decisions and failed deliveries of a span of time, test leads apart',
  for: 'everyone',
  async run({ flow, workspace }, words) {
    z.strictObject({}).parse(words.flags)
    const since = new Date(Date.now() - Span.parse(words.rest))
    const found = await flow.stats(workspace.id, since)
    return {
      data: {
        since,
        leads: found.leads,
        by_source: found.bySource,
        by_endpoint: found.byEndpoint,
        decisions: found.decisions,
        approval_rate: found.approvalRate,
        median_seconds_to_decision: seconds(found.timeToDecisionMs),
        deliveries_failed: found.deliveriesFailed,
        handoffs_by_reason: found.handoffsByReason,
        median_seconds_to_resolve: seconds(found.timeToResolveMs),
      },
    }
  },
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / SECOND_MS)
}
