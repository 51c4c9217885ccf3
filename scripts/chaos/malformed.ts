import { schemeOf } from '../../src/sources/check-endpoint.ts'
import { sourceNamed } from '../../src/sources/index.ts'
import { SCENARIOS } from '../../src/sources/source.ts'
import { signedRequest } from '../../src/wire/sign-request.ts'
import { type Headers, ODD_HEADERS, ODD_LINES, ODD_NAMES, ODD_ROOTS, ODD_VALUES } from './oddities.ts'
import type { RawCall } from './raw-call.ts'
import type { Chance } from './seeded.ts'
import type { Sender } from './world.ts'

/** A call before it becomes bytes. */
type Draft = { line: string; headers: Headers; body: Buffer }

/** Stands in every value that a body has, and must never come back. */
export const MARKER = 'zq7marker'
const NOTHING = { map: null, schema: null }

/** A whole, signed call as its sender makes it. */
export function goodCall(sender: Sender, id: string): RawCall {
  return whole(drafted(sender, Buffer.from(JSON.stringify(sampleOf(sender, id, 'routine'))), id))
}

/** A call that is wrong in one of many ways; most are signed, since otherwise nobody would look further. */
export function malformedCall(chance: Chance, sender: Sender, id: string): { kind: string; call: RawCall } {
  const kind = chance.of(KINDS)
  const body = kind.body(chance, JSON.stringify(sampleOf(sender, id, chance.of(SCENARIOS))))
  const draft = drafted(sender, body, id)
  return { kind: kind.name, call: kind.call(chance, kind.draft(chance, draft)) }
}

function sampleOf({ source }: Sender, id: string, scenario: (typeof SCENARIOS)[number]): object {
  const sample = sourceNamed(source).sample?.(scenario, id, { ...NOTHING, settings: {} })
  // Equal bodies would be duplicates.
  return { ...sample, note: `${MARKER} ${id}` }
}

function drafted({ source, auth, path, secret, settings }: Sender, body: Buffer, id: string): Draft {
  const scheme = schemeOf(sourceNamed(source), { auth, settings })
  const plain = { method: 'POST', target: path, headers: { 'content-type': ['application/json'] }, body }
  const { target, headers } = signedRequest(scheme, plain, secret, { now: new Date(), id, publicUrl: '' })
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  )
  return {
    line: `POST ${target} HTTP/1.1`,
    headers: [['host', 'localhost'], ...pairs, ['content-length', String(body.length)]],
    body,
  }
}

function bytesOf({ line, headers, body }: Draft): Buffer {
  const head = [line, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
  return Buffer.concat([Buffer.from(head, 'latin1'), body])
}

function whole(draft: Draft): RawCall {
  return { pieces: [bytesOf(draft)], pauseMs: 0, leaves: false }
}

type Kind = {
  name: string
  /** The body, from the text of a good one. */
  body: (chance: Chance, good: string) => Buffer
  draft: (chance: Chance, draft: Draft) => Draft
  call: (chance: Chance, draft: Draft) => RawCall
}

const asIs = { body: (_: Chance, good: string) => Buffer.from(good), draft: (_: Chance, draft: Draft) => draft }
const usual = { ...asIs, call: (_: Chance, draft: Draft) => whole(draft) }

const KINDS: readonly Kind[] = [
  { ...usual, name: 'random bytes', body: (chance) => chance.bytes(chance.below(400)) },
  { ...usual, name: 'a flipped byte', body: flipped },
  {
    ...usual,
    name: 'a body cut short',
    body: (chance, good) => Buffer.from(good).subarray(0, chance.below(good.length)),
  },
  { ...usual, name: 'an odd root', body: (chance) => Buffer.from(chance.of(ODD_ROOTS)) },
  { ...usual, name: 'an odd value', body: withOddValue },
  { ...usual, name: 'an odd field', body: withOddField },
  {
    ...usual,
    name: 'very many fields',
    body: (chance, good) => Buffer.from(good.replace('{', `{${manyFields(chance)},`)),
  },
  {
    ...usual,
    name: 'an odd header',
    draft: (chance, draft) => ({ ...draft, headers: [...draft.headers, chance.of(ODD_HEADERS)] }),
  },
  { ...usual, name: 'a header replaced', draft: withHeaderReplaced },
  {
    ...usual,
    name: 'a header missing',
    draft: (chance, draft) => ({ ...draft, headers: without(draft.headers, chance) }),
  },
  {
    ...usual,
    name: 'a header twice',
    draft: (chance, draft) => ({ ...draft, headers: [...draft.headers, chance.of(draft.headers)] }),
  },
  { ...usual, name: 'a header spoilt', draft: withHeaderSpoilt },
  { ...usual, name: 'an odd request line', draft: withOddLine },
  { ...usual, name: 'a body too large', body: (chance) => Buffer.alloc(262_145 + chance.below(100_000), 'x') },
  { ...asIs, name: 'chunks', call: chunked },
  { ...asIs, name: 'in pieces', call: inPieces },
  { ...asIs, name: 'leaves early', call: (chance, draft) => ({ ...inPieces(chance, draft, true), leaves: true }) },
]

function flipped(chance: Chance, good: string): Buffer {
  const bytes = Buffer.from(good)
  for (let times = 1 + chance.below(4); times > 0; times--) bytes[chance.below(bytes.length)] = chance.below(256)
  return bytes
}

function withOddValue(chance: Chance, good: string): Buffer {
  const values = [...good.matchAll(/:("[^"]*"|\d+|true|false|null)/g)]
  const { index, 0: old } = chance.of(values)
  return Buffer.from(`${good.slice(0, index)}:${chance.of(ODD_VALUES)}${good.slice(index + old.length)}`)
}

function withOddField(chance: Chance, good: string): Buffer {
  const field = `${JSON.stringify(chance.of(ODD_NAMES))}:${chance.of(ODD_VALUES)}`
  return Buffer.from(chance.below(2) === 0 ? good.replace('{', `{${field},`) : `${good.slice(0, -1)},${field}}`)
}

function manyFields(chance: Chance): string {
  return Array.from({ length: 200 + chance.below(300) }, (_, i) => `"f${i}":"${MARKER}"`).join(',')
}

function withHeaderReplaced(chance: Chance, draft: Draft): Draft {
  const [name, value] = chance.of(ODD_HEADERS)
  return { ...draft, headers: [...draft.headers.filter(([known]) => known !== name), [name, value]] }
}

function without(headers: Headers, chance: Chance): Headers {
  const gone = chance.below(headers.length)
  return headers.filter((_, i) => i !== gone)
}

function withHeaderSpoilt(chance: Chance, draft: Draft): Draft {
  const spoilt = chance.below(draft.headers.length)
  const spoil = chance.of<(value: string) => string>([
    (value) => value.slice(1),
    (value) => `${value}0`,
    (value) => value.toUpperCase(),
    (value) => value.replace(/\d/, '\u00b2'),
    () => '',
    () => 'sha256=',
    () => String(chance.below(10 ** 9)),
  ])
  return { ...draft, headers: draft.headers.map(([name, value], i) => [name, i === spoilt ? spoil(value) : value]) }
}

function withOddLine(chance: Chance, draft: Draft): Draft {
  const target = draft.line.split(' ')[1] ?? ''
  return { ...draft, line: chance.of(ODD_LINES).replace('{}', target) }
}

function chunked(chance: Chance, { line, headers, body }: Draft): RawCall {
  const right = body.length.toString(16)
  const size = chance.of([
    ...Array.from({ length: 8 }, () => right),
    'zz',
    '-1',
    'fffffffff',
    '0',
    '',
    `${right};${'x'.repeat(20_000)}`,
  ])
  const chunks = Buffer.concat([
    Buffer.from(`${size}\r\n`),
    body,
    Buffer.from(chance.of(['\r\n0\r\n\r\n', '0\r\n\r\n', '\r\n0\r\na: b\r\n\r\n'])),
  ])
  const framed: Headers = [...headers.filter(([name]) => name !== 'content-length'), ['transfer-encoding', 'chunked']]
  return whole({ line, headers: framed, body: chunks })
}

function inPieces(chance: Chance, draft: Draft, isCut = false): RawCall {
  const all = bytesOf(draft)
  const bytes = isCut ? all.subarray(0, chance.below(all.length)) : all
  const size = Math.ceil((bytes.length + 1) / (2 + chance.below(6)))
  const count = Math.ceil(bytes.length / size)
  const pieces = Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
  return { pieces, pauseMs: chance.below(10), leaves: false }
}
