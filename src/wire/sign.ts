import { createHmac } from 'node:crypto'

/** How a destination's requests prove that they are ours; the Standard Webhooks headers go beside each but `none`. */
export type SignatureFormat = (typeof SIGNATURE_FORMATS)[number]
export const SIGNATURE_FORMATS = ['agentflow', 'zapito', 'shared-secret', 'none'] as const

/** What a destination's requests are signed with, as text. */
export type SigningSecrets = {
  current: string
  /** The one before, while its overlap lasts: the caller leaves it out once it has expired. */
  previous?: string | null
}

/** What is signed. */
type Message = {
  /** The handoff's id, the same on every attempt. */
  id: string
  event: string
  body: string
  now: Date
}

const SECRET_BYTES = 32
const SECRET_PREFIX = 'whsec_'

/**
 * The headers, in lower case, that sign one request at one moment; `body` must be sent exactly as signed here. While an
 * overlap lasts, schemes with room for one signature keep to the old secret, so that a receiver has time to change.
 */
export function signatureHeaders({
  format,
  secrets,
  ...message
}: Message & { format: SignatureFormat; secrets: SigningSecrets }): Record<string, string> {
  if (format === 'none') return {}
  const only = secrets.previous ?? secrets.current
  return Object.assign(ownHeaders(format, only, message), standardHeaders(secrets, message))
}

/** A fresh secret as people see it; `randomBytes` is node:crypto's, or a fixed one in tests. */
export function newSigningSecret(randomBytes: (size: number) => Buffer): string {
  return SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64')
}

/** The key that Standard Webhooks makes of a secret: the base64 after `whsec_`, decoded. Empty when there is none. */
export function signingKey(secret: string): Buffer {
  return Buffer.from(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret, 'base64')
}

function ownHeaders(
  format: Exclude<SignatureFormat, 'none'>,
  secret: string,
  { event, body, now }: Message,
): Record<string, string> {
  const ts = seconds(now)
  switch (format) {
    case 'agentflow':
      return { 'x-agentflow-signature': `sha256=${hmacHex(secret, `${ts}.${body}`)}`, 'x-agentflow-timestamp': ts }
    case 'zapito':
      return { 'x-zapito-signature': `sha256=${hmacHex(secret, body)}`, 'x-zapito-event': event }
    case 'shared-secret':
      return { 'x-webhook-secret': secret }
  }
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function standardHeaders(secrets: SigningSecrets, { id, body, now }: Message): Record<string, string> {
  const ts = seconds(now)
  const signatures = [secrets.current, secrets.previous ?? null]
    .filter((secret) => secret !== null)
    .map((secret) => `v1,${createHmac('sha256', signingKey(secret)).update(`${id}.${ts}.${body}`).digest('base64')}`)
  return { 'webhook-id': id, 'webhook-timestamp': ts, 'webhook-signature': signatures.join(' ') }
}

function hmacHex(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

function seconds(now: Date): string {
  return String(Math.floor(now.getTime() / 1000))
}
