import { AppError } from '../errors.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { schemeOf } from '../sources/check-endpoint.ts'
import { sourceNamed } from '../sources/index.ts'
import { newSigningSecret } from '../wire/sign.ts'
import { saveEndpoint } from './change-endpoint.ts'
import { checkedSecret } from './check-endpoint.ts'
import { type EndpointAsk, findEndpoint } from './find-endpoint.ts'
import type { Ports } from './ports.ts'

const HOUR_MS = 3_600_000
const MOST_SECRETS = 5

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
  const old = endingWith(before.secrets, oldValidUntil).filter(({ validUntil }) => validUntil > now)
  const secrets = [{ value: secret, createdAt: now, validUntil: null }, ...old.slice(0, MOST_SECRETS - 1)]
  const endpoint = await saveEndpoint(ports, ask, { before, changes: { secrets }, what: 'endpoint secret rotated' })
  const gone =
    old.length >= MOST_SECRETS ? [`Only ${MOST_SECRETS} secrets count at once: the oldest no longer does.`] : []
  return { endpoint, secret, oldValidUntil, warnings: [...doubts, ...gone] }
}

/** Secrets that end with the overlap, or before it where they were to end sooner. */
function endingWith(secrets: Endpoint['secrets'], overlapEnds: Date) {
  return secrets.map(({ validUntil, ...secret }) => ({
    ...secret,
    validUntil: validUntil && validUntil < overlapEnds ? validUntil : overlapEnds,
  }))
}
