import type { HmacScheme, Scheme } from '../wire/scheme.ts'
import { secretHeader, signatureHeaders, withQuery } from '../wire/sign-request.ts'
import { hmacKey } from '../wire/signed-content.ts'

/** What a test lead is made of; `url` is the endpoint's whole URL. */
type TestLead = { scheme: Scheme; url: string; secret: string; contentType: string; body: string }

/** One line for a POSIX shell with openssl and curl that signs a lead as its sender would, and sends it. */
export function curlLine({ scheme, url, secret, contentType, body }: TestLead): string {
  const way = scheme.kind === 'either' ? scheme.of[0] : scheme
  const target = way.kind === 'query' ? withQuery(url, way.parameter, secret) : url
  const set = [`BODY=${quoted(body)}`, `TS=$(date +%s)${way.kind === 'hmac' && isInMs(way) ? '000' : ''}`]
  const headers = [`content-type: ${contentType}`].map(quoted)
  headers.push('"idempotency-key: test-$TS"')
  if (way.kind === 'hmac') {
    set.push('ID=msg_$TS', `SIG=$(${signing(way, url, secret)})`)
    const signed = signatureHeaders(way, { signature: '$SIG', ts: '$TS', id: '$ID' })
    headers.push(...Object.entries(signed).map(([name, value]) => `"${name}: ${value}"`))
  } else if (way.kind !== 'none' && way.kind !== 'query') {
    headers.push(...Object.entries(secretHeader(way, secret)).map(([name, value]) => quoted(`${name}: ${value}`)))
  }
  const flags = headers.map((header) => `-H ${header}`).join(' ')
  return `${set.join('; ')}; curl -sS ${quoted(target)} ${flags} --data-raw "$BODY"`
}

/** The pipe that prints the signature. */
function signing(scheme: HmacScheme, url: string, secret: string): string {
  const values: Record<string, string> = {
    '{body}': '$BODY',
    '{ts}': '$TS',
    '{id}': '$ID',
    '{method}': 'POST',
    '{url}': url,
  }
  const text = scheme.signed.replace(/\{[a-z]+\}/g, (piece) => values[piece] ?? piece)
  const key =
    scheme.key === 'text'
      ? `-hmac ${quoted(secret)}`
      : `-mac HMAC -macopt hexkey:${hmacKey(scheme, secret).toString('hex')}`
  const digest = `printf %s "${text}" | openssl dgst -${scheme.algorithm} ${key}`
  return scheme.encoding === 'hex' ? `${digest} -r | cut -d' ' -f1` : `${digest} -binary | openssl base64 -A`
}

function isInMs({ timestamp }: HmacScheme): boolean {
  return timestamp?.unit === 'ms'
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
