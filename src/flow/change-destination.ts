import { kindNamed } from '../destinations/index.ts'
import type { Destination, DestinationState } from '../handoff/destination.ts'
import { HEALTHY } from '../handoff/health.ts'
import { affected, audited, auditedEdit, type Edit, entryAbout } from './audited.ts'
import { checkedHeaders, checkedUrl, checkSettings, overlapWarnings, urlOf } from './check-destination.ts'
import { type DestinationAsk, findDestination } from './find-destination.ts'
import { mappingRemarks } from './map-destination.ts'
import type { DestinationChanges, Ports } from './ports.ts'
import { DESTINATION_SETTINGS } from './reach-owner.ts'

/** Changes some of its settings; they hold for every attempt from now on, those of waiting and parked handoffs too. */
export async function editDestination(
  ports: Ports,
  ask: DestinationAsk,
  changes: Omit<DestinationChanges, 'secrets' | 'state' | 'stateReason'>,
): Promise<{ destination: Destination; warnings: string[] }> {
  const before = await findDestination(ports, ask.workspace, ask.destination)
  const kind = kindNamed(before.kind)
  const headers = changes.headers && checkedHeaders(changes.headers)
  const settings = changes.settings && { ...before.settings, ...changes.settings }
  if (settings) checkSettings(kind, settings)
  const url =
    changes.url || settings
      ? urlOf(ports, kind, changes.url ?? (kind.baseUrl ? null : before.url), settings ?? {})
      : null
  const doubts = url ? await checkedUrl(ports, url) : []
  const changed = { ...changes, ...(headers && { headers }), ...(settings && { settings }), ...(url && { url }) }
  const after = { ...before, ...changed }
  const overlaps = await overlapWarnings(ports, after)
  const seen = changes.mapping === undefined ? [] : await mappingRemarks(ports, after)
  const destination = await saveDestination(ports, ask, { before, changes: changed, what: 'destination changed' })
  return { destination, warnings: [...doubts, ...overlaps, ...seen] }
}

const STATE_WORDS: Record<DestinationState, string> = {
  on: 'destination resumed',
  paused: 'destination paused',
  disabled: 'destination disabled',
}

/** Pauses, disables or resumes it. What is decided meanwhile is kept; resuming sends it and forgets past failures. */
export async function setDestinationState(
  ports: Ports,
  ask: DestinationAsk,
  state: DestinationState,
): Promise<Destination> {
  const before = await findDestination(ports, ask.workspace, ask.destination)
  const changes = { state, stateReason: state === 'on' ? null : `by ${ask.by}` }
  const after = await saveDestination(ports, ask, { before, changes, what: STATE_WORDS[state] })
  if (state !== 'on') return after
  await ports.destinations.resetHealth(before.id)
  ports.later.deliver(before.id, ports.now())
  return { ...after, health: HEALTHY }
}

/** Nothing more is sent there. What waits for it is parked; its log stays. `warnings` name the endpoints that rely on it. */
export async function removeDestination(
  ports: Ports,
  ask: DestinationAsk,
): Promise<{ destination: Destination; warnings: string[] }> {
  const destination = await findDestination(ports, ask.workspace, ask.destination)
  const at = ports.now()
  const change = () => ports.destinations.remove(destination.id, at)
  await audited(ports, entryAbout(ask, 'destination removed', destination), change)
  ports.later.deliver(destination.id, at)
  return { destination, warnings: await lostByEndpoints(ports, destination) }
}

/** What endpoints send to a destination by name, and cannot any more. */
async function lostByEndpoints(ports: Ports, { id, name, workspace }: Destination): Promise<string[]> {
  return (await ports.endpoints.list(workspace)).flatMap((endpoint) =>
    DESTINATION_SETTINGS.filter((key) => [id, name].includes(endpoint.settings[key] ?? '')).map(
      (key) =>
        `The endpoint "${endpoint.name}" names it as ${key}: nothing is sent there any more. Add one of that name, or endpoint edit ${endpoint.name} --set ${key}=….`,
    ),
  )
}

/** Saves what an admin changed. */
export function saveDestination(
  ports: Ports,
  ask: DestinationAsk,
  edit: Edit<Destination, DestinationChanges>,
): Promise<Destination> {
  return auditedEdit(ports, ask, edit, { save: ports.destinations.update, shown })
}

/** What was changed, as it may stand in a log: the names alone of headers and settings, and of the address that it is another. */
function shown(destination: Destination, { secrets, headers, settings, url, ...plain }: DestinationChanges): object {
  return {
    ...affected(destination, plain),
    ...(headers && { headers: Object.keys(destination.headers) }),
    ...(settings && { settings: Object.keys(destination.settings) }),
    ...(url && { host: new URL(destination.url).host }),
  }
}
