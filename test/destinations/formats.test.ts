import { describe, expect, it, test } from 'vitest'
import type { Outcome } from '../../src/destinations/kind.ts'
import type { HandoffBody } from '../../src/handoff/body.ts'
import type { EventName } from '../../src/handoff/events.ts'
import type { Mapping } from '../../src/handoff/mapping/index.ts'
import { bodyOf } from '../../src/handoff/owing.ts'
import { sourceNamed } from '../../src/sources/index.ts'
import { parseObject } from '../../src/wire/json-body.ts'
import { NO_SETTINGS } from '../support/endpoints.ts'
import { ARRIVED, aLead } from '../support/leads.ts'
import { dialogue } from './dialogue.ts'

const TURNS = Array.from({ length: 12 }, (_, n) => ({
  role: 'user',
  content: `Message ${n}`,
  at: ARRIVED.toISOString(),
}))
const MARIA: HandoffBody['conversation'] = {
  id: 'conv_7',
  channel: 'whatsapp',
  external_id: '5511999990000',
  contact_name: 'Maria',
  bot: { id: 'bot_1', name: 'Luna Café' },
  status: 'handoff',
  reason: 'model_error',
  severity: 'urgent',
  notify: ['sms', 'slack'],
  caller_message: 'I am marking this for a person now.',
  missing_fields: [],
  message_count: 12,
  transcript: TURNS,
  resolved_by: null,
  resolved_at: null,
  ended: null,
}
/** What LeadFlo's widget knows of a visitor. */
const SEEN = {
  country: 'US',
  city: 'Austin',
  referrer: 'https://zillow.example',
  firstSeenAt: '2026-03-02T09:20:00.000Z',
  qualityScore: 88,
  urgencyScore: 72,
}
const LEAD = aLead({
  fields: Object.entries({
    visitorId: 'vis_xyz',
    websiteId: 'web_abc',
    ...SEEN,
    intent: 'Buy',
    timeFrame: '1–3 mo',
    pets: ['cat'],
  }).map(([name, value]) => ({ name, value })),
})

function bodyFor(event: EventName, conversation: HandoffBody['conversation'] = null): HandoffBody {
  const what = { event, version: 0, id: 'ho_1', at: ARRIVED }
  return { ...bodyOf(LEAD, what, { slack_thread: null }), conversation }
}

/** What that kind makes of the body, and what becomes of it when it is answered 200. */
function told(kind: string, body: unknown, mapping: Mapping | null = null) {
  const scene = { destination: { kind, url: 'https://old.example/in', mapping }, body }
  const { asks, fate } = dialogue(scene, [{ status: 200 }])
  const [ask] = asks
  if (ask?.ask !== 'send') throw new Error('nothing was sent')
  return { fate, headers: ask.request.headers, json: JSON.parse(ask.request.body) }
}

/** What our own source of that system reads in what a kind sends. */
function reread(system: string, json: unknown) {
  const payload = parseObject(Buffer.from(JSON.stringify(json)))
  if (!payload.ok) throw new Error('no object')
  return sourceNamed(system).read(payload.value, NO_SETTINGS)
}

describe('Zapito', () => {
  it('hears of a handoff in its own words, with the last ten messages, oldest first', () => {
    const { json, headers } = told('zapito', bodyFor('lead.handoff', MARIA))
    expect(json).toEqual({
      event: 'lead.handoff',
      at: ARRIVED.toISOString(),
      reason: 'model_error',
      bot: { id: 'bot_1', name: 'Luna Café' },
      conversation: {
        id: 'conv_7',
        channel: 'whatsapp',
        externalId: '5511999990000',
        contactName: 'Maria',
        status: 'handoff',
      },
      transcript: TURNS.slice(2),
    })
    expect(headers['x-zapito-event']).toBe('lead.handoff')
    expect(reread('zapito', json)).toMatchObject({
      kind: 'lead',
      draft: {
        name: 'Maria',
        phone: '5511999990000',
        conversation: { id: 'conv_7', bot: { name: 'Luna Café' }, status: 'handoff' },
      },
    })
  })

  it('gets a reason that it knows, and ids that are there', () => {
    const { json } = told(
      'zapito',
      bodyFor('lead.handoff', { ...MARIA, id: null, bot: null, reason: 'emergency', external_id: null }),
    )
    expect(json).toMatchObject({
      reason: 'escalate',
      bot: { id: 'ep_1', name: 'Website' },
      conversation: { id: LEAD.id, externalId: LEAD.phone },
    })
  })

  it('gets a test as a handoff with the reason test', () => {
    const { json } = told('zapito', bodyFor('test'))
    expect(json).toMatchObject({ event: 'lead.handoff', reason: 'test' })
    expect(reread('zapito', json)).toMatchObject({ kind: 'test' })
  })
})

describe('CallURL', () => {
  it('gets the note that a call needs a person', () => {
    const { json } = told('callurl', bodyFor('lead.handoff', { ...MARIA, reason: 'emergency_or_sensitive_request' }))
    expect(json).toEqual({
      handoff_reason: 'emergency_or_sensitive_request',
      severity: 'urgent',
      notify: ['sms', 'slack'],
      caller_message: 'I am marking this for a person now.',
      lead_id: LEAD.id,
    })
    expect(reread('callurl', json)).toMatchObject({
      kind: 'lead',
      draft: {
        severity: 'urgent',
        conversation: {
          status: 'handoff',
          plea: { reason: 'emergency_or_sensitive_request', notify: ['slack', 'sms'] },
        },
      },
    })
  })
})

describe('LeadFlo', () => {
  it('gets a visitor for a scored lead, with all that its widget knew', () => {
    const { json } = told('leadflo', bodyFor('lead.scored'))
    expect(json).toEqual({
      event: 'visitor_created',
      timestamp: ARRIVED.toISOString(),
      websiteId: 'web_abc',
      data: {
        visitor: {
          id: 'vis_xyz',
          name: 'Jane Doe',
          email: 'jane@acme.example',
          phone: '+1 415 555 0134',
          company: 'Acme',
          message: LEAD.message,
          ...SEEN,
          customFields: { intent: 'Buy', timeFrame: '1–3 mo', pets: ['cat'] },
        },
      },
    })
    const { name, email, phone, company, message } = LEAD
    expect(reread('leadflo', json)).toMatchObject({
      kind: 'lead',
      subject: 'vis_xyz',
      draft: { name, email, phone, company, message },
    })
    const named = (field: { name: string }) => field.name
    const reading = reread('leadflo', json)
    if (reading.kind !== 'lead') throw new Error('no lead')
    expect(reading.draft.fields.map(named).toSorted()).toEqual(LEAD.fields.map(named).toSorted())
  })

  it('gets a visitor for a lead of any other source, by its lead id', () => {
    const { json } = told('leadflo', { ...bodyFor('lead.scored'), phone: null, company: null, fields: {} })
    expect(json).toMatchObject({ websiteId: 'ep_1', data: { visitor: { id: LEAD.id, qualityScore: 92 } } })
    expect(json.data.visitor).not.toHaveProperty('phone')
  })

  const ended = { at: null, message_count: 40, duration_seconds: 487 }
  test.each<[EventName, HandoffBody['conversation'], object]>([
    ['conversation.resolved', { ...MARIA, status: 'resolved' }, { messageCount: 12, durationSeconds: null }],
    ['lead.qualified', { ...MARIA, status: 'ended', ended }, { messageCount: 40, durationSeconds: 487 }],
  ])('hears at %s that a conversation ended', (event, conversation, counts) => {
    const { json } = told('leadflo', bodyFor(event, conversation))
    const data = { conversationId: 'conv_7', visitorId: 'vis_xyz', leadCaptured: true, ...counts }
    expect(json).toEqual({ event: 'conversation_ended', timestamp: ARRIVED.toISOString(), websiteId: 'web_abc', data })
    expect(reread('leadflo', json)).toMatchObject({ kind: 'news', subject: 'vis_xyz' })
  })
})

it('AgentFlow gets the default body with its timestamp, which its own source reads', () => {
  const { json } = told('agentflow', bodyFor('lead.qualified'))
  expect(json).toEqual({ ...bodyFor('lead.qualified'), timestamp: ARRIVED.toISOString() })
  expect(reread('agentflow', json)).toMatchObject({
    kind: 'lead',
    draft: { name: 'Jane Doe', email: 'jane@acme.example', sentAt: ARRIVED.toISOString(), flags: [] },
  })
})

it('Standard Webhooks get the envelope of their specification, around the body or what a mapping makes of it', () => {
  const { json } = told('standard-webhooks', bodyFor('lead.scored'))
  expect(json).toEqual({ type: 'lead.scored', timestamp: ARRIVED.toISOString(), data: bodyFor('lead.scored') })
  expect(reread('standard-webhooks', json)).toMatchObject({ kind: 'lead', draft: { email: 'jane@acme.example' } })
  expect(told('standard-webhooks', bodyFor('lead.scored'), { mail: { $from: 'email' } }).json).toMatchObject({
    type: 'lead.scored',
    data: { mail: 'jane@acme.example' },
  })
})

test.each<[string, EventName[]]>([
  ['agentflow', ['lead.reopened', 'lead.handoff', 'conversation.resolved']],
  [
    'zapito',
    [
      'lead.scored',
      'lead.qualified',
      'lead.rejected',
      'lead.review_requested',
      'lead.reopened',
      'conversation.resolved',
    ],
  ],
  ['callurl', ['lead.scored', 'lead.qualified', 'conversation.resolved']],
  ['leadflo', ['lead.qualified', 'lead.rejected', 'lead.handoff']],
])('%s has no words for %j, and says so', (kind, events) => {
  for (const event of events) {
    const { asks, fate } = dialogue({ destination: { kind }, body: bodyFor(event) }, [])
    expect(asks).toEqual([])
    expect(fate).toEqual({ class: 'skipped', hint: expect.stringContaining(`has no words for ${event}`) })
  }
})

test.each(['zapito', 'callurl', 'leadflo', 'agentflow'])('a mapping takes the place of what %s would say', (kind) => {
  expect(told(kind, bodyFor('test'), { who: { $from: 'name' } }).json).toEqual({ who: 'Jane Doe' })
})

describe('what Zapier and Make answer', () => {
  test.each<[string, number, unknown, Partial<Outcome>]>([
    ['zapier', 200, { status: 'success', id: '1' }, { class: 'delivered' }],
    ['zapier', 200, 'ok', { class: 'delivered' }],
    ['zapier', 200, { attempt: 7 }, { class: 'delivered' }],
    [
      'zapier',
      200,
      { status: 'error', message: 'paused' },
      { class: 'transient', hint: expect.stringContaining('“paused”') },
    ],
    ['zapier', 404, '', { class: 'misconfigured' }],
    ['zapier', 410, '', { class: 'gone' }],
    ['make', 200, 'Accepted', { class: 'delivered' }],
    [
      'make',
      400,
      'Queue is full.',
      { class: 'transient', hint: expect.stringContaining('queue of this Make webhook is full') },
    ],
    ['make', 400, 'Bad request', { class: 'permanent' }],
    ['make', 410, 'There is no scenario listening for this webhook.', { class: 'gone' }],
    ['make', 429, '', { class: 'transient' }],
    ['zapito', 500, '', { class: 'transient' }],
  ])('%s %i with %j', (kind, status, body, fate) => {
    expect(dialogue({ destination: { kind }, body: bodyFor('test') }, [{ status, body }]).fate).toMatchObject(fate)
  })
})
