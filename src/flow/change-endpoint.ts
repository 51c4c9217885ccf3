import { AppError } from '../errors.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { schemeOf } from '../sources/check-endpoint.ts'
import { sourceNamed } from '../sources/index.ts'
import { newSigningSecret } from '../wire/sign.ts'
import { audited } from './audited.ts'
import { checkedEndpoint, checkedSecret, lostDestinations } from './check-endpoint.ts'
import type { EndpointChanges, Ports } from './ports.ts'

/** Who changes which endpoint, by its name or id. */
export type EndpointAsk = { workspace: string; by: string; endpoint: string }

const HOUR_MS = 3_600_000
const MOST_SECRETS = 5

/** Throws `not_found` with the names that there are. */
export async function findEndpoint(ports: Ports, workspace: string, nameOrId: string): Promise<Endpoint> {
  const all = await ports.endpoints.list(workspace)
  const found = all.find(({ id, name }) => id === nameOrId || name === nameOrId)
  if (found) return found
  const known = all.map(({ name }) => name).join(', ') || 'none yet'
  throw new AppError('not_found', `There is no endpoint "${nameOrId}". Known ones: ${known}.`)
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

/** Changes some of its settings; they hold for every call from now on, in other processes within half a second. */
export async function editEndpoint(
  ports: Ports,
  ask: EndpointAsk,
  changesOf: (before: Endpoint) => Omit<EndpointChanges, 'secrets' | 'disabled'>,
): Promise<{ endpoint: Endpoint; warnings: string[] }> {
  const before = await findEndpoint(ports, ask.workspace, ask.endpoint)
  const changes = changesOf(before)
  const endpoint = { ...before, ...changes }
  const warnings = [...checkedEndpoint(endpoint), ...(await lostDestinations(ports, endpoint))]
  await save(ports, ask, before, changes, 'endpoint changed')
  return { endpoint, warnings }
}

/** Switched off, it refuses every call until it is switched on again. */
export async function setEndpointDisabled(ports: Ports, ask: EndpointAsk, disabled: boolean): Promise<Endpoint> {
  const before = await findEndpoint(ports, ask.workspace, ask.endpoint)
  await save(ports, ask, before, { disabled }, disabled ? 'endpoint disabled' : 'endpoint enabled')
  return { ...before, disabled }
}

/** How a secret is replaced. */
export type Rotation = {
  /** The sender's own new secret; one is made where it is null. */
  secret: string | null
  /** How long the old ones still count. */
  overlapHours: number
}

/** A new secret beside the old ones, which count until the overlap ends. More than five never count: the oldest give way. */
export async function rotateEndpoint(
  ports: Ports,
  ask: EndpointAsk,
  { secret: given, overlapHours }: Rotation,
): Promise<{ endpoint: Endpoint; secret: string; oldValidUntil: Date; warnings: string[] }> {
  const before = await findEndpoint(ports, ask.workspace, ask.endpoint)
  const scheme = schemeOf(sourceNamed(before.source), before)
  if (scheme.kind === 'none')
    throw new AppError('conflict', `${before.name} takes unsigned calls: there is no secret to rotate.`)
  const now = ports.now()
  const secret = given ?? newSigningSecret(ports.randomBytes)
  if (before.secrets.some(({ value }) => value === secret))
    throw new AppError('conflict', 'That is a secret which it has already. Choose a new one.')
  const doubts = checkedSecret(scheme, secret, now)
  const oldValidUntil = new Date(now.getTime() + overlapHours * HOUR_MS)
  const old = before.secrets
    .map((one) => ({
      ...one,
      validUntil: one.validUntil && one.validUntil < oldValidUntil ? one.validUntil : oldValidUntil,
    }))
    .filter(({ validUntil }) => validUntil > now)
  const secrets = [{ value: secret, createdAt: now, validUntil: null }, ...old.slice(0, MOST_SECRETS - 1)]
  await save(ports, ask, before, { secrets }, 'endpoint secret rotated')
  const gone =
    old.length >= MOST_SECRETS ? [`Only ${MOST_SECRETS} secrets count at once: the oldest no longer does.`] : []
  return { endpoint: { ...before, secrets }, secret, oldValidUntil, warnings: [...doubts, ...gone] }
}

/** Its URL is unknown from now on; its leads and its log stay. */
export async function removeEndpoint(ports: Ports, ask: EndpointAsk): Promise<Endpoint> {
  const endpoint = await findEndpoint(ports, ask.workspace, ask.endpoint)
  const change = () => ports.endpoints.remove(endpoint.id, ports.now())
  await audited(ports, entryOf(ask, endpoint, 'endpoint removed'), change)
  return endpoint
}

async function save(
  ports: Ports,
  ask: EndpointAsk,
  before: Endpoint,
  changes: EndpointChanges,
  what: string,
): Promise<void> {
  const after = { ...before, ...changes }
  const detail = { before: shown(before, changes), after: shown(after, changes) }
  await audited(ports, entryOf(ask, before, what, detail), () => ports.endpoints.update(before, changes))
}

function entryOf({ workspace, by }: EndpointAsk, { id, name }: Endpoint, what: string, changes: object = {}) {
  return { workspace, by, what, detail: { id, name, ...changes } }
}

/** What was changed, as it may stand in a log: of its settings only the names, since some are secret. */
function shown(endpoint: Endpoint, changes: EndpointChanges): object {
  const { secrets, settings, ...plain } = changes
  const kept = Object.entries(endpoint).filter(([name]) => name in plain)
  return { ...Object.fromEntries(kept), ...(settings && { settings: Object.keys(endpoint.settings) }) }
}
