import { liveSecrets } from '../lead/endpoint.ts'
import { schemeOf } from '../sources/check-endpoint.ts'
import type { Source } from '../sources/source.ts'
import type { Scheme } from '../wire/scheme.ts'
import { type VerifyCode, verify } from '../wire/verify.ts'
import type { InboundCall } from './inbound-call.ts'
import { type Outcome, rejected } from './outcome.ts'
import type { Ports } from './ports.ts'

const UNBELIEVED: Record<VerifyCode, string> = {
  missing_signature: 'The signature header is missing. Sign the raw body with the endpoint’s secret.',
  malformed_signature: 'The signature header is malformed. It is the scheme’s prefix and the signature, sent once.',
  missing_timestamp: 'The timestamp header is missing. Send the time that you signed.',
  malformed_timestamp: 'The timestamp header is malformed. It is a whole number, sent once.',
  invalid_signature: 'The signature does not fit. Sign the raw body, not a re-serialized one, with the inbound secret.',
  stale_timestamp: 'The timestamp is more than five minutes off. Sign every attempt anew, and check your clock.',
}

/** The same where the secret itself is sent, of which there is no time. */
const UNPROVED: Partial<Record<VerifyCode, string>> = {
  missing_signature: 'The secret is missing.',
  malformed_signature: 'The secret is malformed, or was sent twice.',
  invalid_signature: 'This is not the endpoint’s secret.',
}

/** Whether this endpoint's URL is all that its sender knows, so that nobody proves to be them. */
export function isUnsigned({ endpoint }: InboundCall, source: Source): boolean {
  return schemeOf(source, endpoint).kind === 'none'
}

/** The refusal of a call that no holder of the endpoint's secrets sent; null for one that is believed. */
export function disbelieved(ports: Ports, call: InboundCall, source: Source): Outcome | null {
  const { endpoint, request } = call
  const { publicUrl } = ports
  const now = ports.now()
  const known = { secrets: liveSecrets(endpoint, now), now, publicUrl }
  const scheme = schemeOf(source, endpoint)
  const verdict = verify(scheme, request, known)
  if (verdict.ok) return null
  const refused = rejected(call, { status: 401, code: verdict.code, message: wordsOf(scheme, verdict.code) })
  return source.unauthorized ? { ...refused, answer: { status: 401, body: source.unauthorized } } : refused
}

function wordsOf(scheme: Scheme, code: VerifyCode): string {
  const [place, wrong] = [placeOf(scheme), UNPROVED[code]]
  return place && wrong ? `${wrong} Send it ${place}.` : UNBELIEVED[code]
}

/** Where a secret is sent as it is; null where something is signed with it. */
function placeOf(scheme: Scheme): string | null {
  switch (scheme.kind) {
    case 'header':
      return `in the header ${scheme.header}`
    case 'query':
      return `in the URL, as ?${scheme.parameter}=…`
    case 'bearer':
      return 'as “Authorization: Bearer …”'
    case 'basic':
      return 'as the password of “Authorization: Basic …”'
    default:
      return null
  }
}
