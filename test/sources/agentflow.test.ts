import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agentflow } from '../../src/sources/agentflow.ts'
import { NO_SETTINGS } from '../support/endpoints.ts'

const WHO = { name: 'Jordan Ellis', email: 'jordan@stacklane.co' }
const read = (payload: Record<string, unknown>) => agentflow.read(payload, NO_SETTINGS)

function draftOf(payload: Record<string, unknown>) {
  const reading = read({ ...WHO, ...payload })
  if (reading.kind !== 'lead') throw new Error(`not a lead: ${JSON.stringify(reading)}`)
  return reading.draft
}

function problems(payload: Record<string, unknown>): string[] {
  const reading = read(payload)
  return reading.kind === 'invalid' ? reading.fields.map(({ field, code }) => `${field} ${code}`) : []
}

describe('name and email are required', () => {
  test('both are told at once, with what to do', () => {
    expect(read({})).toEqual({
      kind: 'invalid',
      code: 'validation_failed',
      fields: [
        { field: 'name', code: 'required', message: 'name is required.' },
        { field: 'email', code: 'required', message: 'email is required.' },
      ],
    })
  })

  test.for([
    [{ name: null, email: WHO.email }, 'name required'],
    [{ name: '', email: WHO.email }, 'name required'],
    [{ name: ' \t\u00a0\u200b\u3164', email: WHO.email }, 'name required'],
    [{ name: 7, email: WHO.email }, 'name wrong_type'],
    [{ name: ['Ann'], email: WHO.email }, 'name wrong_type'],
    [{ name: 'x'.repeat(201), email: WHO.email }, 'name too_long'],
    [{ name: 'Ann', email: '  ' }, 'email required'],
    [{ name: 'Ann', email: { a: 1 } }, 'email wrong_type'],
    [{ name: 'Ann', email: 'ann' }, 'email invalid_format'],
    [{ name: 'Ann', email: `${'a'.repeat(250)}@example.com` }, 'email too_long'],
  ] as const)('%j: %s', ([payload, problem]) => {
    expect(problems(payload)).toEqual([problem])
  })

  test('a name of 200 characters is taken, emoji counted as one each, and kept with its spaces', () => {
    expect(draftOf({ name: '😀'.repeat(200) }).name).toHaveLength(400)
    expect(draftOf({ name: '  Ann  Lee ' }).name).toBe('  Ann  Lee ')
  })
})

describe('email', () => {
  test.for([
    'ann@example.com',
    'ann.lee+tag@mail.example.co.uk',
    "o'brien@example.ie",
    'JÖRG@MÜLLER.DE',
    '用户@例子.广告',
    'उपयोगकर्ता@उदाहरण.भारत',
    'ann@xn--mller-kva.de',
    'a@1-800-flowers.com',
  ])('%s is an address', (email) => {
    expect(draftOf({ email: `  ${email}\n` }).email).toBe(email)
  })

  test.for([
    'ann@localhost',
    '@example.com',
    'ann@',
    'ann@@example.com',
    'ann lee@example.com',
    'ann@exa mple.com',
    'ann@example..com',
    'ann@.example.com',
    'ann@example.com.',
    '.ann@example.com',
    'ann.@example.com',
    'a..n@example.com',
    'ann@-example.com',
    'ann@example-.com',
    'ann@127.0.0.1',
    'ann@[127.0.0.1]',
    'Ann <ann@example.com>',
    'ann@example.com,bob@example.com',
    'ann@example.com\nbcc: x@example.com',
    'mailto:ann@example.com',
    `ann@${'a'.repeat(64)}.com`,
  ])('%s is none', (email) => {
    expect(problems({ ...WHO, email })).toEqual(['email invalid_format'])
  })
})

describe('recommended fields', () => {
  test('absent, null and blank ones are null', () => {
    expect(draftOf({ company: '', message: null, source: ' ' })).toMatchObject({
      company: null,
      message: null,
      source: null,
      phone: null,
      sentAt: null,
      fields: [],
      flags: [],
    })
  })

  test('text is kept as it is', () => {
    const message = ' line one\r\n\tline two <b>&amp;</b> '
    expect(draftOf({ message, phone: ' +49 (0)30 ' })).toMatchObject({ message, phone: ' +49 (0)30 ' })
  })

  test('one of another type is kept among the fields and flagged, and costs no lead', () => {
    expect(draftOf({ company: 42, message: ['a'], budget: 1 })).toMatchObject({
      company: null,
      message: null,
      fields: [
        { name: 'company', value: 42 },
        { name: 'message', value: ['a'] },
        { name: 'budget', value: 1 },
      ],
      flags: ['bad_company', 'bad_message'],
    })
  })
})

describe('timestamp', () => {
  test.for([
    '2024-11-14T08:44:00Z',
    '2024-11-14T08:44:00.123456+01:00',
    '2024-11-14T08:44-0500',
    '2024-02-29',
    '20241114T084400Z',
    '2024-11-14T08:44:00,5',
  ])('%s is kept', (timestamp) => {
    expect(draftOf({ timestamp })).toMatchObject({ sentAt: timestamp, flags: [] })
  })

  test.for([
    'yesterday',
    '2023-02-29',
    '2024-13-01',
    '2024-11-14T25:00:00Z',
    '14/11/2024',
    '2024-11-14 08:44',
    '2024-1114',
  ])('%s is kept as text and flagged', (timestamp) => {
    expect(draftOf({ timestamp })).toMatchObject({ sentAt: timestamp, flags: ['bad_timestamp'] })
  })

  test('one that is no text is kept as its JSON and flagged', () => {
    expect(draftOf({ timestamp: 1731573840 })).toMatchObject({
      sentAt: '1731573840',
      flags: ['bad_timestamp'],
      fields: [],
    })
    expect(draftOf({ timestamp: { at: 1 } })).toMatchObject({ sentAt: '{"at":1}', flags: ['bad_timestamp'] })
  })
})

describe('all other fields', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, n]))

  test('250 are taken, 251 are not', () => {
    expect(draftOf(many(250)).fields).toHaveLength(250)
    expect(draftOf({ ...many(250), company: 5 }).fields).toHaveLength(251)
    expect(read({ ...WHO, ...many(251) })).toMatchObject({
      kind: 'invalid',
      code: 'too_many_fields',
      fields: [{ field: '*', code: 'too_many_fields' }],
    })
  })

  test('a name of 200 characters is taken, 201 are not', () => {
    expect(draftOf({ ['x'.repeat(200)]: 1 }).fields).toHaveLength(1)
    expect(read({ ...WHO, ['x'.repeat(201)]: 1 })).toMatchObject({
      kind: 'invalid',
      code: 'too_many_fields',
      fields: [{ field: `${'x'.repeat(200)}…`, code: 'too_long' }],
    })
  })

  test('any name and any JSON value comes through as it was sent', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('constructor', 'toString', '$set', 'a.b', ' '),
    )
    const known = ['name', 'email', 'company', 'message', 'source', 'phone', 'timestamp', '__proto__']
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 20 }), (extra) => {
        const entries = Object.entries(extra).filter(([key]) => !known.includes(key))
        const { fields } = draftOf(Object.fromEntries(entries))
        expect(fields).toEqual(entries.map(([key, value]) => ({ name: key, value })))
      }),
    )
  })
})

test('no payload makes it throw', () => {
  const keys = fc.constantFrom(
    'name',
    'email',
    'company',
    'message',
    'source',
    'phone',
    'timestamp',
    'constructor',
    'x',
  )
  fc.assert(
    fc.property(fc.dictionary(keys, fc.jsonValue()), (payload) => ['lead', 'invalid'].includes(read(payload).kind)),
  )
})
