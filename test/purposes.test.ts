import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { HUBSPOT, startHubSpot } from './stand-ins/hubspot.ts'
import { startConversations } from './support/conversations.ts'
import { addWords } from './support/crms.ts'
import { CHANNEL, startSetUpWorld, type World } from './support/greenlight.ts'
import { leadfloSends, zapitoHandoff, zapitoSends } from './support/senders.ts'
import { cardOf, lineOf, RILEY } from './support/slack.ts'

const OTHER_CHANNEL = 'C0INBOX'
let stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops) await stop()
  stops = []
})

function stopped<Stoppable extends World>(world: Stoppable): Stoppable {
  stops.push(world.stop)
  return world
}

/** Adds a destination at a path of its own, which checks its signatures. */
async function add(world: World, name: string, ...flags: string[]): Promise<void> {
  const url = `${world.crm.url}/${name}`
  const added = await world.admin('destination', 'add', '--name', name, '--url', url, ...flags)
  const { signing_secret } = z.object({ signing_secret: z.string() }).parse(added)
  world.crm.secret(signing_secret, `/${name}`)
}

const sentTo = (world: World, path: string) => world.crm.received.filter((request) => request.path === path)

test('“on approval” hears of approvals alone, also beside one that hears of every decision', async () => {
  const world = stopped(await startSetUpWorld())
  const { url } = await world.start()
  await add(world, 'approvals', '--events', 'on-approval')
  await add(world, 'scores', '--events', 'qualification-complete')
  const decide = async (button: string, line: RegExp) => {
    const lead = await world.send(url, { name: 'Ann', email: `${button}@acme.example`.toLowerCase(), message: 'Hello' })
    const card = await cardOf(world, lead)
    const clicked = await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: button })
    if (button !== 'Approve') {
      const { id } = await clicked.view()
      const reason = { reason: { type: 'static_select', selected_option: { value: 'no_budget' } } }
      await world.slack.submit({ user: RILEY, viewId: id, values: button === 'Reject' ? { reason } : {} })
    }
    await lineOf(world, card, line)
    return lead
  }
  await decide('Reject', /crm: delivered/)
  await decide('Review', /crm: delivered/)
  const approved = await decide('Approve', /approvals: delivered/)
  expect(sentTo(world, '/approvals').map(({ leadId, event }) => [leadId, event])).toEqual([
    [approved, 'lead.qualified'],
  ])
  expect(sentTo(world, '/hook')).toHaveLength(3)
})

test('one approval makes a record in a CRM, triggers a zap and tells a channel', async () => {
  const world = stopped(await startSetUpWorld())
  const hubspot = await startHubSpot()
  stops.push(hubspot.close)
  const { url } = await world.start()
  await world.admin(...addWords('hubspot', { base_url: hubspot.url, token: HUBSPOT.token }, 'on-approval'))
  await add(world, 'zap', '--kind', 'zapier', '--events', 'on-approval')
  await world.admin(...addWords('slack', { channel: OTHER_CHANNEL }, 'on-approval'))
  const card = await cardOf(world, await world.send(url))
  expect([hubspot.contacts.length, sentTo(world, '/zap').length, world.slack.messages(OTHER_CHANNEL).length]).toEqual([
    0, 0, 0,
  ])
  await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Approve' })
  for (const name of ['hubspot', 'zap', 'slack']) await lineOf(world, card, new RegExp(`^${name}: delivered`))
  expect(hubspot.contacts).toMatchObject([{ properties: { email: 'jordan.ellis@stacklane.example' } }])
  expect(JSON.parse(String(sentTo(world, '/zap')[0]?.body))).toMatchObject({
    name: 'Jordan Ellis',
    decision: 'approved',
  })
  expect(world.slack.messages(OTHER_CHANNEL)).toMatchObject([
    { text: expect.stringMatching(/^Approved by .*Jordan Ellis/) },
  ])
})

test('a chatbot’s visitor goes to a CRM of any make under its own names, with intent, time frame and urgency', async () => {
  const world = stopped(await startConversations())
  const endpoint = (await world.endpoint('leadflo')).at(await world.start())
  const mapping = {
    FullName: { $from: 'name' },
    EmailAddress: { $from: 'email' },
    PhoneNumber: { $from: 'phone' },
    Interest: { $from: 'fields.intent', $map: { Buy: 'Buyer', Sell: 'Seller', Rent: 'Tenant' } },
    Timeframe: { $from: 'fields.timeFrame' },
    Urgency: { $from: 'fields.urgencyScore', $number: true },
  }
  await add(world, 'agency', '--events', 'lead.scored', '--mapping', JSON.stringify(mapping))
  const visitor = {
    id: 'vis_1',
    name: 'Maya Chen',
    email: 'maya@example.org',
    phone: '+1 555 123 4567',
    urgencyScore: 85,
    customFields: { intent: 'Buy', timeFrame: '1-3 mo' },
  }
  const created = { event: 'visitor_created', timestamp: '2026-03-02T09:30:00Z', websiteId: 'web_1', data: { visitor } }
  const { status } = await leadfloSends(endpoint, created)
  expect(status).toBe(202)
  const { body } = await world.crm.waitFor(({ path }) => path === '/agency')
  expect(JSON.parse(String(body))).toEqual({
    FullName: 'Maya Chen',
    EmailAddress: 'maya@example.org',
    PhoneNumber: '+1 555 123 4567',
    Interest: 'Buyer',
    Timeframe: '1–3 mo',
    Urgency: 85,
  })
})

test('a conversation that needs a person is in the inbox and at any URL, whatever stands behind it', async () => {
  const world = stopped(await startConversations())
  const zapito = (await world.endpoint('zapito')).at(await world.start())
  await add(world, 'own', '--kind', 'zapito', '--events', 'lead.handoff')
  const { body } = await zapitoSends(zapito, zapitoHandoff('c1'))
  for (const path of ['/desk', '/own']) {
    const { event } = await world.crm.waitFor((request) => request.path === path)
    expect([path, event]).toEqual([path, 'lead.handoff'])
  }
  expect(await world.admin('inbox', 'needs-human')).toMatchObject([{ lead_id: body.lead_id }])
})
