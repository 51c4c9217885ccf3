import { AppError } from '../errors.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { SOURCE_NAMES } from '../sources/index.ts'
import type { Ports } from './ports.ts'

const SECRET_BYTES = 32
/** 32 URL-safe characters. */
const KEY_BYTES = 24

export type NewEndpoint = {
  workspace: string
  by: string
  name: string
  source: string
  channel: string | null
  /** The sender's own secret; one is made where it is null. */
  secret: string | null
  auth: Endpoint['auth']
  rate: number
  burst: number
}

/** A new inbound URL. Key and secret are answered this once and never again. */
export async function addEndpoint(
  ports: Ports,
  asked: NewEndpoint,
): Promise<{ endpoint: Endpoint; key: string; secret: string }> {
  if (!SOURCE_NAMES.includes(asked.source)) {
    throw new AppError('bad_input', `There is no source "${asked.source}". Known sources: ${SOURCE_NAMES.join(', ')}.`)
  }
  const now = ports.now()
  const secret = asked.secret ?? `whsec_${ports.randomBytes(SECRET_BYTES).toString('base64')}`
  const { by, secret: _, ...settings } = asked
  const endpoint: Endpoint = {
    ...settings,
    id: ports.newId('ep'),
    secrets: [{ value: secret, createdAt: now, validUntil: null }],
    map: null,
    schema: null,
    settings: {},
    thresholds: null,
    severity: null,
    owner: null,
    disabled: false,
    createdAt: now,
  }
  const key = ports.randomBytes(KEY_BYTES).toString('base64url')
  await ports.endpoints.insert(endpoint, key)
  const { id, workspace, name, source, channel } = endpoint
  await ports.audit.write({ at: now, workspace, by, what: 'endpoint added', detail: { id, name, source, channel } })
  return { endpoint, key, secret }
}
