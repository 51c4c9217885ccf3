import { describe, expect, test } from 'vitest'
import { sourceScores } from '../../src/scoring/facts.ts'
import { leadflo } from '../../src/sources/leadflo.ts'
import { draftFrom, fieldsOf, leadFrom, problemsFrom, read } from './read.ts'

const created = (visitor: unknown, beside: Record<string, unknown> = {}) => ({
  event: 'visitor_created',
  timestamp: '2025-03-01T14:22:00.000Z',
  data: { visitor },
  ...beside,
})
const SARAH = { id: 'vis_1', name: 'Sarah Johnson', email: 'sarah@example.com' }

describe('visitor_created', () => {
  test('the same visitor, captured again, is the same event', () => {
    const again = created({ ...SARAH, phone: '+1 555 123 4567' }, { timestamp: '2025-03-01T15:00:00.000Z' })
    expect(leadFrom(leadflo, again).eventId).toBe(leadFrom(leadflo, created(SARAH)).eventId)
    expect(leadFrom(leadflo, created({ ...SARAH, id: 'vis_2' })).eventId).not.toBe(leadFrom(leadflo, again).eventId)
  })

  test('one without an id is recognised by its body', () => {
    expect(leadFrom(leadflo, created({ email: 'a@example.com', id: '' }))).toMatchObject({
      eventId: null,
      subject: null,
    })
    expect(leadFrom(leadflo, created({ email: 'a@example.com', id: 7 }))).toMatchObject({ subject: '7' })
  })

  test.for([
    ['1-3 mo', '1–3 mo'],
    ['1–3 mo', '1–3 mo'],
    ['1—3 mo', '1–3 mo'],
    ['1−3 mo', '1–3 mo'],
    ['1‑3 mo', '1–3 mo'],
    ['3 - 6 MO', '3–6 mo'],
    ['asap', 'ASAP'],
    ['6+ mo', '6+ mo'],
    ['next year', 'next year'],
  ] as const)('the time frame %s is %s, and what was sent is kept', ([sent, kept]) => {
    const fields = fieldsOf(draftFrom(leadflo, created({ ...SARAH, customFields: { timeFrame: sent, intent: 'buy' } })))
    expect(fields).toMatchObject({ timeFrame: kept, intent: 'Buy', 'intent (as sent)': 'buy' })
    expect(fields['timeFrame (as sent)']).toBe(sent === kept ? undefined : sent)
  })

  test('custom fields may be JSON in a string, no object at all, or named like another field', () => {
    const fieldsWith = (customFields: unknown) =>
      fieldsOf(draftFrom(leadflo, created({ ...SARAH, city: 'Austin', customFields })))
    expect(fieldsWith('{"intent":"Rent"}')).toMatchObject({ intent: 'Rent' })
    expect(fieldsWith('Buy, soon')).toMatchObject({ customFields: 'Buy, soon' })
    expect(fieldsWith(null)).toEqual({ visitorId: 'vis_1', city: 'Austin' })
    expect(fieldsWith({ city: 'Dallas' })).toMatchObject({ city: 'Austin', 'customFields.city': 'Dallas' })
  })

  test('its scores are signals beside ours', () => {
    const draft = draftFrom(leadflo, created({ ...SARAH, qualityScore: 90, urgencyScore: 90 }))
    expect(sourceScores({ ...draft, priorLeads: 0 })).toMatchObject([{ criterion: 'source_scores', points: 8 }])
  })

  test.for([
    [{ name: 'Sam' }, ['data.visitor.email required']],
    [{ email: null, phone: '' }, ['data.visitor.email required']],
    [{ email: 'sam at home' }, ['data.visitor.email invalid_format']],
    [
      { email: 'sam at home', phone: 'none' },
      ['data.visitor.email invalid_format', 'data.visitor.phone invalid_format'],
    ],
    [null, ['data.visitor.email required']],
  ] as const)('%j reaches nobody', ([visitor, problems]) => {
    expect(problemsFrom(leadflo, created(visitor))).toEqual(problems)
  })

  test('a phone is enough, and the bad email beside it is kept and flagged', () => {
    expect(draftFrom(leadflo, created({ id: 'v', email: 'sam at home', phone: 15551234567 }))).toMatchObject({
      name: null,
      email: null,
      phone: '15551234567',
      flags: ['bad_email'],
      fields: [{ name: 'visitorId' }, { name: 'email', value: 'sam at home' }],
    })
  })
})

describe('conversation_ended', () => {
  const ended = (data: unknown) => ({ event: 'conversation_ended', timestamp: 'T', data })

  test('counts may be text; what is no count is kept as a field', () => {
    expect(read(leadflo, ended({ visitorId: 'v', messageCount: '12', durationSeconds: '8 min' }))).toMatchObject({
      kind: 'news',
      subject: 'v',
      news: {
        conversation: { id: null, ended: { at: 'T', messageCount: 12, durationSeconds: null } },
        fields: [{ name: 'durationSeconds', value: '8 min' }],
      },
    })
  })

  test('one that names no visitor is told so', () => {
    expect(problemsFrom(leadflo, ended({ conversationId: 'c' }))).toEqual(['data.visitorId required'])
    expect(problemsFrom(leadflo, { data: {} })).toEqual(['event required'])
  })
})
