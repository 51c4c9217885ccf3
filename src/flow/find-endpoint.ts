import type { Endpoint } from '../lead/endpoint.ts'
import { findNamed } from './find-named.ts'
import type { Ports } from './ports.ts'

/** Who asks something of which endpoint, by its name or id. */
export type EndpointAsk = { workspace: string; by: string; endpoint: string }

/** Throws `not_found` with the names that there are. */
export async function findEndpoint(ports: Ports, workspace: string, nameOrId: string): Promise<Endpoint> {
  return findNamed(await ports.endpoints.list(workspace), 'endpoint', nameOrId)
}

/** An endpoint, and how often it refused for each reason in the last 30 days. */
export async function showEndpoint(
  ports: Ports,
  workspace: string,
  nameOrId: string,
): Promise<{ endpoint: Endpoint; refusals: Record<string, number> }> {
  const endpoint = await findEndpoint(ports, workspace, nameOrId)
  return { endpoint, refusals: await ports.inboundLog.refusals(endpoint.id) }
}
