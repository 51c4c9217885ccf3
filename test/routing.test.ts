import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { connect } from '../src/mongo/index.ts'
import { eventually } from './support/eventually.ts'
import { CHANNEL, JORDAN, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { ADMIN, cardOf, lineOf, MORGAN, RILEY, shownOn } from './support/slack.ts'

const MINUTE_MS = 60_000
let world: SetUpWorld
afterEach(() => world.stop())

async function withRules(...rules: object[]) {
  world = await startSetUpWorld()
  await world.admin('routing', 'set', '--file', JSON.stringify(rules))
  const { url } = await world.start()
  let n = 0
  return {
    url,
    send: (more: object = {}) => world.send(url, { ...JORDAN, email: `lead-${++n}@acme.example`, ...more }),
  }
}

async function databaseOf({ environment }: SetUpWorld) {
  const connection = await connect(environment.MONGODB_URI ?? '')
  onTestFinished(() => connection.close())
  return connection.getClient().db(connection.name)
}

/** Moves a lead's time back, as if it had waited for so much longer. */
async function waitedFor(leadId: string, minutes: number): Promise<void> {
  const leads = (await databaseOf(world)).collection<{ _id: string }>('leads')
  const earlier = (field: string) => ({ $subtract: [field, minutes * MINUTE_MS] })
  const due = { at: earlier('$due.at'), from: earlier('$due.from'), since: earlier('$due.since') }
  await eventually(async () => {
    const waiting = { _id: leadId, 'due.at': { $type: 'date' as const }, $expr: { $eq: ['$wakeAt', '$due.at'] } }
    const { matchedCount } = await leads.updateOne(waiting, [{ $set: { due } }, { $set: { wakeAt: '$due.at' } }])
    return matchedCount === 1
  }, 'a lead that waits for its next step')
}

type Shown = {
  lead: { owner: { id: string } | null; rule: string | null; channel: string }
  history: { what: string }[]
}
const shown = async (leadId: string) => (await world.admin('show', leadId)) as Shown
const routed = (leadId: string) =>
  eventually(async () => {
    const { lead } = await shown(leadId)
    return lead.rule ? lead : undefined
  }, 'routing')

describe('a rule', () => {
  test('chooses the channel, the owner and whom to call, and the card names it', async () => {
    const route = { channel: 'C0INBOX', owner: RILEY, mention: 'S0SALES' }
    const { send } = await withRules({ name: 'demos', when: { fields: { plan: 'pro' } }, route })
    const leadId = await send({ plan: 'Pro' })
    const card = await world.slack.until(() => world.slack.messages('C0INBOX')[0], 'a card in the other channel')
    await world.slack.until(() => /Routed by rule: demos · <!subteam\^S0SALES>/.test(shownOn(world, card)))
    expect(shownOn(world, card)).toContain('Owner: <@U0RILEY>')
    expect(shownOn(world, card)).toMatch(/Answer within 1[45] min \(by <!date/)
    expect(world.slack.messages(CHANNEL)).toEqual([])
    expect(await world.admin('routing', 'test', leadId)).toMatchObject({ rule: 'demos', route })
    const other = await cardOf(world, await send({ plan: 'free' }))
    expect(shownOn(world, other)).not.toContain('Routed by rule')
  })

  test('with a rotation goes round those of its group who are not away, and two processes take no turn twice', async () => {
    const { send } = await withRules({ name: 'round', route: { rotation: 'S0SALES' } })
    await world.start()
    world.slack.state.userGroups[0]?.users.push(ADMIN)
    await world.admin('away', ADMIN, 'until', '2099-01-01')
    const ids = await Promise.all(Array.from({ length: 10 }, () => send()))
    const owners = (await Promise.all(ids.map(routed))).map(({ owner }) => owner?.id)
    expect(owners.toSorted()).toEqual([...Array(5).fill(MORGAN), ...Array(5).fill(RILEY)])
    expect(await world.admin('away')).toMatchObject([{ user: ADMIN }])
    await world.admin('away', ADMIN, 'off')
    await eventually(async () => (await routed(await send())).owner?.id === ADMIN, 'a turn of who is back')
  })

  test('that is wrong is refused with its place, and leaves the others as they were', async () => {
    await withRules({ name: 'kept', route: { owner: RILEY } })
    const set = (rules: unknown) => world.admin('routing', 'set', '--file', JSON.stringify(rules))
    await expect(set([{ name: 'x', route: { owner: '@riley' } }])).rejects.toThrow(
      /routing\.0\.route\.owner: must be a Slack user id/,
    )
    await expect(set({ name: 'x' })).rejects.toThrow(/routing: .*array/)
    await expect(world.admin('routing', 'set', '--file', '[{')).rejects.toThrow(/must hold JSON/)
    expect(await world.admin('routing', 'show')).toMatchObject([{ name: 'kept' }])
    const { remarks } = await world.ask(
      'routing',
      'set',
      '--file',
      '[{"name":"y","when":{"endpoint":"shop"},"route":{}}]',
    )
    expect(remarks).toEqual(['There is no endpoint "shop" yet; its rule fits nothing until there is.'])
  })
})

describe('a lead that nobody answers', () => {
  test('is told of in its thread, then to the fallback owner, whose it is in the end', async () => {
    const { send } = await withRules({ name: 'mine', route: { owner: RILEY } })
    await world.admin('settings', 'set', `fallback_owner=${MORGAN}`, 'sla=20/50/70')
    const leadId = await send()
    const card = await cardOf(world, leadId)
    await waitedFor(leadId, 20)
    await lineOf(world, card, /^Reminder for <@U0RILEY>: no answer for 20 min$/)
    await world.slack.until(() => /Overdue: an answer was due <!date/.test(shownOn(world, card)))
    await waitedFor(leadId, 30)
    await lineOf(world, card, /^Escalated to <@U0MORGAN>: no answer for 50 min$/)
    await waitedFor(leadId, 20)
    await lineOf(world, card, /^Reassigned to <@U0MORGAN>: nobody answered in time$/)
    await world.slack.until(() => /Owner: <@U0MORGAN>/.test(shownOn(world, card)))
    expect((await shown(leadId)).history.map(({ what }) => what)).toEqual([
      'received',
      'scored',
      'routed',
      'reminded',
      'escalated',
      'reassigned',
    ])
  })

  test('is left alone once somebody claimed it, and its card names no time any more', async () => {
    const { send } = await withRules()
    const card = await cardOf(world, await send())
    await world.slack.until(() => /Answer within/.test(shownOn(world, card)))
    await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Claim' })
    await world.slack.until(() => /Owner: <@U0RILEY>/.test(shownOn(world, card)))
    expect(shownOn(world, card)).not.toMatch(/Answer within|Overdue/)
  })

  test('by new settings, has its time by those within a second or two, and its card says so', async () => {
    const { send } = await withRules()
    const card = await cardOf(world, await send())
    await world.slack.until(() => /Answer within 1[45] min/.test(shownOn(world, card)))
    await world.admin('settings', 'set', 'sla=5/6/7')
    await world.slack.until(() => /Answer within [45] min/.test(shownOn(world, card)))
    await world.admin('settings', 'set', 'sla=off')
    await world.slack.until(() => !/Answer within/.test(shownOn(world, card)))
  })
})

describe('settings of time', () => {
  test('read as they are typed, and every change is kept with who made it and what it was before', async () => {
    world = await startSetUpWorld()
    const typed = {
      time_zone: 'Europe/Berlin',
      business_hours: 'mon-fri 09:00-12:00, mon-fri 13:00-17:00',
      holidays: '2026-12-25,2026-12-26',
      sla: '5/10/20',
      fallback_owner: MORGAN,
    }
    await world.admin('settings', 'set', ...Object.entries(typed).map(([name, text]) => `${name}=${text}`))
    expect(await world.admin('settings')).toMatchObject({
      ...typed,
      undo_seconds: 0,
      auto_approve: 'off',
      routing: 'off',
    })
    await world.admin('settings', 'set', 'sla=off')
    const [last] = (await world.admin('logs', 'audit', '--what', 'settings changed')) as object[]
    expect(last).toMatchObject({ by: 'test', detail: { before: { sla: '5/10/20' }, after: { sla: null } } })
  })

  test.each([
    ['time_zone=Mars/Olympus', /time_zone: must be an IANA time zone/],
    ['business_hours=9 to 5', /business_hours: must read like "mon-fri 09:00-17:00/],
    ['holidays=xmas', /holidays\.0: must be days such as 2026-12-25/],
    ['sla=60/45/15', /sla: must be three numbers of minutes/],
    ['fallback_owner=@sam', /fallback_owner: must be a Slack user id/],
  ])('refuse %s with what they want', async (pair, problem) => {
    world = await startSetUpWorld()
    await expect(world.admin('settings', 'set', pair)).rejects.toThrow(problem)
  })
})

describe('away', () => {
  test('is what everybody says of themselves, and only admins of others', async () => {
    world = await startSetUpWorld()
    await world.start()
    const say = async (user: string, text: string) =>
      (await world.slack.command({ user, channel: CHANNEL, text: `/leads ${text}` })).ephemeral()
    expect(await say(RILEY, 'away until 2099-01-01')).toMatch(/away/)
    expect(await world.admin('away')).toMatchObject([{ user: RILEY }])
    expect(await say(RILEY, `away <@${MORGAN}> until 2099-01-01`)).toMatch(/Only admins say so of others/)
    expect(await say(ADMIN, `away <@${MORGAN}> until 2099-01-01`)).toMatch(/away/)
    expect(await say(RILEY, 'away until 2001-01-01')).toMatch(/has begun already/)
    expect(await say(RILEY, 'away off')).toMatch(/away/)
    expect(await world.admin('away')).toMatchObject([{ user: MORGAN }])
    await expect(world.admin('away', 'off')).rejects.toThrow(/names no person/)
  })
})
