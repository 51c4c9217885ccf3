import { kindNamed } from '../destinations/index.ts'
import { AppError } from '../errors.ts'
import type { Destination, DestinationState } from '../handoff/destination.ts'
import { HEALTHY } from '../handoff/health.ts'
import { newSigningSecret } from '../wire/sign.ts'
import { audited } from './audited.ts'
import { checkedHeaders, checkedUrl, checkSettings, overlapWarnings, urlOf } from './check-destination.ts'
import { mappingRemarks } from './map-destination.ts'
import type { Ports } from './ports.ts'
import { DESTINATION_SETTINGS } from './reach-owner.ts'

/** Who changes which destination, by its name or id. */
export type DestinationAsk = { workspace: string; by: string; destination: string }

const HOUR_MS = 3_600_000

/** Throws `not_found` with the names that there are. */
export async function findDestination(ports: Ports, workspace: string, nameOrId: string): Promise<Destination> {
  const all = await ports.destinations.list(workspace)
  const found = all.find(({ id, name }) => id === nameOrId || name === nameOrId)
  if (found) return found
  const known = all.map(({ name }) => name).join(', ') || 'none yet'
  throw new AppError('not_found', `There is no destination "${nameOrId}". Known ones: ${known}.`)
}

/** What an admin can change of a destination; its kind is not among it. */
export type DestinationChanges = Partial<
  Pick<
    Destination,
    | 'name'
    | 'url'
    | 'headers'
    | 'settings'
    | 'events'
    | 'decisionsOnly'
    | 'mapping'
    | 'signing'
    | 'policy'
    | 'concurrency'
    | 'rate'
  >
>

/** Changes some of its settings; they hold for every attempt from now on, those of waiting and parked handoffs too. */
export async function editDestination(
  ports: Ports,
  ask: DestinationAsk,
  changes: DestinationChanges,
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
  await save(ports, ask, before, changed, 'destination changed')
  return { destination: after, warnings: [...doubts, ...overlaps, ...seen] }
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
  const stateReason = state === 'on' ? null : `by ${ask.by}`
  await save(ports, ask, before, { state, stateReason }, STATE_WORDS[state])
  if (state === 'on') {
    await ports.destinations.resetHealth(before.id)
    ports.later.deliver(before.id, ports.now())
  }
  return { ...before, state, stateReason, health: state === 'on' ? HEALTHY : before.health }
}

/** A new signing secret beside the old one: both count until the overlap ends. */
export async function rotateDestination(
  ports: Ports,
  ask: DestinationAsk,
  overlapHours: number,
): Promise<{ destination: Destination; secret: string; oldValidUntil: Date }> {
  const destination = await findDestination(ports, ask.workspace, ask.destination)
  const oldValidUntil = new Date(ports.now().getTime() + overlapHours * HOUR_MS)
  const secret = newSigningSecret(ports.randomBytes)
  const secrets = { current: secret, previous: destination.secrets.current, previousUntil: oldValidUntil }
  await save(ports, ask, destination, { secrets }, 'destination secret rotated')
  return { destination, secret, oldValidUntil }
}

/** Ends a rotation's overlap: from now on only the new secret signs. */
export async function switchDestination(ports: Ports, ask: DestinationAsk): Promise<Destination> {
  const destination = await findDestination(ports, ask.workspace, ask.destination)
  const { current } = destination.secrets
  await save(
    ports,
    ask,
    destination,
    { secrets: { current, previous: null, previousUntil: null } },
    'destination secret switched',
  )
  return destination
}

/** Nothing more is sent there. What waits for it is parked; its log stays. `warnings` name the endpoints that rely on it. */
export async function removeDestination(
  ports: Ports,
  ask: DestinationAsk,
): Promise<{ destination: Destination; warnings: string[] }> {
  const destination = await findDestination(ports, ask.workspace, ask.destination)
  const at = ports.now()
  const change = () => ports.destinations.remove(destination.id, at)
  await audited(ports, entryOf(ask, destination, 'destination removed'), change)
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

type Saved = Parameters<Ports['destinations']['update']>[1]

async function save(
  ports: Ports,
  ask: DestinationAsk,
  before: Destination,
  changes: Saved,
  what: string,
): Promise<void> {
  const after = { ...before, ...changes }
  const detail = { before: shown(before, changes), after: shown(after, changes) }
  await audited(ports, entryOf(ask, before, what, detail), () => ports.destinations.update(before, changes))
}

function entryOf({ workspace, by }: DestinationAsk, { id, name }: Destination, what: string, changes: object = {}) {
  return { workspace, by, what, detail: { id, name, ...changes } }
}

/** What was changed, as it may stand in a log: the names alone of headers and settings, and of the address that it is another. */
function shown(destination: Destination, changes: Saved): object {
  const { secrets, headers, settings, url, ...plain } = changes
  const kept = Object.entries(destination).filter(([name]) => name in plain)
  return {
    ...Object.fromEntries(kept),
    ...(headers && { headers: Object.keys(destination.headers) }),
    ...(settings && { settings: Object.keys(destination.settings) }),
    ...(url && { host: new URL(destination.url).host }),
  }
}
