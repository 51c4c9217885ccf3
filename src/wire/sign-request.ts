import type { InboundRequest } from './request.ts'
import type { HmacScheme, Scheme, SecretScheme } from './scheme.ts'
import { digest, hmacKey, signedParts } from './signed-content.ts'

/** When a request is signed and under which id; `publicUrl` is the origin that it is sent to. */
type Signing = { now: Date; id: string; publicUrl: string }

/** The request as a holder of the secret sends it. Where there are several ways, it takes the first. */
export function signedRequest(
  scheme: Scheme,
  request: InboundRequest,
  secret: string,
  signing: Signing,
): InboundRequest {
  switch (scheme.kind) {
    case 'none':
      return request
    case 'either':
      return signedRequest(scheme.of[0], request, secret, signing)
    case 'query':
      return { ...request, target: withQuery(request.target, scheme.parameter, secret) }
    case 'hmac':
      return withHeaders(request, signatureOf(scheme, request, secret, signing))
    default:
      return withHeaders(request, secretHeader(scheme, secret))
  }
}

/** What a header holds after the way: bytes read as Latin-1, and no spaces around them. */
function asHeader(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1').trim()
}

/** The target with one parameter more. */
export function withQuery(target: string, parameter: string, value: string): string {
  return `${target}${target.includes('?') ? '&' : '?'}${parameter}=${encodeURIComponent(value)}`
}

/** The header that carries a secret as it is. */
export function secretHeader(scheme: Exclude<SecretScheme, { kind: 'query' }>, secret: string): Record<string, string> {
  switch (scheme.kind) {
    case 'header':
      return { [scheme.header]: secret }
    case 'bearer':
      return { authorization: `Bearer ${secret}` }
    case 'basic':
      return {
        authorization: `Basic ${Buffer.from(secret.includes(':') ? secret : `user:${secret}`).toString('base64')}`,
      }
  }
}

/** The headers of an HMAC scheme, around a signature that may be text for a shell to fill in. */
export function signatureHeaders(
  { header, format, timestamp, idHeader }: HmacScheme,
  { signature, ts, id }: { signature: string; ts: string; id: string },
): Record<string, string> {
  return {
    [header]: signatureText(format, signature, ts),
    ...(timestamp?.header && { [timestamp.header]: ts }),
    ...(idHeader && { [idHeader]: id }),
  }
}

function signatureText(format: HmacScheme['format'], signature: string, ts: string): string {
  switch (format.kind) {
    case 'prefix':
      return format.prefix + signature
    case 'fields':
      return `${format.timestamp}=${ts},${format.signature}=${signature}`
    case 'versions':
      return `${format.version},${signature}`
  }
}

function signatureOf(
  scheme: HmacScheme,
  request: InboundRequest,
  secret: string,
  { now, id, publicUrl }: Signing,
): Record<string, string> {
  const ts = String(scheme.timestamp?.unit === 'ms' ? now.getTime() : Math.floor(now.getTime() / 1000))
  const parts = signedParts(scheme, request, { ts, id }, publicUrl) ?? []
  const signature = digest(scheme, hmacKey(scheme, secret), parts).toString(scheme.encoding)
  return signatureHeaders(scheme, { signature, ts, id })
}

function withHeaders(request: InboundRequest, more: Record<string, string>): InboundRequest {
  const added = Object.entries(more).map(([name, value]) => [name, [asHeader(value)]])
  return { ...request, headers: { ...request.headers, ...Object.fromEntries(added) } }
}
