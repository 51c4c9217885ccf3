import { createHmac } from 'node:crypto'
import { exampleHandoff } from '../../scripts/example-handoff.ts'
import { signatureHeaders, signingKey } from '../../src/wire/sign.ts'

/** One request as a receiver sees it, and whether it is to be believed. Time is in Unix seconds. */
export type Case = {
  what: string
  scheme: 'agentflow' | 'standard-webhooks'
  headers: Record<string, string>
  body: string
  secret: string
  now: number
  holds: boolean
}

const NOW = 1_800_000_000
const ID = exampleHandoff().handoff_id
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const OLD_SECRET = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
const BODY = JSON.stringify(exampleHandoff())
const SCHEMES = {
  agentflow: { signature: 'x-agentflow-signature', timestamp: 'x-agentflow-timestamp' },
  'standard-webhooks': { signature: 'webhook-signature', timestamp: 'webhook-timestamp' },
} as const

/** What `src/wire/sign.ts` sends at NOW. */
function signed(body = BODY, secrets: Parameters<typeof signatureHeaders>[0]['secrets'] = { current: SECRET }) {
  const now = new Date(NOW * 1000)
  return signatureHeaders({ format: 'agentflow', secrets, id: ID, event: 'lead.qualified', body, now })
}

/** Rightly signed, but with a time or an id that `src/wire/sign.ts` would never send. */
function signedAt(timestamp: string, id = ID): Record<string, string> {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text)
  return {
    'x-agentflow-timestamp': timestamp,
    'x-agentflow-signature': `sha256=${hmac(SECRET, `${timestamp}.${BODY}`).digest('hex')}`,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${hmac(signingKey(SECRET), `${id}.${timestamp}.${BODY}`).digest('base64')}`,
  }
}

function without(name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(signed()).filter(([other]) => other !== name))
}

const reordered = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(BODY)).reverse()))

/** Bodies that are only right byte for byte, each with what parsing and writing it again makes of it. */
const BODIES = {
  'of a real handoff': [BODY, reordered],
  'beyond ASCII': ['{"name":"Zoë Łukasz 田中 😀"}', '{"name":"Zo\\u00eb \\u0141ukasz \\u7530\\u4e2d \\ud83d\\ude00"}'],
  'with escapes': ['{"name":"Zo\\u00eb"}', '{"name":"Zoë"}'],
  'with spaces': ['{ "score": 92 }\n', '{"score":92}'],
  'with 1.0': ['{"confidence":1.0}', '{"confidence":1}'],
  'that is empty': ['', '{}'],
} as const

type Part = Partial<Omit<Case, 'scheme'>> & { what: string; holds: boolean }

function partsOf({ signature, timestamp }: { signature: string; timestamp: string }): Part[] {
  const right = signed()[signature] ?? ''
  const withSignature = (value: string) => ({ headers: { ...signed(), [signature]: value }, holds: false })
  return [
    ...Object.entries(BODIES).flatMap(([what, [body, rewritten]]) => [
      { what: `a body ${what}`, headers: signed(body), body, holds: true },
      { what: `a body ${what}, written anew`, headers: signed(body), body: rewritten, holds: false },
    ]),
    { what: 'one character changed', body: BODY.replace('Jane', 'Jana'), holds: false },
    { what: 'another secret', secret: OLD_SECRET, holds: false },
    { what: 'no secret', headers: signed(BODY, { current: '' }), secret: '', holds: false },
    { what: 'exactly 300 s old', now: NOW + 300, holds: true },
    { what: '301 s old', now: NOW + 301, holds: false },
    { what: 'exactly 300 s ahead', now: NOW - 300, holds: true },
    { what: '301 s ahead', now: NOW - 301, holds: false },
    { what: 'its time moved on', headers: { ...signed(), [timestamp]: String(NOW + 1) }, holds: false },
    { what: 'no time', headers: without(timestamp), holds: false },
    { what: 'no signature', headers: without(signature), holds: false },
    { what: 'no headers at all', headers: {}, holds: false },
    { what: 'a signature that is empty', ...withSignature('') },
    { what: 'a signature that is too short', ...withSignature(right.slice(0, -1)) },
    { what: 'a signature that is too long', ...withSignature(`${right}0`) },
    { what: 'a signature beyond ASCII', ...withSignature('é😀'.padEnd(right.length, 'é')) },
    { what: 'a signature without its prefix', ...withSignature(right.slice(right.search(/[=,]/) + 1)) },
    ...[`${NOW}abc`, `${NOW}.9`, ` ${NOW}`, `+${NOW}`, '1_800_000_000', '1.8e9', `${NOW}\n`, '١٨٠٠٠٠٠٠٠٠', ''].map(
      (text) => ({
        what: `the time ${JSON.stringify(text)}, though rightly signed`,
        headers: signedAt(text),
        holds: false,
      }),
    ),
  ]
}

const rotating = signed(BODY, { current: SECRET, previous: OLD_SECRET })
const digest = (signed()['webhook-signature'] ?? '').slice('v1,'.length)
const several = (list: string) => ({ headers: { ...signed(), 'webhook-signature': list } })

const OF_AGENTFLOW: Part[] = [
  { what: 'a rotation, to the old secret', headers: rotating, secret: OLD_SECRET, holds: true },
  { what: 'a rotation, to the new secret before the switch', headers: rotating, holds: false },
  {
    // https://github.com/hook0/hook0: the v0 vectors are the same hex HMAC over "t.body", without our prefix
    what: 'a public vector',
    headers: {
      'x-agentflow-timestamp': '1800000000',
      'x-agentflow-signature': 'sha256=d17d66b66fca89390c5b967c45e8928fc732db07a0aabe8167b1e98213081ffe',
    },
    body: '{"event":"user.created"}',
    secret: 'a-subscription-secret',
    holds: true,
  },
]

/** https://github.com/standard-webhooks/standard-webhooks: the same vector in each of its libraries. */
const PUBLIC = {
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  body: '{"test": 2432232314}',
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  now: 1614265330,
}
const publicly = (sent: string) => ({ ...PUBLIC, headers: { ...PUBLIC.headers, 'webhook-signature': sent } })

const OF_STANDARD: Part[] = [
  { what: 'a rotation, to the old secret', headers: rotating, secret: OLD_SECRET, holds: true },
  { what: 'a rotation, to the new secret', headers: rotating, holds: true },
  { what: 'the right signature third', ...several(`v1,AAAA v1a,${digest} v1,${digest}`), holds: true },
  { what: 'the right digest of another version', ...several(`v2,${digest}`), holds: false },
  { what: 'a version alone', ...several('v1,'), holds: false },
  { what: 'no id', headers: without('webhook-id'), holds: false },
  { what: 'an id that is empty, though rightly signed', headers: signedAt(String(NOW), ''), holds: false },
  { what: 'another id', headers: { ...signed(), 'webhook-id': 'ho_2' }, holds: false },
  { what: 'a secret without its prefix', secret: SECRET.slice('whsec_'.length), holds: true },
  { what: 'the public vector', ...PUBLIC, holds: true },
  { what: 'its wrong signature', ...publicly('v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc='), holds: false },
  { what: 'its last character changed', ...publicly('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA='), holds: false },
  { what: 'its first characters alone', ...publicly('v1,g0hM9SsE'), holds: false },
]

/** What every snippet must answer alike. */
export const CASES: Case[] = [
  ...[...partsOf(SCHEMES.agentflow), ...OF_AGENTFLOW].map((part) => whole('agentflow', part)),
  ...[...partsOf(SCHEMES['standard-webhooks']), ...OF_STANDARD].map((part) => whole('standard-webhooks', part)),
]

function whole(scheme: Case['scheme'], part: Part): Case {
  return { headers: signed(), body: BODY, secret: SECRET, now: NOW, ...part, scheme }
}
