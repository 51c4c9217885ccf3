import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { type Stats, statsOf } from '../lead/stats.ts'
import type { Ports } from './ports.ts'

/** What came in and was decided since then; test leads apart. */
export async function stats(ports: Ports, workspace: string, since: Date): Promise<Stats> {
  const { leads, handoffs } = ports
  const [counts, timeToDecisionMs, timeToResolveMs, deliveriesFailed] = await Promise.all([
    leads.countSince(workspace, since),
    leads.medianSince(workspace, since, 'decision.at'),
    leads.medianSince(workspace, since, 'conversation.resolved.at'),
    handoffs.countFailed(workspace, since),
  ])
  return statsOf(counts, { timeToDecisionMs, timeToResolveMs, deliveriesFailed })
}

/** How a workspace is set up and how its deliveries go. `lagMs` is how long the longest waiting handoff is overdue. */
export type Overview = {
  endpoints: Endpoint[]
  destinations: { destination: Destination; failing: Handoff | null }[]
  lagMs: number
  /** Whether there was ever a lead. */
  hasLeads: boolean
  /** Whether any destination was ever to be told of one. */
  hasHandoffs: boolean
}

export async function overview(ports: Ports, workspace: string): Promise<Overview> {
  const [endpoints, destinations, counted, sent] = await Promise.all([
    ports.endpoints.list(workspace),
    ports.destinations.list(workspace),
    ports.inboundLog.recent(workspace, { limit: 1 }),
    ports.handoffs.recent(workspace, { limit: 1 }),
  ])
  const troubles = await Promise.all(destinations.map(({ id }) => ports.handoffs.trouble(workspace, id)))
  const now = ports.now().getTime()
  const lags = troubles.map(({ dueSince }) => (dueSince ? now - dueSince.getTime() : 0))
  return {
    endpoints,
    destinations: destinations.map((destination, i) => ({ destination, failing: troubles[i]?.failing ?? null })),
    lagMs: Math.max(0, ...lags),
    hasLeads: counted.some(({ leadId }) => leadId !== null),
    hasHandoffs: sent.length > 0,
  }
}
