import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { conversationKeys } from '../../src/handoff/conversation-body.ts'
import type { Mapping } from '../../src/handoff/mapping/index.ts'
import { bodyOf } from '../../src/handoff/owing.ts'
import { settingsFor, startTwilio, TWILIO, type Twilio } from '../stand-ins/twilio.ts'
import { createClock } from '../stand-ins/vendor.ts'
import { ARRIVED, aConversation, aDecision, aLead, aScore } from '../support/leads.ts'
import { dialogue } from './dialogue.ts'
import { bodyNumber } from './hundred.ts'
import { Sender } from './sender.ts'

const TO = '+14155550134'
const LINK = 'https://ours.slack.example/archives/C0LEADS/p1790000000000100'
let twilio: Twilio
let opened: Sender[] = []

beforeEach(async () => {
  twilio = await startTwilio()
})
afterEach(async () => {
  await Promise.all(opened.map(({ courier }) => courier.close()))
  opened = []
  await twilio.close()
})

function sender(settings: Record<string, string> = {}, mapping: Mapping | null = null): Sender {
  const all = { ...settingsFor(twilio, TO), ...settings }
  const made = new Sender({ destination: { kind: 'twilio-sms', settings: all, mapping } }, createClock(ARRIVED))
  opened.push(made)
  return made
}

const lead = aLead({ state: 'approved', version: 1, decision: aDecision(), score: null })
const bodyWith = (changes: Parameters<typeof aLead>[0]) =>
  bodyOf(
    { ...lead, ...changes },
    { event: 'lead.qualified', version: 1, id: 'ho_A1B2C3', at: ARRIVED },
    { slack_thread: LINK },
  )

it('one SMS says who, why and where, with a reference at its end', async () => {
  const decision = aDecision({ reason: 'Budget is there' })
  const fate = await sender().try(bodyWith({ decision, score: aScore() }))
  expect(fate).toEqual({
    class: 'delivered',
    error: null,
    hint: null,
    remote: { id: twilio.messages[0]?.sid, link: null },
  })
  expect(twilio.messages).toMatchObject([
    {
      to: TO,
      from: TWILIO.from,
      body: `Approved by Sam Field: Jane Doe, Acme (score 92). jane@acme.example, +1 415 555 0134. Budget is there ${LINK} [A1B2C3]`,
    },
  ])
})

it('it is never longer than 320 characters, and loses neither link nor reference', async () => {
  const name = 'J👍'.repeat(60)
  const summary = { summary: '👍'.repeat(400) }
  await sender().try(bodyWith({ name, score: aScore(summary) }))
  const [{ body = '' } = {}] = twilio.messages
  expect(body.length).toBeLessThanOrEqual(320)
  expect(body.endsWith(`… ${LINK} [A1B2C3]`)).toBe(true)
  expect(body).not.toMatch(/\p{Surrogate}|\uFFFD/u)
})

it('a mapping may say something else', async () => {
  await sender({}, { $template: 'Call {{name}}\nnow' }).try(bodyWith({}))
  expect(twilio.messages).toMatchObject([{ body: `Call Jane Doe now ${LINK} [A1B2C3]` }])
  expect(await sender({}, { text: 'hello' }).try(bodyWith({}))).toMatchObject({
    class: 'permanent',
    error: 'nothing was sent',
  })
})

it('a hundred handoffs, tried again while every third request or its answer is lost, are one SMS each', async () => {
  let asked = 0
  twilio.trouble(() => (++asked % 3 === 0 ? (asked % 2 === 0 ? 'answer lost' : 'request lost') : null))
  const one = sender()
  for (let n = 0; n < 100; n++) {
    let fate = await one.try(bodyNumber(n))
    for (let tries = 1; fate.class === 'transient' && tries < 5; tries++) fate = await one.try(bodyNumber(n))
    expect(fate).toMatchObject({ class: 'delivered' })
  }
  expect(new Set(twilio.messages.map(({ body }) => body)).size).toBe(100)
  expect(twilio.messages).toHaveLength(100)
})

it('the message of a lead whose call wants a person says why', async () => {
  const body = { ...bodyWith({}), event: 'lead.handoff' as const, conversation: conversationKeys(aConversation()) }
  await sender().try(body)
  expect(twilio.messages[0]?.body).toContain(
    'A person is needed: Jane Doe, Acme. jane@acme.example, +1 415 555 0134. escalate',
  )
})

it('numbers are dialled however they are written', async () => {
  await sender({ to: '+1 (415) 555-0134', from: ' +1 500.555.0006' }).try(bodyNumber(1))
  expect(twilio.messages).toMatchObject([{ to: TO, from: TWILIO.from }])
})

it('a messaging service sends in place of a number', () => {
  const settings = { account_sid: 'AC1', auth_token: 'secret', from: 'MG0123', to: TO }
  const { asks } = dialogue({ destination: { kind: 'twilio-sms', settings }, body: bodyNumber(1) }, [{ status: 500 }])
  const sent = asks.flatMap((ask) => (ask.ask === 'send' ? [new URLSearchParams(ask.request.body)] : []))
  expect(sent.map((form) => [form.get('MessagingServiceSid'), form.has('From')])).toEqual([['MG0123', false]])
})

describe('what Twilio refuses is told in its own words, with what to mend', () => {
  test.each([
    ['a wrong token', { auth_token: 'wrong-token' }, 'misconfigured', /auth_token.*It said: “Authenticate”/],
    ['a wrong account', { account_sid: 'AC999' }, 'misconfigured', /auth_token/],
    ['what is no number', { to: '0170 1234' }, 'permanent', /`to` is no phone number.*Invalid 'To'/],
    ['a sender of others', { from: '+15005550001' }, 'permanent', /`from` is no number of this account/],
    ['several numbers at once', { to: `${TO},${TO}` }, 'permanent', /`to` is no phone number/],
  ])('%s', async (_what, settings, failure, hint) => {
    expect(await sender(settings).try(bodyNumber(1))).toMatchObject({
      class: failure,
      hint: expect.stringMatching(hint),
    })
  })

  it('somebody who answered STOP, and a trial account', async () => {
    twilio.stopped.add(TO)
    const stopped = await sender().try(bodyNumber(1))
    expect(stopped).toMatchObject({ class: 'permanent', hint: expect.stringMatching(/STOP.*unsubscribed/) })
    twilio.stopped.clear()
    twilio.verified = new Set()
    const trial = await sender().try(bodyNumber(1))
    expect(trial).toMatchObject({ class: 'permanent', hint: expect.stringMatching(/trial account.*unverified/) })
  })

  test.each([
    [{ status: 429, body: { code: 20429, message: 'Too Many Requests' } }, { class: 'transient' }],
    [
      { status: 400, body: { code: 21611, message: 'Queued.' } },
      { class: 'transient', hint: expect.stringMatching(/waiting.*“Queued.”/) },
    ],
    [{ status: 503, body: '' }, { class: 'transient' }],
    [
      { status: 400, body: { code: 99999, message: 'New.' } },
      { class: 'permanent', hint: expect.stringContaining('“New.”') },
    ],
    [
      { status: 201, body: { sid: 'SM1', status: 'queued' } },
      { class: 'delivered', remote: { id: 'SM1', link: null } },
    ],
    [
      { status: 201, body: { sid: 'SM1', status: 'failed', error_code: 21610 } },
      { class: 'permanent', hint: expect.stringContaining('STOP') },
    ],
    [{ status: 200, body: '<html>' }, { class: 'misconfigured' }],
  ])('%j is %j', (reply, fate) => {
    const settings = { account_sid: 'AC1', auth_token: 'secret', from: '+1', to: TO }
    expect(
      dialogue({ destination: { kind: 'twilio-sms', settings }, body: bodyNumber(1) }, [reply]).fate,
    ).toMatchObject(fate)
  })
})
