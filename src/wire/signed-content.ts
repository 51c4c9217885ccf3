import { createHmac } from 'node:crypto'
import type { InboundRequest } from './request.ts'
import type { HmacScheme } from './scheme.ts'
import { signingKey } from './sign.ts'

/** The signed text in pieces, so that the body stays the bytes that came; null when a piece is not known. */
export function signedParts(
  scheme: HmacScheme,
  request: InboundRequest,
  { ts, id }: { ts: string; id: string },
  publicUrl: string | undefined,
): (string | Buffer)[] | null {
  if (publicUrl === undefined && scheme.signed.includes('{url}')) return null
  const values: Record<string, string | Buffer> = {
    '{body}': request.body,
    '{ts}': ts,
    '{id}': id,
    '{method}': request.method,
    '{url}': `${publicUrl?.replace(/\/+$/, '')}${request.target}`,
  }
  return scheme.signed.split(/(\{[a-z]+\})/).map((piece) => values[piece] ?? piece)
}

const BASE64 = /^(?:whsec_)?[A-Za-z0-9+/]+={0,2}$/

/** The key that a scheme makes of a secret; empty when there is none in it. */
export function hmacKey({ key }: HmacScheme, secret: string): Buffer {
  if (key === 'text') return Buffer.from(secret, 'utf8')
  return BASE64.test(secret) ? signingKey(secret) : Buffer.alloc(0)
}

/** The HMAC over these parts, one after the other. */
export function digest({ algorithm }: HmacScheme, key: Buffer, parts: readonly (string | Buffer)[]): Buffer {
  const hmac = createHmac(algorithm, key)
  for (const part of parts) hmac.update(part)
  return hmac.digest()
}
