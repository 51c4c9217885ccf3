import { hash, timingSafeEqual } from 'node:crypto'
import type { InboundRequest } from './request.ts'
import type { HmacScheme, Scheme, SecretScheme, SentScheme } from './scheme.ts'
import { readSecret, readSignature, type UnreadableCode } from './signature.ts'
import { digest, hmacKey, signedParts } from './signed-content.ts'

/** Why a request is not believed, in the order of the checks; all are answered 401. */
export type VerifyCode = UnreadableCode | 'invalid_signature' | 'stale_timestamp'

type Verdict = { ok: true } | { ok: false; code: VerifyCode }

const TOLERANCE_S = 300

/** What a request is held against. `publicUrl` is the origin that senders reach us by: a scheme that signs `{url}` never holds without it. */
type Known = { secrets: readonly string[]; now: Date; publicUrl?: string }

/** Whether a holder of one of the secrets sent this. All are always tried, in constant time; an empty one never holds. */
export function verify(scheme: Scheme, request: InboundRequest, known: Known): Verdict {
  switch (scheme.kind) {
    case 'none':
      return { ok: true }
    case 'either':
      return verify(scheme.of.find((row) => isSent(row, request)) ?? scheme.of[0], request, known)
    case 'hmac':
      return verifyHmac(scheme, request, known)
    default:
      return verifySecret(scheme, request, known)
  }
}

function isSent(scheme: SentScheme, request: InboundRequest): boolean {
  const read = scheme.kind === 'hmac' ? readSignature(scheme, request) : readSecret(scheme, request)
  return !('unreadable' in read && read.unreadable === 'missing_signature')
}

function verifyHmac(scheme: HmacScheme, request: InboundRequest, { secrets, now, publicUrl }: Known): Verdict {
  const signature = readSignature(scheme, request)
  if ('unreadable' in signature) return refused(signature.unreadable)
  const signed = signedParts(scheme, request, signature, publicUrl)
  if (signed === null) return refused('invalid_signature')

  const keys = secrets.map((secret) => hmacKey(scheme, secret)).filter((key) => key.length > 0)
  const digests = keys.map((key) => digest(scheme, key, signed))
  if (!someEqual(digests, signature.candidates)) return refused('invalid_signature')
  return isStale(scheme, signature.ts, now) ? refused('stale_timestamp') : { ok: true }
}

function verifySecret(scheme: SecretScheme, request: InboundRequest, { secrets }: Pick<Known, 'secrets'>): Verdict {
  const sent = readSecret(scheme, request)
  if ('unreadable' in sent) return refused(sent.unreadable)
  const whole = sha256(sent.whole)
  const password = sha256(sent.password)
  const held = secrets
    .filter((secret) => secret !== '')
    .map((secret) => timingSafeEqual(sha256(secret), secret.includes(':') ? whole : password))
    .includes(true)
  return held ? { ok: true } : refused('invalid_signature')
}

function refused(code: VerifyCode): Verdict {
  return { ok: false, code }
}

function someEqual(digests: readonly Buffer[], candidates: readonly Buffer[]): boolean {
  return digests.flatMap((right) => candidates.map((sent) => timingSafeEqual(right, sent))).includes(true)
}

function isStale({ timestamp }: HmacScheme, ts: string, now: Date): boolean {
  if (timestamp === undefined) return false
  const sentS = timestamp.unit === 's' ? Number(ts) : Number(ts) / 1000
  return Math.abs(Math.floor(now.getTime() / 1000) - sentS) > (timestamp.toleranceS ?? TOLERANCE_S)
}

function sha256(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}
