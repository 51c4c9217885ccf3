import { describe, expect, test } from 'vitest'
import { zapito } from '../../src/sources/zapito.ts'
import { draftFrom, fieldsOf, leadFrom, problemsFrom, read } from './read.ts'

const handoff = (talk: unknown, beside: Record<string, unknown> = {}) => ({
  event: 'lead.handoff',
  at: '2026-07-01T12:00:00.000Z',
  reason: 'escalate',
  conversation: talk,
  ...beside,
})
const on = (channel: unknown, externalId: unknown) => handoff({ id: 'c', channel, externalId })

test.for([
  ['whatsapp', '5511999990000', '5511999990000'],
  ['whatsapp', '+5511999990000', '+5511999990000'],
  ['whatsapp', 5511999990000, '5511999990000'],
  [null, '5511999990000', '5511999990000'],
  ['sms', '+1 555 123 4567', '+1 555 123 4567'],
  ['telegram', '987654321', null],
  ['telegram', '+5511999990000', '+5511999990000'],
  ['whatsapp', '12', null],
  ['webchat', 'session-55119999', null],
] as const)('%s: the phone of %s is %s', ([channel, externalId, phone]) => {
  expect(draftFrom(zapito, on(channel, externalId)).phone).toBe(phone)
})

test.for([
  ['handoff', false],
  ['escalate', false],
  ['model_error', true],
  ['out_of_credits', true],
  ['Out_Of_Credits ', true],
  ['legal_threat', true],
  ['something_new', false],
] as const)('%s is kept as the reason; sensitive: %s', ([reason, sensitive]) => {
  const settings = { sensitive_reasons: 'refund, legal_threat' }
  const draft = draftFrom(zapito, handoff({ id: 'c' }, { reason }), { settings })
  expect(draft.conversation?.plea).toMatchObject({ reason, sensitive })
  expect(draft.flags).toEqual(sensitive ? ['needs_human', 'sensitive'] : ['needs_human'])
})

test('one handoff is told by its conversation and time, and a later one is another', () => {
  const first = leadFrom(zapito, on('whatsapp', '1'))
  expect(leadFrom(zapito, on('whatsapp', '1')).eventId).toBe(first.eventId)
  expect(leadFrom(zapito, handoff({ id: 'c' }, { at: '2026-07-02T12:00:00.000Z' })).eventId).not.toBe(first.eventId)
  expect(leadFrom(zapito, handoff({ externalId: 'x' })).eventId).toBeNull()
})

describe('who waits', () => {
  test.for([{ id: 'c' }, { externalId: 'x' }, { contactName: 'Maria' }])('%j is enough', (talk) => {
    expect(draftFrom(zapito, handoff(talk)).conversation).toMatchObject({ status: 'handoff', ...talk })
  })

  test('a body that names no conversation is told what is missing', () => {
    expect(problemsFrom(zapito, handoff(null))).toEqual(['conversation.externalId required'])
    expect(problemsFrom(zapito, { conversation: {} })).toEqual(['event required'])
  })

  test('a test needs to name nobody', () => {
    expect(read(zapito, { event: 'lead.handoff', reason: 'test' }).kind).toBe('test')
  })

  test('a number or a made-up handle is no name', () => {
    expect(draftFrom(zapito, handoff({ id: 'c', contactName: '+55 11 99999-0000' })).name).toBeNull()
    expect(draftFrom(zapito, handoff({ id: 'c', contactName: 'little-haze-776' })).name).toBeNull()
    expect(draftFrom(zapito, handoff({ id: 'c', contactName: 'Анна-Мария 🌸' })).name).toBe('Анна-Мария 🌸')
  })
})

describe('transcript', () => {
  test('the person’s own words are the message', () => {
    const transcript = [
      { role: 'user', content: 'Hi', at: 'T1' },
      { role: 'assistant', content: 'How can I help?', at: 'T2' },
      { role: 'user', content: 'A person, please' },
    ]
    const draft = draftFrom(zapito, handoff({ id: 'c' }, { transcript }))
    expect(draft.message).toBe('Hi\nA person, please')
    expect(draft.conversation?.transcript[2]).toEqual({ role: 'user', content: 'A person, please', at: null })
    expect(draft.fields).toEqual([])
  })

  test.for([
    ['[{"role":"user","content":"Hi"}]', 'Hi'],
    [[{ role: 'user', content: { text: 'Look' }, image: 'https://example.com/1.png' }], 'Look'],
    [['Just text'], 'Just text'],
    ['user: Hi', 'user: Hi'],
  ])('%j loses nothing', ([transcript, message]) => {
    const draft = draftFrom(zapito, handoff({ id: 'c' }, { transcript }))
    expect(draft.message).toBe(message)
    expect(JSON.stringify(draft)).toContain(
      typeof transcript === 'string' ? message : JSON.stringify(transcript).slice(1, -1),
    )
  })
})

test('severity comes in many words, and an unknown one is kept', () => {
  const severityOf = (severity: unknown) =>
    draftFrom(zapito, handoff({ id: 'c' }, { severity })).conversation?.plea?.severity
  expect(['LOW', 'Medium', ' high ', 'Critical', 'emergency', 'purple', null].map(severityOf)).toEqual([
    'low',
    'normal',
    'high',
    'urgent',
    'urgent',
    'normal',
    'normal',
  ])
  expect(fieldsOf(draftFrom(zapito, handoff({ id: 'c' }, { severity: 'purple' })))).toEqual({ severity: 'purple' })
})

test('what it adds anywhere is kept', () => {
  const payload = handoff(
    { id: 'c', status: 'escalated', phone: '+1 555 123 4567', lang: 'pt' },
    { bot: 'Luna', plan: 'pro' },
  )
  const draft = draftFrom(zapito, payload)
  expect(draft).toMatchObject({ phone: '+1 555 123 4567', conversation: { bot: { id: null, name: 'Luna' } } })
  expect(fieldsOf(draft)).toEqual({ status: 'escalated', lang: 'pt', plan: 'pro' })
})

test('an endpoint may drop the transcript', () => {
  const payload = handoff({ id: 'c' }, { transcript: [{ role: 'user', content: 'My card is 4111' }] })
  const draft = draftFrom(zapito, payload, { settings: { drop: 'transcript, message' } })
  expect(JSON.stringify(draft)).not.toContain('4111')
})
