import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingsFor, startTwilio } from './stand-ins/twilio.ts'
import { type Conversations, startConversations } from './support/conversations.ts'
import { addWords } from './support/crms.ts'
import { eventually } from './support/eventually.ts'
import { CHANNEL } from './support/greenlight.ts'
import {
  callurlSends,
  conversationEnded,
  leadfloSends,
  post,
  type SenderEndpoint,
  visitorCreated,
  zapitoHandoff,
  zapitoSends,
} from './support/senders.ts'
import { cardOf, RILEY } from './support/slack.ts'

let world: Conversations
let leadflo: SenderEndpoint
let zapito: SenderEndpoint
let callurl: SenderEndpoint

beforeAll(async () => {
  world = await startConversations()
  const process = await world.start()
  leadflo = (await world.endpoint('leadflo')).at(process)
  zapito = (await world.endpoint('zapito', '--set', 'callback=bot', '--owner', RILEY)).at(process)
  callurl = (await world.endpoint('callurl', '--severity', 'high')).at(process)
})
afterAll(() => world.stop())

const inbound = async () =>
  (await world.admin('logs', 'inbound')) as { outcome: string; code: string | null; lead_id: string | null }[]

describe('news about a lead', () => {
  test('that is there joins it, and is a duplicate when it comes again', async () => {
    const { body } = await leadfloSends(leadflo, visitorCreated('v1'))
    expect(await leadfloSends(leadflo, conversationEnded('v1'))).toEqual({
      status: 200,
      body: { status: 'updated', lead_id: body.lead_id },
    })
    expect(await leadfloSends(leadflo, conversationEnded('v1'))).toEqual({
      status: 200,
      body: { status: 'duplicate', lead_id: body.lead_id },
    })
    const { conversation, history } = await world.show(body.lead_id)
    expect(conversation).toMatchObject({
      status: 'ended',
      ended: { at: '2026-03-02T09:36:00Z', message_count: 14, duration_seconds: 320 },
    })
    expect(history.filter(({ what }) => what === 'conversation_ended')).toHaveLength(1)
    expect((await inbound()).slice(0, 3)).toMatchObject([
      { outcome: 'duplicate', code: null, lead_id: body.lead_id },
      { outcome: 'received', code: 'updated', lead_id: body.lead_id },
      { outcome: 'received', code: null, lead_id: body.lead_id },
    ])
  })

  test('that comes before it is held, however often it comes, and joins it then', async () => {
    expect(await leadfloSends(leadflo, conversationEnded('v2'))).toEqual({ status: 202, body: { status: 'held' } })
    expect(await leadfloSends(leadflo, conversationEnded('v2'))).toEqual({ status: 202, body: { status: 'held' } })
    const { status, body } = await leadfloSends(leadflo, visitorCreated('v2'))
    expect(status).toBe(202)
    const { history } = await world.shows(body.lead_id, 'the join', ({ conversation }) => conversation !== null)
    expect(history.filter(({ what }) => what === 'conversation_ended')).toHaveLength(1)
    expect(await leadfloSends(leadflo, conversationEnded('v2'))).toEqual({
      status: 200,
      body: { status: 'duplicate', lead_id: body.lead_id },
    })
  })

  test('is of its own endpoint only', async () => {
    const { body } = await leadfloSends(leadflo, visitorCreated('v3'))
    const process = { url: new URL(leadflo.url).origin }
    const other = (await world.endpoint('leadflo', '--name', 'other')).at(process)
    expect(await leadfloSends(other, conversationEnded('v3'))).toMatchObject({ status: 202 })
    expect((await world.show(body.lead_id)).conversation).toBeNull()
  })
})

test('LeadFlo is refused in the words of its own documentation, and the log says why', async () => {
  expect(await leadfloSends({ ...leadflo, secret: 'another' }, visitorCreated('v4'))).toEqual({
    status: 401,
    body: { error: 'Unauthorized' },
  })
  expect((await inbound())[0]).toMatchObject({ outcome: 'rejected', code: 'invalid_signature', status: 401 })
})

describe('a conversation that waits for a person', () => {
  test('is told at once, before the score, with its last ten messages', async () => {
    const { status, body } = await zapitoSends(zapito, zapitoHandoff('c1'))
    expect(status).toBe(202)
    const arrived = await world.crm.waitFor(({ leadId, event }) => leadId === body.lead_id && event === 'lead.scored')
    const ofLead = world.crm.received.filter(({ leadId }) => leadId === body.lead_id)
    expect(ofLead.map(({ event }) => event)).toEqual(['lead.handoff', 'lead.scored'])
    const first = JSON.parse(String(ofLead[0]?.body))
    expect(first).toMatchObject({
      score: null,
      decision_version: 0,
      conversation: { status: 'handoff', message_count: 14 },
    })
    const turns: { content: string }[] = first.conversation.transcript
    expect(turns.map(({ content }) => content.split(' ')[1])).toEqual([
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
      '11',
      '12',
      '13',
      '14',
    ])
    expect(JSON.parse(String(arrived.body)).score).toEqual(expect.any(Number))
    const shown = await world.show(body.lead_id)
    expect(shown.flags).toContain('needs_human')
    expect(shown.conversation?.transcript).toHaveLength(14)
    expect(shown.lead.owner?.id).toBe(RILEY)
  })

  test('is a new round when it asks again, on the same lead and with handoffs of its own', async () => {
    const { body } = await zapitoSends(zapito, zapitoHandoff('c2'))
    const again = zapitoHandoff('c2', { at: '2026-03-02T11:00:00Z', reason: 'handoff' })
    expect(await zapitoSends(zapito, again)).toEqual({
      status: 200,
      body: { status: 'updated', lead_id: body.lead_id },
    })
    expect(await zapitoSends(zapito, again)).toMatchObject({ status: 200, body: { status: 'duplicate' } })
    const told = ({ handoffs }: { handoffs: { event: string }[] }) =>
      handoffs.filter(({ event }) => event === 'lead.handoff')
    const { handoffs, conversation } = await world.shows(body.lead_id, 'two pleas', (shown) => told(shown).length === 2)
    expect(new Set(told({ handoffs }).map((one) => JSON.stringify(one))).size).toBe(2)
    expect(conversation).toMatchObject({ status: 'handoff', reason: 'handoff', message_count: 14 })
  })

  test('is resolved once, which its bot is told of though it subscribes to nothing of it', async () => {
    const { body } = await zapitoSends(zapito, zapitoHandoff('c3'))
    const leadId = String(body.lead_id)
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => world.admin('resolve', leadId)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(world.admin('resolve', leadId)).rejects.toThrow(/^test resolved it at 2/)
    const { path, body: sent } = await world.crm.waitFor(
      (one) => one.leadId === leadId && one.event === 'conversation.resolved',
    )
    expect(path).toBe('/bot')
    expect(JSON.parse(String(sent)).conversation).toMatchObject({ status: 'resolved', resolved_by: { id: 'test' } })
    const { flags, handoffs } = await world.shows(leadId, 'the delivery', (shown) =>
      shown.handoffs.some(({ event, outcome }) => event === 'conversation.resolved' && outcome === 'sent'),
    )
    expect(flags).not.toContain('needs_human')
    expect(handoffs.filter(({ event }) => event === 'conversation.resolved')).toHaveLength(1)
    expect(await zapitoSends(zapito, zapitoHandoff('c3', { at: '2026-03-03T09:00:00Z' }))).toMatchObject({
      status: 200,
    })
    expect((await world.show(leadId)).conversation).toMatchObject({ status: 'handoff', resolved_by: null })
  })

  test('is resolved though the destination that its endpoint names is gone, and says that nobody told the bot', async () => {
    const process = { url: new URL(zapito.url).origin }
    const orphan = (await world.endpoint('zapito', '--name', 'orphan', '--set', 'callback=gone')).at(process)
    const { body } = await zapitoSends(orphan, zapitoHandoff('c7'))
    await world.admin('resolve', String(body.lead_id))
    const { flags, history } = await world.show(body.lead_id)
    expect(flags).toContain('callback_lost')
    expect(history.map(({ what }) => what)).toContain('resolved')
  })

  test('that is reopened after an approval is told only to those who heard of the approval', async () => {
    const { body } = await zapitoSends(zapito, zapitoHandoff('c6'))
    const { ts } = await cardOf(world, String(body.lead_id))
    const click = (text: string) => world.slack.click({ user: RILEY, channel: CHANNEL, ts, text })
    const hears = (event: string, count = 1) =>
      world.shows(body.lead_id, event, ({ handoffs }) => handoffs.filter((one) => one.event === event).length === count)
    await click('Approve')
    await hears('lead.qualified')
    await zapitoSends(zapito, zapitoHandoff('c6', { at: '2026-03-02T12:00:00Z' }))
    await hears('lead.handoff', 2)
    await world.slack.until(() => JSON.stringify(world.slack.message(CHANNEL, ts)?.blocks).includes('Reopen'), 'Reopen')
    await click('Reopen')
    const { handoffs } = await hears('lead.reopened')
    expect(handoffs.find(({ event }) => event === 'lead.reopened')?.destination).toBe('bot')
  })

  test('mentions its owner in the thread where that cannot wait, and keeps what came of it', async () => {
    const { body } = await zapitoSends(zapito, zapitoHandoff('c4', { reason: 'model_error' }))
    const card = await cardOf(world, String(body.lead_id))
    const find = () => world.slack.messages(CHANNEL, card.ts).find(({ text }) => text.includes(`<@${RILEY}>`))
    expect(JSON.stringify((await world.slack.until(find, 'the mention')).blocks)).toContain('model_error')
    const { notified, flags } = await world.shows(body.lead_id, 'the outcome', (shown) => shown.notified.length > 0)
    expect(notified).toEqual([{ by: 'slack', outcome: 'sent', round: 1 }])
    expect(flags).toContain('sensitive')
  })
})

test('a test event is shown in the channel with what it held, and makes no lead', async () => {
  expect(await zapitoSends(zapito, zapitoHandoff('c5', { reason: 'test' }))).toEqual({
    status: 200,
    body: { status: 'test' },
  })
  const find = () => world.slack.messages(CHANNEL).find(({ text }) => text.startsWith('A test event of zapito arrived'))
  expect((await world.slack.until(find, 'the test card')).text).toContain('Jordan Ellis')
  expect((await inbound())[0]).toMatchObject({ outcome: 'ignored', code: 'test', lead_id: null })
})

describe('a form', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  let url: string
  beforeAll(async () => {
    url = (await world.endpoint('generic', '--auth', 'none')).at({ url: new URL(zapito.url).origin }).url
  })

  test('is read where its source takes one, and its lead says that nobody signed it', async () => {
    const { status, body } = await post(url, form, 'name=Jane+Doe&email=jane%40acme.example&team=a&team=b')
    expect(status).toBe(202)
    expect((await world.show(body.lead_id)).flags).toContain('unsigned')
  })

  test.each([
    ['malformed_form', 400, form, 'name=%zz'],
    ['malformed_json', 400, {}, 'name=Jane'],
    ['unsupported_media_type', 415, { 'content-type': 'text/plain' }, '{}'],
    ['unsupported_media_type', 415, { 'content-type': 'application/x-www-form-urlencoded; charset=latin1' }, 'a=b'],
  ] as const)('is refused as %s', async (code, status, headers, body) => {
    expect(await post(url, headers, body)).toMatchObject({ status, body: { error: { code } } })
  })
})

describe('a phone agent', () => {
  const note = { handoff_reason: 'emergency_or_sensitive_request', severity: 'urgent', notify: ['sms', 'slack'] }

  test('is told what to say next, on duplicates too', async () => {
    const call = {
      ...note,
      caller_message: 'Somebody will call you back.',
      caller_id: '+14155550199',
      idempotency_key: 'call-1',
    }
    const first = await callurlSends(callurl, call)
    expect(first).toMatchObject({
      status: 202,
      body: { status: 'received', caller_message: 'Somebody will call you back.' },
    })
    expect(await callurlSends(callurl, call)).toEqual({ status: 200, body: { ...first.body, status: 'duplicate' } })
  })

  test('is checked against its workflow as an admin last refined it, and what came before stays', async () => {
    const question = (name: string) => ({ name, type: 'text', required: true, description: '' })
    const workflow = (...names: string[]) => JSON.stringify({ outcome: 'a repair', fields: names.map(question) })
    const process = { url: new URL(callurl.url).origin }
    const repairs = (await world.endpoint('callurl', '--name', 'repairs', '--schema', workflow('appliance'))).at(
      process,
    )
    const call = { caller_id: '+14155550142', appliance: 'oven', transcript: 'caller: My oven smells of gas.' }
    const first = await callurlSends(repairs, call)
    expect(first.status).toBe(202)

    await world.admin('endpoint', 'edit', 'repairs', '--schema', workflow('appliance', 'address'))
    await eventually(
      async () => (await callurlSends(repairs, { ...call, notes: `${Math.random()}` })).status === 422,
      'the new workflow in every process',
    )
    const refused = await callurlSends(repairs, { ...call, notes: 'no address' })
    expect(refused.body.error).toMatchObject({ fields: [{ field: 'address', code: 'required' }] })
    expect((await callurlSends(repairs, { ...call, address: '1 Elm Street' })).status).toBe(202)
    const { lead } = (await world.admin('show', String(first.body.lead_id))) as { lead: object }
    expect(JSON.stringify(lead)).toContain('My oven smells of gas.')
    expect(await world.admin('endpoint', 'show', 'repairs')).toMatchObject({
      before_launch: [expect.stringMatching(/sensitive_reasons/), expect.stringMatching(/caller_message/)],
    })
  })

  test('reaches its owner by text message where the endpoint names a destination for it', async () => {
    const twilio = await startTwilio()
    await world.admin(...addWords('twilio-sms', settingsFor(twilio, '+14155550177'), 'lead.rejected'))
    const process = { url: new URL(callurl.url).origin }
    const texting = (await world.endpoint('callurl', '--name', 'texting', '--set', 'sms=twilio-sms')).at(process)
    const { body } = await callurlSends(texting, { ...note, caller_id: '+14155550111' })
    const sms = await eventually(async () => twilio.messages[0] ?? null, 'the SMS')
    expect(sms).toMatchObject({ to: '+14155550177', body: expect.stringMatching(/^A person is needed: \+14155550111/) })
    expect(sms.body).toContain('emergency_or_sensitive_request')
    expect((await world.show(body.lead_id)).notified).toEqual([{ by: 'slack', outcome: 'skipped', round: 1 }])
    await twilio.close()
  })

  test('may send the same bare note for two callers, and nobody who cannot be told is told', async () => {
    const [one, two] = [await callurlSends(callurl, note), await callurlSends(callurl, note)]
    expect([one.status, two.status]).toEqual([202, 202])
    expect(one.body.lead_id).not.toBe(two.body.lead_id)
    const { notified, lead } = await world.show(one.body.lead_id)
    expect(lead).toMatchObject({ severity: 'urgent', owner: null })
    expect(notified).toEqual([
      { by: 'slack', outcome: 'skipped', round: 1 },
      { by: 'sms', outcome: 'skipped', round: 1 },
    ])
  })
})
