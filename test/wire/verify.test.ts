import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InboundRequest } from '../../src/wire/request.ts'
import {
  agentflow,
  basic,
  bearer,
  callurl,
  type HmacScheme,
  leadflo,
  none,
  querySecret,
  type Scheme,
  standardWebhooks,
  zapito,
} from '../../src/wire/scheme.ts'
import { verify } from '../../src/wire/verify.ts'

const SECRET = 'whsec_dGhlIHNlY3JldA=='
const NOW = new Date('2026-11-21T10:00:00.700Z')
const NOW_S = Math.floor(NOW.getTime() / 1000)
const TS = String(NOW_S)
const BODY = '{"name":"Zoë",  "n":1.0}'

function request(
  headers: Record<string, string | string[]>,
  body: string | Buffer = BODY,
  target = '/in/key',
): InboundRequest {
  const lists = Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? [value] : value])
  return { method: 'POST', target, headers: Object.fromEntries(lists), body: Buffer.from(body) }
}

function hmac(text: string | Buffer, secret: string | Buffer = SECRET, algorithm = 'sha256'): Buffer {
  return createHmac(algorithm, secret).update(text).digest()
}

function signed(
  over: { ts?: string; body?: string; secret?: string; signature?: string } = {},
): Record<string, string> {
  const { ts = TS, body = BODY, secret = SECRET } = over
  const signature = over.signature ?? `sha256=${hmac(`${ts}.${body}`, secret).toString('hex')}`
  return { 'x-agentflow-signature': signature, 'x-agentflow-timestamp': ts }
}

function outcome(
  scheme: Scheme,
  sent: InboundRequest,
  secrets: readonly string[] = [SECRET],
  now = NOW,
  publicUrl?: string,
): string {
  const verdict = verify(scheme, sent, { secrets, now, ...(publicUrl && { publicUrl }) })
  return verdict.ok ? 'ok' : verdict.code
}

describe('the agentflow scheme', () => {
  test('holds for the secret’s exact text, prefix included', () => {
    expect(outcome(agentflow, request(signed()))).toBe('ok')
    expect(outcome(agentflow, request(signed({ secret: 'the secret' })))).toBe('invalid_signature')
  })

  test('is over the raw bytes, so that invalid UTF-8 and spacing count', () => {
    const raw = Buffer.from([0x7b, 0xff, 0xfe, 0x7d])
    const signature = `sha256=${hmac(Buffer.concat([Buffer.from(`${TS}.`), raw])).toString('hex')}`
    expect(outcome(agentflow, request(signed({ signature }), raw))).toBe('ok')
    expect(outcome(agentflow, request(signed({ signature }), Buffer.from([0x7b, 0xfe, 0xff, 0x7d])))).toBe(
      'invalid_signature',
    )
    expect(outcome(agentflow, request(signed(), '{"name":"Zoë","n":1}'))).toBe('invalid_signature')
  })

  test('takes hex in either case', () => {
    const upper = signed()['x-agentflow-signature']?.slice('sha256='.length).toUpperCase()
    expect(outcome(agentflow, request(signed({ signature: `sha256=${upper}` })))).toBe('ok')
  })

  const GOOD = signed()['x-agentflow-signature'] ?? ''
  test.each([
    ['no header at all', {}, 'missing_signature'],
    ['an empty header', { ...signed(), 'x-agentflow-signature': '' }, 'missing_signature'],
    ['no header, bad timestamp', { 'x-agentflow-timestamp': 'x' }, 'missing_signature'],
    ['a header sent twice', { ...signed(), 'x-agentflow-signature': [GOOD, GOOD] }, 'malformed_signature'],
    ['no prefix', signed({ signature: GOOD.slice(7) }), 'malformed_signature'],
    ['another prefix', signed({ signature: `sha1=${GOOD.slice(7)}` }), 'malformed_signature'],
    ['a digit too few', signed({ signature: GOOD.slice(0, -1) }), 'malformed_signature'],
    ['a digit too many', signed({ signature: `${GOOD}0` }), 'malformed_signature'],
    ['a letter that is no hex', signed({ signature: `${GOOD.slice(0, -1)}g` }), 'malformed_signature'],
    ['a malformed signature without a timestamp', { 'x-agentflow-signature': 'sha256=x' }, 'malformed_signature'],
    ['no timestamp', { 'x-agentflow-signature': GOOD }, 'missing_timestamp'],
    ['an empty timestamp', { 'x-agentflow-signature': GOOD, 'x-agentflow-timestamp': '' }, 'missing_timestamp'],
    ['a timestamp sent twice', { ...signed(), 'x-agentflow-timestamp': [TS, TS] }, 'malformed_timestamp'],
    ['a wrong signature', signed({ secret: 'other' }), 'invalid_signature'],
    ['a wrong signature and an old timestamp', signed({ secret: 'other', ts: '1' }), 'invalid_signature'],
    ['a right signature and an old timestamp', signed({ ts: '1' }), 'stale_timestamp'],
  ])('answers %s as it should', (_, headers, expected) => {
    expect(outcome(agentflow, request(headers))).toBe(expected)
  })

  test.each(['hello', `${TS}abc`, `${TS}.9`, ` ${TS}`, '1e9', '-1', '+1', '0x10', 'Infinity', '1234567890123', '١٢٣'])(
    'refuses the timestamp %j',
    (ts) => expect(outcome(agentflow, request(signed({ ts })))).toBe('malformed_timestamp'),
  )

  test.each([
    [0, 'ok'],
    [300, 'ok'],
    [-300, 'ok'],
    [301, 'stale_timestamp'],
    [-301, 'stale_timestamp'],
  ])('a signature %i s away is %s', (seconds, expected) => {
    expect(outcome(agentflow, request(signed({ ts: String(NOW_S + seconds) })))).toBe(expected)
  })

  test('any of the live secrets will do, and none or an empty one never does', () => {
    expect(outcome(agentflow, request(signed()), ['a', 'b', SECRET])).toBe('ok')
    expect(outcome(agentflow, request(signed()), ['a', 'b'])).toBe('invalid_signature')
    expect(outcome(agentflow, request(signed()), [])).toBe('invalid_signature')
    expect(outcome(agentflow, request(signed({ secret: '' })), [''])).toBe('invalid_signature')
  })

  test('no single changed bit of signature, time or body is overlooked', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.nat(7), (bytes, at, bit) => {
        const body = Buffer.from(bytes)
        const signature = `sha256=${hmac(Buffer.concat([Buffer.from(`${TS}.`), body])).toString('hex')}`
        expect(outcome(agentflow, request(signed({ signature }), body))).toBe('ok')
        const index = at % body.length
        body.writeUInt8(body.readUInt8(index) ^ (1 << bit), index)
        expect(outcome(agentflow, request(signed({ signature }), body))).toBe('invalid_signature')
      }),
    )
  })

  test('no header whatsoever makes it throw', () => {
    const schemes: Scheme[] = [agentflow, standardWebhooks, callurl, bearer, basic, leadflo, calendly, retell]
    const names = [
      'x-agentflow-signature',
      'x-agentflow-timestamp',
      'webhook-signature',
      'webhook-id',
      'webhook-timestamp',
    ]
    const more = [
      'x-callurl-signature',
      'authorization',
      'x-webhook-secret',
      'calendly-webhook-signature',
      'x-retell-signature',
    ]
    const value = fc.oneof(fc.string(), fc.constantFrom(GOOD, 'v1,', 't=1,v1=2', 'v=1,d=', 'Basic Og==', 'Bearer '))
    const headers = fc.dictionary(fc.constantFrom(...names, ...more), fc.array(value, { maxLength: 2 }))
    fc.assert(
      fc.property(fc.constantFrom(...schemes), headers, (scheme, sent) => {
        expect(outcome(scheme, request(sent))).not.toBe('ok')
      }),
    )
  })
})

describe('Standard Webhooks', () => {
  const vector = {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    now: new Date(1614265330_000),
    body: '{"test": 2432232314}',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }
  const headers = (signature = vector.signature) => ({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': signature,
  })
  const judged = (sent: Record<string, string>, secrets = [vector.secret], now = vector.now) =>
    outcome(standardWebhooks, request(sent, vector.body), secrets, now)

  test('the public vector holds, with and without the secret’s prefix', () => {
    expect(judged(headers())).toBe('ok')
    expect(judged(headers(), ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toBe('ok')
  })

  const WRONG = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc='
  test.each([
    [WRONG, 'invalid_signature'],
    [vector.signature.replace('OE=', 'OA='), 'invalid_signature'],
    [vector.signature.replace('v1,', 'v2,'), 'malformed_signature'],
    ['v1,dawfeoifkpqwoekfpqoekf', 'malformed_signature'],
    ['v1,', 'malformed_signature'],
    [vector.signature.slice(0, 8), 'malformed_signature'],
    [`${WRONG} ${vector.signature.replace('v1,', 'v2,')}`, 'invalid_signature'],
    [`${WRONG} v1a,hnO3f9T8Ytu9 ${vector.signature}`, 'ok'],
  ])('signature %j is %s', (signature, expected) => {
    expect(judged(headers(signature))).toBe(expected)
  })

  test.each(['webhook-id', 'webhook-signature'])('without %s there is nothing to check', (name) => {
    expect(judged({ ...headers(), [name]: '' })).toBe('missing_signature')
  })

  test('the timestamp is judged as everywhere', () => {
    expect(judged({ ...headers(), 'webhook-timestamp': '' })).toBe('missing_timestamp')
    expect(judged({ ...headers(), 'webhook-timestamp': 'hello' })).toBe('malformed_timestamp')
    expect(judged(headers(), [vector.secret], new Date(1614265630_999))).toBe('ok')
    expect(judged(headers(), [vector.secret], new Date(1614265631_000))).toBe('stale_timestamp')
  })

  test.each(['', 'whsec_'])('the secret %j never holds', (secret) => {
    const id = 'msg_1'
    const signature = hmac(`${id}.${TS}.${BODY}`, Buffer.alloc(0)).toString('base64')
    const sent = { 'webhook-id': id, 'webhook-timestamp': TS, 'webhook-signature': `v1,${signature}` }
    expect(outcome(standardWebhooks, request(sent), [secret])).toBe('invalid_signature')
  })
})

describe('secrets that are sent as they are', () => {
  const encoded = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  const WITH_COLON = 'anna:pä:ss'
  test.each<[string, Scheme, Record<string, string | string[]>, string, string]>([
    ['the right header', leadflo, { 'x-webhook-secret': SECRET }, SECRET, 'ok'],
    ['a wrong header', leadflo, { 'x-webhook-secret': `${SECRET}x` }, SECRET, 'invalid_signature'],
    ['a shorter header', leadflo, { 'x-webhook-secret': 'w' }, SECRET, 'invalid_signature'],
    ['no header', leadflo, {}, SECRET, 'missing_signature'],
    ['the header twice', leadflo, { 'x-webhook-secret': [SECRET, SECRET] }, SECRET, 'malformed_signature'],
    [
      'UTF-8 in a header',
      leadflo,
      { 'x-webhook-secret': Buffer.from('schlüssel').toString('latin1') },
      'schlüssel',
      'ok',
    ],
    ['a bearer', bearer, { authorization: `Bearer ${SECRET}` }, SECRET, 'ok'],
    ['a bearer in lower case', bearer, { authorization: `bearer ${SECRET}` }, SECRET, 'ok'],
    ['basic where a bearer is due', bearer, { authorization: encoded(`:${SECRET}`) }, SECRET, 'malformed_signature'],
    ['a bearer without a token', bearer, { authorization: 'Bearer' }, SECRET, 'malformed_signature'],
    ['a wrong bearer', bearer, { authorization: 'Bearer x' }, SECRET, 'invalid_signature'],
    ['basic with user and password', basic, { authorization: encoded(WITH_COLON) }, WITH_COLON, 'ok'],
    ['basic with another user', basic, { authorization: encoded('bob:pä:ss') }, WITH_COLON, 'invalid_signature'],
    ['basic with any user', basic, { authorization: encoded(`any:${SECRET}`) }, SECRET, 'ok'],
    ['basic without a colon', basic, { authorization: encoded(SECRET) }, SECRET, 'malformed_signature'],
    ['basic that is no base64', basic, { authorization: 'Basic a:b' }, SECRET, 'malformed_signature'],
    ['an empty secret', basic, { authorization: encoded('x:') }, '', 'invalid_signature'],
    ['nothing where nothing is due', none, {}, SECRET, 'ok'],
  ])('%s', (_, scheme, headers, secret, expected) => {
    expect(outcome(scheme, request(headers), [secret])).toBe(expected)
  })

  test.each([
    ['/in/key?a=b&secret=s%20%2B', 'ok'],
    ['/in/key?secret=x', 'invalid_signature'],
    ['/in/key?secret=', 'missing_signature'],
    ['/in/key', 'missing_signature'],
    ['/in/key?secret=s%20%2B&secret=s%20%2B', 'malformed_signature'],
  ])('a secret in the query of %s: %s', (target, expected) => {
    expect(outcome(querySecret, request({}, BODY, target), ['s +'])).toBe(expected)
  })

  test('a call may be signed or carry a bearer, and a bad signature is not rescued by the bearer', () => {
    const signature = `sha256=${hmac(`${TS}.${BODY}`).toString('hex')}`
    const headers = { 'x-callurl-signature': signature, 'x-callurl-timestamp': TS }
    expect(outcome(callurl, request(headers))).toBe('ok')
    expect(outcome(callurl, request({ authorization: `Bearer ${SECRET}` }))).toBe('ok')
    expect(outcome(callurl, request({}))).toBe('missing_signature')
    const both = { ...headers, 'x-callurl-signature': `sha256=${'0'.repeat(64)}`, authorization: `Bearer ${SECRET}` }
    expect(outcome(callurl, request(both))).toBe('invalid_signature')
  })
})

const hex = { kind: 'hmac', algorithm: 'sha256', encoding: 'hex', key: 'text' } as const
const base64 = { ...hex, encoding: 'base64' } as const
const bare = { kind: 'prefix', prefix: '' } as const
const prefixed = { kind: 'prefix', prefix: 'sha256=' } as const
const typeform: HmacScheme = { ...base64, header: 'typeform-signature', format: prefixed, signed: '{body}' }
const tally: HmacScheme = { ...base64, header: 'tally-signature', format: bare, signed: '{body}' }
const webflow: HmacScheme = {
  ...hex,
  header: 'x-webflow-signature',
  format: bare,
  signed: '{ts}:{body}',
  timestamp: { header: 'x-webflow-timestamp', unit: 'ms' },
}
const calendly: HmacScheme = {
  ...hex,
  header: 'calendly-webhook-signature',
  format: { kind: 'fields', signature: 'v1', timestamp: 't' },
  signed: '{ts}.{body}',
  timestamp: { unit: 's' },
}
const intercom: HmacScheme = {
  ...hex,
  algorithm: 'sha1',
  header: 'x-hub-signature',
  format: { kind: 'prefix', prefix: 'sha1=' },
  signed: '{body}',
}
const retell: HmacScheme = {
  ...hex,
  header: 'x-retell-signature',
  format: { kind: 'fields', signature: 'd', timestamp: 'v' },
  signed: '{body}{ts}',
  timestamp: { unit: 'ms' },
}
const hubspot: HmacScheme = {
  ...base64,
  header: 'x-hubspot-signature-v3',
  format: bare,
  signed: '{method}{url}{body}{ts}',
  timestamp: { header: 'x-hubspot-request-timestamp', unit: 'ms' },
}
const hub256: HmacScheme = { ...hex, header: 'x-hub-signature-256', format: prefixed, signed: '{body}' }
const chatwoot: HmacScheme = {
  ...hex,
  header: 'x-chatwoot-signature',
  format: prefixed,
  signed: '{ts}.{body}',
  timestamp: { header: 'x-chatwoot-timestamp', unit: 's' },
}

describe('every sender’s scheme is a row', () => {
  const MS = String(NOW.getTime())
  const PUBLIC_URL = 'https://leads.example.com/'
  const TARGET = '/in/key?a=b'
  test.each<[string, Scheme, Record<string, string>]>([
    ['zapito', zapito, { 'x-zapito-signature': `sha256=${hmac(BODY).toString('hex')}` }],
    ['typeform', typeform, { 'typeform-signature': `sha256=${hmac(BODY).toString('base64')}` }],
    ['tally', tally, { 'tally-signature': hmac(BODY).toString('base64') }],
    ['webflow', webflow, { 'x-webflow-signature': hmac(`${MS}:${BODY}`).toString('hex'), 'x-webflow-timestamp': MS }],
    ['calendly', calendly, { 'calendly-webhook-signature': `t=${TS},v1=${hmac(`${TS}.${BODY}`).toString('hex')}` }],
    ['intercom', intercom, { 'x-hub-signature': `sha1=${hmac(BODY, SECRET, 'sha1').toString('hex')}` }],
    ['retell', retell, { 'x-retell-signature': `v=${MS},d=${hmac(`${BODY}${MS}`).toString('hex')}` }],
    [
      'hubspot',
      hubspot,
      {
        'x-hubspot-signature-v3': hmac(`POSThttps://leads.example.com${TARGET}${BODY}${MS}`).toString('base64'),
        'x-hubspot-request-timestamp': MS,
      },
    ],
    ['meta', hub256, { 'x-hub-signature-256': `sha256=${hmac(BODY).toString('hex')}` }],
    [
      'chatwoot',
      chatwoot,
      { 'x-chatwoot-signature': `sha256=${hmac(`${TS}.${BODY}`).toString('hex')}`, 'x-chatwoot-timestamp': TS },
    ],
  ])('%s', (_, scheme, headers) => {
    expect(outcome(scheme, request(headers, BODY, TARGET), [SECRET], NOW, PUBLIC_URL)).toBe('ok')
    expect(outcome(scheme, request(headers, `${BODY} `, TARGET), [SECRET], NOW, PUBLIC_URL)).toBe('invalid_signature')
    expect(outcome(scheme, request(headers, BODY, TARGET), ['other'], NOW, PUBLIC_URL)).toBe('invalid_signature')
    expect(outcome(scheme, request({}, BODY, TARGET), [SECRET], NOW, PUBLIC_URL)).toBe('missing_signature')
  })

  test('a scheme that signs the URL never holds where the public one is unknown', () => {
    const signature = hmac(`POSTundefined${TARGET}${BODY}${MS}`).toString('base64')
    const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': MS }
    expect(outcome(hubspot, request(headers, BODY, TARGET))).toBe('invalid_signature')
  })

  test('milliseconds count exactly, against now in whole seconds', () => {
    const at = (ms: number) => {
      const headers = {
        'x-webflow-signature': hmac(`${ms}:${BODY}`).toString('hex'),
        'x-webflow-timestamp': String(ms),
      }
      return outcome(webflow, request(headers))
    }
    expect(at(NOW_S * 1000 + 300_000)).toBe('ok')
    expect(at(NOW_S * 1000 + 300_001)).toBe('stale_timestamp')
    expect(at(NOW_S * 1000 - 300_000)).toBe('ok')
    expect(at(NOW_S)).toBe('malformed_timestamp')
  })

  test.each([
    ['v1 before t', (v1: string) => `v1=${v1},t=${TS}`, 'ok'],
    ['two v1, the second right', (v1: string) => `t=${TS},v1=${'0'.repeat(64)},v1=${v1}`, 'ok'],
    ['a stray v1 beside the right one', (v1: string) => `t=${TS},v1=${v1},v1=potato`, 'ok'],
    ['only an older version', (v1: string) => `t=${TS},v0=${v1}`, 'malformed_signature'],
    ['no t', (v1: string) => `v1=${v1}`, 'missing_timestamp'],
    ['two t', (v1: string) => `t=${TS},t=${TS},v1=${v1}`, 'malformed_timestamp'],
    ['t=Infinity', (v1: string) => `t=Infinity,v1=${v1}`, 'malformed_timestamp'],
    ['nonsense', () => 'bad_header', 'malformed_signature'],
  ])('a signature in fields: %s', (_, header, expected) => {
    const v1 = hmac(`${TS}.${BODY}`).toString('hex')
    expect(outcome(calendly, request({ 'calendly-webhook-signature': header(v1) }))).toBe(expected)
  })
})

describe('public vectors', () => {
  test.each([
    ['', 'f7f9bd47fb987337b5796fdc1fdb9ba221d0d5396814bfcaf9521f43fd8927fd'],
    ['{"obj1":"hello","obj2":"world"}', 'bebb1a643997f419b315ddba19e6f5411e1ce7f810ba6d3617ce72823092f363'],
    ['😀', '837da296d05c4fe31f61d5d7ead035099d9585a5bcde87de952012a78f0b0c43'],
  ])('stripe’s own for %j', (body, digest) => {
    const scheme: HmacScheme = { ...hex, header: 'x-signature', format: bare, signed: '{body}' }
    expect(outcome(scheme, request({ 'x-signature': digest }, body), ['test_secret'])).toBe('ok')
    expect(outcome(scheme, request({ 'x-signature': digest }, body), ['test_secret '])).toBe('invalid_signature')
  })

  test('GitHub’s documented one', () => {
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
    const secrets = ["It's a Secret to Everybody"]
    expect(outcome(hub256, request({ 'x-hub-signature-256': signature }, 'Hello, World!'), secrets)).toBe('ok')
  })

  test('Hook0’s t and v0', () => {
    const scheme: HmacScheme = {
      ...calendly,
      header: 'x-hook0-signature',
      format: { kind: 'fields', signature: 'v0', timestamp: 't' },
    }
    const v0 = 'd17d66b66fca89390c5b967c45e8928fc732db07a0aabe8167b1e98213081ffe'
    const sent = request({ 'x-hook0-signature': `t=1800000000,v0=${v0}` }, '{"event":"user.created"}')
    const at = (seconds: number) => outcome(scheme, sent, ['a-subscription-secret'], new Date(seconds * 1000))
    expect([at(1800000300), at(1800000301), at(1799999699)]).toEqual(['ok', 'stale_timestamp', 'stale_timestamp'])
  })

  test('a plain digest of the body is no HMAC', () => {
    const digest = createHash('sha256').update(BODY).digest('hex')
    expect(outcome(zapito, request({ 'x-zapito-signature': `sha256=${digest}` }))).toBe('invalid_signature')
  })
})
