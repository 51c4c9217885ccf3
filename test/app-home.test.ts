import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { seen } from './slack/seen.ts'
import { JORDAN, type SetUpWorld, startSetUpWorld, startWorld } from './support/greenlight.ts'
import { ADMIN, cardOf, lineOf, MORGAN, RILEY, shownOn } from './support/slack.ts'

let world: SetUpWorld
let url: string
beforeAll(async () => {
  world = await startSetUpWorld({ slack: { limits: false } })
  url = (await world.start()).url
})
afterAll(() => world.stop())

const lead = (name: string) => ({ ...JORDAN, name, email: `${name.replace(' ', '.').toLowerCase()}@stacklane.example` })
const arrive = async (name: string) => cardOf(world, await world.send(url, lead(name)))

/** Somebody's Home tab: what it says, and a click on it. */
async function homeOf(user: string, on: Pick<SetUpWorld, 'slack'> = world) {
  await on.slack.openHome(user)
  const view = await on.slack.until(() => on.slack.state.homes.get(user), 'a Home tab')
  const says = () => seen(view.blocks)
  return {
    says,
    until: (words: RegExp) => on.slack.until(() => words.test(says()) && says(), `${words} on the Home tab of ${user}`),
    click: (target: object) => on.slack.click({ user, viewId: view.id, ...target }),
  }
}
const row = (leadId: string) => ({ blockId: `row.${leadId}` })
const leadIn = (card: { blocks: unknown }) => /lead_[0-9A-Z]+/.exec(JSON.stringify(card.blocks))?.[0] ?? ''

describe('the Home tab', () => {
  test('decides a lead as its card does, and tells who comes late with a line on top', async () => {
    const card = await arrive('Hanna Home')
    const id = leadIn(card)
    const [riley, morgan] = [await homeOf(RILEY), await homeOf(MORGAN)]
    await riley.until(/Hanna Home, Stacklane\s+\d+ s ago · web ·\s+no owner/)
    await riley.click({ ...row(id), actionId: 'lead.approve' })
    await world.slack.until(() => /Approved by/.test(shownOn(world, card)))
    await world.slack.until(() => !/Hanna Home/.test(riley.says()))
    await morgan.click({ ...row(id), actionId: 'lead.approve' })
    await morgan.until(/^Already approved by <@U0RILEY>/)
    await morgan.click({ actionId: 'home.list.decided' })
    await morgan.until(/Hanna Home.*approved by/s)
    expect(morgan.says()).not.toMatch(/Already approved/)
  })

  test('is drawn anew soon where somebody looks at a lead that another one decides', async () => {
    const card = await arrive('Olga Open')
    const morgan = await homeOf(MORGAN)
    await morgan.until(/Olga Open/)
    await world.slack.click({ user: RILEY, channel: card.channel, ts: card.ts, text: 'Approve' })
    await world.slack.until(() => !/Olga Open/.test(morgan.says()), 'the lead to leave an open Home tab', 30_000)
  })

  test('says until when a lead is put aside', async () => {
    const card = await arrive('Sue Snoozed')
    const riley = await homeOf(RILEY)
    await riley.until(/Sue Snoozed/)
    const opened = await (await riley.click({ ...row(leadIn(card)), text: 'Snooze' })).view()
    await world.slack.submit({ user: RILEY, viewId: opened.id, values: { offer: { offer: 'hour' } } })
    await riley.until(/Sue Snoozed.*snoozed until/s)
  })

  test('takes a rejection through its window, and keeps what was looked at', async () => {
    const card = await arrive('Rita Rejected')
    const riley = await homeOf(RILEY)
    await riley.click({ actionId: 'home.filter.band', given: 'review' })
    await riley.click({ actionId: 'home.filter.endpoint', given: 'web' })
    await riley.until(/Clear filters/)
    const opened = await (await riley.click({ ...row(leadIn(card)), actionId: 'lead.reject' })).view()
    const reason = { type: 'static_select', selected_option: { value: 'no_budget' } }
    await world.slack.submit({ user: RILEY, viewId: opened.id, values: { reason: { reason } } })
    await world.slack.until(() => /Rejected by/.test(shownOn(world, card)))
    await lineOf(world, card, /delivered, 200/)
    await world.slack.until(() => !/Rita Rejected/.test(riley.says()))
    expect(riley.says()).toMatch(/Clear filters/)
    await riley.click({ actionId: 'home.clear' })
    await world.slack.until(() => !/Clear filters/.test(riley.says()))
  })

  test('leads through older and newer pages', async () => {
    for (let i = 0; i < 9; i++) await world.admin('new', '--name', `Page ${i}`)
    const riley = await homeOf(RILEY)
    await riley.until(/Older/)
    expect(riley.says()).not.toMatch(/Page 0/)
    await riley.click({ actionId: 'home.older' })
    await riley.until(/Page 0/)
    await riley.click({ actionId: 'home.newer' })
    await riley.until(/Page 8/)
    expect(riley.says()).not.toMatch(/Newer/)
  })

  test('lists what waits for its reader alone', async () => {
    const card = await arrive('Mona Mine')
    const opened = await (
      await world.slack.click({ user: RILEY, channel: card.channel, ts: card.ts, text: 'Review' })
    ).view()
    await world.slack.submit({ user: RILEY, viewId: opened.id, values: { owner: { owner: MORGAN } } })
    const [riley, morgan] = [await homeOf(RILEY), await homeOf(MORGAN)]
    await world.slack.until(() => /looks into it/.test(shownOn(world, card)))
    await morgan.click({ actionId: 'home.list.mine' })
    await morgan.until(/Waiting for you · 1.*Mona Mine/s)
    await lineOf(world, card, /delivered, 200/)
    await riley.click({ actionId: 'home.list.mine' })
    await riley.until(/Nothing waits for you/)
  })

  test('sends a failed delivery again', async () => {
    world.crm.behave({ kind: 'status', status: 422 }, { times: 1 })
    const card = await arrive('Fay Failed')
    await world.slack.click({ user: RILEY, channel: card.channel, ts: card.ts, text: 'Approve' })
    const riley = await homeOf(RILEY)
    await world.slack.until(() => world.slack.messages(card.channel, card.ts).some(({ text }) => /parked/.test(text)))
    await riley.click({ actionId: 'home.list.failed' })
    await riley.until(/Fay Failed.*crm: parked/s)
    await riley.click({ text: 'Retry' })
    await riley.until(/^Trying again now/)
    await lineOf(world, card, /delivered, 200/)
  })

  test('shows admins how all goes, and guests no leads', async () => {
    const admin = await homeOf(ADMIN)
    await admin.until(/Health.*Deliveries: none is late.*web.*crm · on/s)
    const opened = await (await admin.click({ text: 'Test' })).view()
    await world.slack.until(() => /lead_/s.test(seen(opened.blocks)))
    const log = await (await admin.click({ text: 'Show log' })).view()
    await world.slack.until(() => /outcome\s+received/.test(seen(log.blocks)))
    const [riley, guest] = [await homeOf(RILEY), await homeOf('U0GALE')]
    expect(riley.says()).not.toMatch(/Health/)
    expect(guest.says()).toMatch(/^Guests and people of other companies see leads in their channels only\.$/)
  })
})

test('a Home tab is drawn anew when another process has changed what it shows', async () => {
  const two = await startSetUpWorld({ slack: { limits: false } })
  onTestFinished(() => two.stop())
  await two.start({ ROLE: 'worker' })
  const served = await two.start({ ROLE: 'web' })
  const alex = await homeOf(ADMIN, two)
  await two.send(served.url, lead('Wanda Worked'))
  await two.slack.until(() => /\d+ · \w+: Wanda Worked/.test(alex.says()), 'a scored lead on an open Home tab', 40_000)
  await two.admin('destination', 'pause', 'crm')
  await two.slack.until(() => /crm · paused/.test(alex.says()), 'a paused destination on an open Home tab', 40_000)
}, 90_000)

test('a fresh workspace is set up from the Home tab, step by step', async () => {
  const fresh = await startWorld({ slack: { limits: false } })
  try {
    await fresh.start()
    const admin = await homeOf(ADMIN, fresh)
    await admin.until(/1\. Make an endpoint.*2\. Make a destination.*3\. Send a test lead/s)
    const opened = await (await admin.click({ text: 'New endpoint' })).view()
    await fresh.slack.until(() => /Source/.test(seen(opened.blocks)))
    const values = { name: { name: 'web' }, source: { source: 'agentflow' }, channel: { channel: 'C0LEADS' } }
    await fresh.slack.submit({ user: ADMIN, viewId: opened.id, values })
    await fresh.slack.until(() => /whsec_/.test(seen(opened.blocks)))
    await admin.until(/1\. Done · Make an endpoint/)
    await admin.click({ text: 'Send a test lead' })
    await fresh.slack.until(() => fresh.slack.messages('C0LEADS').some(({ text }) => /Test Lead/.test(text)))
    await admin.until(/3\. Done/)
  } finally {
    await fresh.stop()
  }
})
