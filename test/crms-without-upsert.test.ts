import { afterEach, describe, expect, test } from 'vitest'
import { NOTION, type Notion, plain, startNotion } from './stand-ins/notion.ts'
import { PIPEDRIVE, type Pipedrive, startPipedrive } from './stand-ins/pipedrive.ts'
import { settingsFor, startTwilio, TWILIO } from './stand-ins/twilio.ts'
import { type Call, type Clock, createClock, type Trouble } from './stand-ins/vendor.ts'
import { addWords, begin, delivered, handoffRows, LONG_MS, type Row } from './support/crms.ts'
import { eventually } from './support/eventually.ts'
import { JORDAN, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'

const LEADS = 60
/** Too rarely to open a breaker. */
const LOST_EVERY = 5
/** Longer than a search may be behind. */
const SETTLED_MS = 60_000
const OTHER_CHANNEL = 'C0INBOX'

let world: SetUpWorld
afterEach(() => world.stop())

const addNotion = ({ url }: Notion) =>
  world.admin(...addWords('notion', { base_url: url, token: NOTION.token, data_source_id: NOTION.dataSource }))
const addPipedrive = ({ url }: Pipedrive) =>
  world.admin(...addWords('pipedrive', { base_url: url, token: PIPEDRIVE.token }), '--rate', 'off')

/** Every fifth record is made and its answer lost, the first one's until the time is up; the vendor's time runs on then, so that its search is never behind for long. */
function losing(clock: Clock): (call: Call) => Trouble | null {
  let made = 0
  return ({ method, path }) => {
    if (method !== 'POST' || path.at(-1) === 'query' || made++ % LOST_EVERY > 0 || made > LEADS) return null
    clock.turn(SETTLED_MS)
    return made === 1 ? 'no answer' : 'answer lost'
  }
}

test(
  'sixty leads, delivered and replayed while answers are lost, are sixty records where nothing can be upserted',
  async () => {
    world = await startSetUpWorld()
    const { url } = await world.start()
    const clock = createClock()
    const notion = await begin(startNotion(clock))
    const pipedrive = await begin(startPipedrive(clock))
    await addNotion(notion)
    await addPipedrive(pipedrive)

    for (const vendor of [notion, pipedrive]) vendor.trouble(losing(clock))
    const people = Array.from({ length: LEADS }, (_, n) => ({ ...JORDAN, email: `person${n}@stacklane.example` }))
    const ids = await Promise.all(people.map((lead) => world.send(url, lead)))
    const rows = await delivered(world, 2 * LEADS)
    expect(rows.filter(({ attempts }) => attempts.length > 1).length).toBeGreaterThanOrEqual((2 * LEADS) / LOST_EVERY)

    for (const vendor of [notion, pipedrive]) vendor.trouble(losing(clock))
    for (const name of ['notion', 'pipedrive'])
      await world.admin('replay', name, '--since', '1h', '--state', 'delivered')
    await eventually(
      async () => {
        const replays = (await world.admin('replays')) as { done: number }[]
        return replays.every(({ done }) => done === LEADS) ? replays : null
      },
      'two replays',
      LONG_MS,
    )
    await delivered(world, 2 * LEADS)

    expect(notion.pages.map(({ properties }) => plain(properties['Lead ID'])).toSorted()).toEqual(ids.toSorted())
    expect(pipedrive.leads.map(({ origin_id }) => origin_id).toSorted()).toEqual(ids.toSorted())
    expect(pipedrive.persons).toHaveLength(LEADS)
  },
  2 * LONG_MS,
)

test(
  'a process that dies between the person and the lead leaves both to the next one',
  async () => {
    world = await startSetUpWorld()
    const pipedrive = await begin(startPipedrive())
    pipedrive.persons.push({ id: 1, name: 'Jordan', emails: [{ value: JORDAN.email }], madeAt: new Date(0) })
    await addPipedrive(pipedrive)
    const doomed = await world.spawn()
    pipedrive.trouble(({ method, path }) => {
      if (method !== 'GET' || path.at(-1) !== 'leads' || !doomed.child.kill('SIGKILL')) return null
      return 'request lost'
    })
    await world.send(doomed.url)
    await eventually(async () => (doomed.child.signalCode ? true : null), 'the kill', LONG_MS)
    pipedrive.trouble(() => null)
    await world.spawn()
    await delivered(world, 1)
    expect([pipedrive.persons.length, pipedrive.leads.length]).toEqual([1, 1])
  },
  LONG_MS,
)

describe('verify', () => {
  type Verified = { there: number; missing: number; unknown: number; handoffs: { lead_id: string }[]; resent: boolean }
  const verify = (...words: string[]) => world.admin('verify', ...words) as Promise<Verified>

  test('tells what a CRM has lost, and sends exactly that again', async () => {
    world = await startSetUpWorld()
    const { url } = await world.start()
    const notion = await begin(startNotion())
    const pipedrive = await begin(startPipedrive())
    await addNotion(notion)
    await addPipedrive(pipedrive)
    await world.admin('destination', 'test', 'notion')
    const people = [1, 2, 3].map((n) => ({ ...JORDAN, email: `person${n}@stacklane.example` }))
    const [first] = await Promise.all(people.map((lead) => world.send(url, lead)))
    await delivered(world, 7)

    const lostPage = notion.pages.findIndex(({ properties }) => plain(properties['Lead ID']) === first)
    const lostLead = pipedrive.leads.findIndex(({ origin_id }) => origin_id === first)
    notion.pages.splice(lostPage, 1)
    pipedrive.leads.splice(lostLead, 1)
    for (const name of ['notion', 'pipedrive']) {
      const found = { there: 2, missing: 1, unknown: 0, handoffs: [{ lead_id: first }] }
      expect(await verify(name)).toMatchObject({ ...found, resent: false })
      expect(await verify(name, '--since', '1h', '--resend')).toMatchObject({ ...found, resent: true })
    }
    await eventually(
      async () => (notion.pages.length === 4 && pipedrive.leads.length === 3 ? true : null),
      'the records',
    )
    await delivered(world, 7)
    expect((await handoffRows(world)).filter(({ attempts }) => attempts.length === 2)).toHaveLength(2)
    expect(await verify('notion')).toMatchObject({ there: 3, missing: 0 })
  }, 60_000)

  test('says so where nobody can tell, and where a CRM does not answer', async () => {
    world = await startSetUpWorld()
    await expect(verify('crm')).rejects.toThrow('Nobody can ask a destination of kind webhook what it has.')
    const { url } = await world.start()
    const notion = await begin(startNotion())
    await addNotion(notion)
    await world.send(url)
    await delivered(world, 1)
    notion.share(false)
    expect(await verify('notion', '--resend')).toMatchObject({ there: 0, missing: 0, unknown: 1 })
    expect((await handoffRows(world))[0]?.attempts).toHaveLength(1)
  }, 60_000)
})

describe('what an admin tries out', () => {
  test('another channel of the workspace gets a marked message, and nothing tells the bot token', async () => {
    world = await startSetUpWorld()
    await world.admin(...addWords('slack', { channel: OTHER_CHANNEL }))
    expect(await world.admin('destination', 'test', 'slack')).toMatchObject({ state: 'delivered' })
    expect(world.slack.messages(OTHER_CHANNEL).map(({ text }) => text)).toEqual([
      'Test from Greenlight: Test Lead, Example Company (score 50)',
    ])
    await world.admin('destination', 'edit', 'slack', '--set', 'channel=C0FINANCE')
    expect(await world.admin('destination', 'test', 'slack')).toMatchObject({
      state: 'parked',
      hint: expect.stringContaining('invite the app'),
      answer: expect.stringContaining('not_in_channel'),
    })
    const log = await world.flow.handoffLog('T0LOCAL', { limit: 10 })
    const shown = await world.admin('destination', 'show', 'slack')
    expect(JSON.stringify([log, shown])).not.toContain(world.environment.SLACK_BOT_TOKEN)
  })

  test('a phone gets a marked SMS, and a refusal comes in the words of Twilio', async () => {
    world = await startSetUpWorld()
    const twilio = await begin(startTwilio())
    await world.admin(...addWords('twilio-sms', settingsFor(twilio, '+14155550134')))
    expect(await world.admin('destination', 'test', 'twilio-sms')).toMatchObject({ state: 'delivered' })
    expect(twilio.messages[0]?.body).toMatch(/^Test from Greenlight: Test Lead, Example Company/)
    twilio.stopped.add('+14155550134')
    const refused = (await world.admin('destination', 'test', 'twilio-sms')) as Row
    expect(refused).toMatchObject({ state: 'parked', hint: expect.stringMatching(/STOP.*unsubscribed recipient/) })
    const log = JSON.stringify(await world.flow.handoffLog('T0LOCAL', { limit: 10 }))
    expect(log).not.toContain(TWILIO.authToken)
  })
})
