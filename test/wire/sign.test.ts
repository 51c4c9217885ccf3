import { createHmac, randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { agentflow, leadflo, type Scheme, standardWebhooks, zapito } from '../../src/wire/scheme.ts'
import { newSigningSecret, type SignatureFormat, type SigningSecrets, signatureHeaders } from '../../src/wire/sign.ts'
import { verify } from '../../src/wire/verify.ts'

const NOW = new Date()
const BODY = '{"name":"Zoë 😀"}'
const CURRENT = newSigningSecret(randomBytes)
const PREVIOUS = newSigningSecret(randomBytes)
const ROTATING = { current: CURRENT, previous: PREVIOUS }

function headersOf(format: SignatureFormat, secrets: SigningSecrets = { current: CURRENT }): Record<string, string> {
  return signatureHeaders({ format, secrets, id: 'ho_1', event: 'lead.qualified', body: BODY, now: NOW })
}

function holds(scheme: Scheme, headers: Record<string, string>, secret: string): boolean {
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  const request = { method: 'POST', target: '/', headers: lists, body: Buffer.from(BODY) }
  return verify(scheme, request, { secrets: [secret], now: NOW }).ok
}

test('a new secret is whsec_ and the base64 of 32 bytes', () => {
  expect(newSigningSecret((size) => Buffer.alloc(size, 255))).toBe('whsec_//////////////////////////////////////////8=')
  expect(CURRENT).not.toBe(PREVIOUS)
})

test('agentflow signs time and body with the secret’s exact text', () => {
  const ts = String(Math.floor(NOW.getTime() / 1000))
  const digest = createHmac('sha256', CURRENT).update(`${ts}.${BODY}`).digest('hex')
  expect(headersOf('agentflow')).toMatchObject({
    'x-agentflow-signature': `sha256=${digest}`,
    'x-agentflow-timestamp': ts,
  })
})

test('zapito signs the body alone and names the event', () => {
  const digest = createHmac('sha256', CURRENT).update(BODY).digest('hex')
  const expected = { 'x-zapito-signature': `sha256=${digest}`, 'x-zapito-event': 'lead.qualified' }
  expect(headersOf('zapito')).toMatchObject(expected)
})

test('shared-secret sends the secret itself, and none sends nothing', () => {
  expect(headersOf('shared-secret')).toMatchObject({ 'x-webhook-secret': CURRENT })
  expect(headersOf('none', ROTATING)).toEqual({})
})

test('the public vector of Standard Webhooks is what we sign', () => {
  const headers = signatureHeaders({
    format: 'agentflow',
    secrets: { current: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    event: 'test',
    body: '{"test": 2432232314}',
    now: new Date(1614265330_000),
  })
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

describe.each<SignatureFormat>(['agentflow', 'zapito', 'shared-secret'])('beside %s', (format) => {
  test('the Standard Webhooks headers satisfy that project’s own verifier', () => {
    expect(new Webhook(CURRENT).verify(BODY, headersOf(format))).toEqual(JSON.parse(BODY))
    expect(() => new Webhook(PREVIOUS).verify(BODY, headersOf(format))).toThrow()
    expect(headersOf(format)['webhook-id']).toBe('ho_1')
  })

  test('they satisfy both secrets while an overlap lasts', () => {
    for (const secret of [CURRENT, PREVIOUS]) {
      expect(new Webhook(secret).verify(BODY, headersOf(format, ROTATING))).toEqual(JSON.parse(BODY))
      expect(holds(standardWebhooks, headersOf(format, ROTATING), secret)).toBe(true)
    }
  })
})

test.each<[SignatureFormat, Scheme]>([
  ['agentflow', agentflow],
  ['zapito', zapito],
  ['shared-secret', leadflo],
])('%s keeps to the old secret while an overlap lasts', (format, scheme) => {
  expect(holds(scheme, headersOf(format, ROTATING), PREVIOUS)).toBe(true)
  expect(holds(scheme, headersOf(format, ROTATING), CURRENT)).toBe(false)
  expect(holds(scheme, headersOf(format, { current: CURRENT, previous: null }), CURRENT)).toBe(true)
})
