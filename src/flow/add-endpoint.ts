import { AppError } from '../errors.ts'
import type { Endpoint, EndpointAuth } from '../lead/endpoint.ts'
import { schemeOf } from '../sources/check-endpoint.ts'
import { sourceNamed } from '../sources/index.ts'
import { newSigningSecret } from '../wire/sign.ts'
import { audited, entryAbout } from './audited.ts'
import { authNamed, checkedEndpoint, checkedSecret, lostDestinations } from './check-endpoint.ts'
import type { Ports } from './ports.ts'

/** 32 URL-safe characters. */
const KEY_BYTES = 24

const USUAL = { map: null, schema: null, settings: {}, thresholds: null, severity: null, owner: null }

/** What an admin says of an endpoint that is to be; what is left out is as its source has it. */
export type NewEndpoint = Pick<Endpoint, 'workspace' | 'name' | 'source' | 'channel' | 'rate' | 'burst'> &
  Partial<Pick<Endpoint, keyof typeof USUAL>> & {
    by: string
    /** Null: as its source documents. */
    auth: EndpointAuth | null
    /** The sender's own secret; one is made where it is null. */
    secret: string | null
  }

/** A new inbound URL. Key and secret (null where nothing is signed) are answered this once; `warnings` are for people. */
export async function addEndpoint(
  ports: Ports,
  asked: NewEndpoint,
): Promise<{ endpoint: Endpoint; key: string; secret: string | null; warnings: string[] }> {
  const { by, secret: given, ...chosen } = asked
  const settings = { ...USUAL, ...chosen }
  const auth = authNamed(asked.source, asked.auth)
  const doubts = checkedEndpoint({ ...settings, auth })
  const scheme = schemeOf(sourceNamed(asked.source), { ...settings, auth })
  const now = ports.now()
  if (scheme.kind === 'none' && given !== null)
    throw new AppError('bad_input', 'Without a signature there is no use for a secret; leave one of the two out.')
  const secret = scheme.kind === 'none' ? null : (given ?? newSigningSecret(ports.randomBytes))
  const secretDoubts = secret === null ? [] : checkedSecret(scheme, secret, now)
  const endpoint: Endpoint = {
    ...settings,
    auth,
    id: ports.newId('ep'),
    secrets: secret === null ? [] : [{ value: secret, createdAt: now, validUntil: null }],
    disabled: false,
    createdAt: now,
  }
  const key = ports.randomBytes(KEY_BYTES).toString('base64url')
  const { workspace, source, channel } = endpoint
  const entry = entryAbout({ workspace, by }, 'endpoint added', endpoint, { source, channel, auth })
  await audited(ports, entry, () => ports.endpoints.insert(endpoint, key))
  return { endpoint, key, secret, warnings: [...doubts, ...secretDoubts, ...(await lostDestinations(ports, endpoint))] }
}
