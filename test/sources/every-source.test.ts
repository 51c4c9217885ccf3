import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SOURCES, sourceNamed } from '../../src/sources/index.ts'
import type { Reading, SourceSettings } from '../../src/sources/source.ts'
import { Workflow } from '../../src/sources/workflow.ts'
import { NO_SETTINGS } from '../support/endpoints.ts'

/** Names that some source looks for, and names that an object has without being told. */
const NAMES =
  'event type at timestamp reason data visitor id name email phone company message customFields intent timeFrame visitorId conversationId messageCount conversation externalId contactName channel bot transcript role content workflow_id caller_id call_status structured_fields webhook_url handoff_reason severity notify caller_message label value constructor toString valueOf length'.split(
    ' ',
  )
const WORDS = [
  'visitor_created',
  'conversation_ended',
  'lead.handoff',
  'test',
  'urgent',
  'a@b.example',
  '+1 555 123 4567',
]

const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.constantFrom(...WORDS, '', ' ', '{"name":"x"}', '[1]'), fc.jsonValue({ maxDepth: 1 })),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string()), tie('value'), { maxKeys: 6 }),
  ),
})).value
/** As they come over the wire, where a negative zero is a zero. */
const payloads = fc
  .dictionary(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NAMES) }, fc.string()), anything)
  .map((payload): Record<string, unknown> => JSON.parse(JSON.stringify(payload)))

const settings: SourceSettings = {
  map: {
    name: { join: ['name', 'data.0'] },
    email: ['email', 'data.visitor.email'],
    constructor: 'visitor.constructor',
  },
  schema: Workflow.parse({
    fields: [
      { name: 'name', type: 'date', required: true },
      { name: 'toString', type: 'toString' },
    ],
  }),
  settings: { drop: 'message,data.visitor', sensitive_reasons: 'x' },
}

/** Every text and number that a lead, or what is to join one, holds. */
function said(value: unknown): string {
  return JSON.stringify(value) ?? ''
}

describe.for(SOURCES)('$name', (source) => {
  test('never throws, whatever a payload holds, and what it makes of it is JSON', () => {
    fc.assert(
      fc.property(payloads, fc.constantFrom(NO_SETTINGS, settings), (payload, endpoint) => {
        const reading = source.read(payload, endpoint)
        expect(JSON.parse(JSON.stringify(reading))).toEqual(reading)
        expect(said(reading)).not.toContain('[object Object]')
      }),
    )
  })
})

/** A payload of each source that is a lead, with room for anything beside what it names. */
const LEADS: Record<string, (extra: Record<string, unknown>) => Record<string, unknown>> = {
  agentflow: (extra) => ({ ...extra, name: 'Ann', email: 'ann@example.com' }),
  leadflo: (extra) => ({ event: 'visitor_created', data: { visitor: { ...extra, email: 'ann@example.com' } } }),
  zapito: (extra) => ({ event: 'lead.handoff', reason: 'escalate', conversation: { ...extra, externalId: 'x1' } }),
  callurl: (extra) => ({
    ...{ workflow_id: 'w', caller_id: '+15551234567', call_status: 'completed', webhook_url: 'https://example.com' },
    structured_fields: extra,
  }),
  'standard-webhooks': (extra) => ({ type: 'form.submitted', data: { ...extra, email: 'ann@example.com' } }),
  generic: (extra) => ({ ...extra, email: 'ann@example.com' }),
}

describe.for(Object.entries(LEADS))('%s', ([name, lead]) => {
  const read = (extra: Record<string, unknown>, endpoint = NO_SETTINGS): Reading =>
    sourceNamed(name).read(lead(extra), endpoint)

  test('whatever its sender adds is among the fields, as it was sent', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => `x ${text}`)
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 8 }), (extra) => {
        const reading = read(extra)
        const sent = Object.entries(extra).map(([name, value]) => ({ name, value }))
        expect(reading.kind === 'lead' ? reading.draft.fields : []).toEqual(expect.arrayContaining(sent))
      }),
    )
  })

  test('so many fields are taken, and no more', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`x${n}`, n]))
    expect(read(many(240)).kind).toBe('lead')
    expect(read(many(300))).toMatchObject({ kind: 'invalid', code: 'too_many_fields' })
  })

  test('what `drop` names is not saved, be it a field, a part of one or a known one', () => {
    const endpoint = { ...NO_SETTINGS, settings: { drop: 'x ssn, x card.cvc,email, phone' } }
    const reading = read({ 'x ssn': '078-05-1120', 'x card': { cvc: 123, brand: 'v' } }, endpoint)
    expect(reading).toMatchObject({ kind: 'lead', draft: { email: null, phone: null } })
    expect(said(reading)).toContain('"x card"')
    expect(said(reading)).not.toMatch(/078-05-1120|cvc|ann@example/)
  })
})
