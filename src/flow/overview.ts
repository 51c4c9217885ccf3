import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import type { Rule } from '../lead/routing.ts'
import type { Ports } from './ports.ts'
import { settingsOf } from './settings-of.ts'

/** How a workspace is set up and how its deliveries go. `lagMs` is how long the longest waiting handoff is overdue. */
export type Overview = {
  endpoints: Endpoint[]
  /** Its rules of routing. */
  rules: readonly Rule[]
  destinations: { destination: Destination; failing: Handoff | null }[]
  lagMs: number
  /** Whether there was ever a lead. */
  hasLeads: boolean
  /** Whether any destination was ever to be told of one. */
  hasHandoffs: boolean
}

/** Reads what the Home tab tells an admin. */
export async function overview(ports: Ports, workspace: string): Promise<Overview> {
  const [{ routing: rules }, endpoints, destinations, counted, sent] = await Promise.all([
    settingsOf(ports, workspace),
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
    rules,
    destinations: destinations.map((destination, i) => ({ destination, failing: troubles[i]?.failing ?? null })),
    lagMs: Math.max(0, ...lags),
    hasLeads: counted.some(({ leadId }) => leadId !== null),
    hasHandoffs: sent.length > 0,
  }
}
