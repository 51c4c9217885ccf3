import type { Endpoint } from '../lead/endpoint.ts'
import { affected, audited, auditedEdit, type Edit, entryAbout } from './audited.ts'
import { checkedEndpoint, lostDestinations } from './check-endpoint.ts'
import { type EndpointAsk, findEndpoint } from './find-endpoint.ts'
import type { EndpointChanges, Ports } from './ports.ts'

/** Changes some of its settings; they hold for every call from now on, in other processes within half a second. */
export async function editEndpoint(
  ports: Ports,
  ask: EndpointAsk,
  changesOf: (before: Endpoint) => Omit<EndpointChanges, 'secrets' | 'disabled'>,
): Promise<{ endpoint: Endpoint; warnings: string[] }> {
  const before = await findEndpoint(ports, ask.workspace, ask.endpoint)
  const changes = changesOf(before)
  const after = { ...before, ...changes }
  const warnings = [...checkedEndpoint(after), ...(await lostDestinations(ports, after))]
  const endpoint = await saveEndpoint(ports, ask, { before, changes, what: 'endpoint changed' })
  return { endpoint, warnings }
}

/** Switched off, it refuses every call until it is switched on again. */
export async function setEndpointDisabled(ports: Ports, ask: EndpointAsk, disabled: boolean): Promise<Endpoint> {
  const before = await findEndpoint(ports, ask.workspace, ask.endpoint)
  const what = disabled ? 'endpoint disabled' : 'endpoint enabled'
  return saveEndpoint(ports, ask, { before, changes: { disabled }, what })
}

/** Its URL is unknown from now on; its leads and its log stay. */
export async function removeEndpoint(ports: Ports, ask: EndpointAsk): Promise<Endpoint> {
  const endpoint = await findEndpoint(ports, ask.workspace, ask.endpoint)
  const change = () => ports.endpoints.remove(endpoint.id, ports.now())
  await audited(ports, entryAbout(ask, 'endpoint removed', endpoint), change)
  return endpoint
}

/** Saves what an admin changed. */
export function saveEndpoint(ports: Ports, ask: EndpointAsk, edit: Edit<Endpoint, EndpointChanges>): Promise<Endpoint> {
  return auditedEdit(ports, ask, edit, { save: ports.endpoints.update, shown })
}

/** What was changed, as it may stand in a log: of its settings only the names, since some are secret. */
function shown(endpoint: Endpoint, { secrets, settings, ...plain }: EndpointChanges): object {
  return { ...affected(endpoint, plain), ...(settings && { settings: Object.keys(endpoint.settings) }) }
}
