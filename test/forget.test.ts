import { once } from 'node:events'
import mongoose from 'mongoose'
import { describe, expect, type TestContext, test } from 'vitest'
import { seen } from './slack/seen.ts'
import { startOpenAi } from './stand-ins/openai/index.ts'
import { eventually } from './support/eventually.ts'
import { CHANNEL, JORDAN, type SetUpWorld, worldFor } from './support/greenlight.ts'
import { ADMIN, cardOf, lineOf, shownOn } from './support/slack.ts'

const HEALED_WITHIN_MS = 60_000
/** What only the person said or is known by. */
const ONLY_THEIRS = /jordan|ellis|stacklane|5550134|inbound demo requests|blue velvet|203\.0\.113/i
const LEAD = { ...JORDAN, phone: '+1 (415) 555-0134', favourite_colour: 'blue velvet' }

const aWorld = (context: TestContext, env: Record<string, string> = {}) =>
  worldFor(context, { env, slack: { limits: false } })

/** Everything that is stored, as text, but for the sealed values. */
async function everythingStored({ environment }: SetUpWorld): Promise<string> {
  const connection = await mongoose.createConnection(environment.MONGODB_URI ?? '').asPromise()
  try {
    const collections = (await connection.db?.collections()) ?? []
    const all = await Promise.all(
      collections.map(async (one) => [one.collectionName, await one.find().toArray()] as const),
    )
    return JSON.stringify(Object.fromEntries(all))
  } finally {
    await connection.close()
  }
}

async function decidedLead(world: SetUpWorld, url: string) {
  const leadId = await world.send(url, LEAD)
  const card = await cardOf(world, leadId)
  await world.slack.click({ user: 'U0RILEY', channel: CHANNEL, ts: card.ts, text: 'Approve' })
  await lineOf(world, card, /^crm: delivered/)
  return { leadId, card }
}

describe.concurrent('forget', () => {
  test('leaves nothing of the person in the database or in Slack, and tells what it cannot erase', async (context) => {
    const world = await aWorld(context)
    const { url } = await world.start()
    const { leadId, card } = await decidedLead(world, url)
    expect(await everythingStored(world)).toMatch(ONLY_THEIRS)
    const answer = await world.ask('forget', 'Jordan.Ellis@stacklane.example')
    expect(answer.data).toMatchObject({
      leads: [leadId],
      destinations_told: [{ destination: 'crm', event: 'lead.qualified', lead_id: leadId }],
      threads: [expect.stringContaining(card.ts.replace('.', ''))],
    })
    expect(answer.remarks?.join()).toMatch(/have it erased there.*theirs to delete/)
    expect(await everythingStored(world)).not.toMatch(ONLY_THEIRS)
    await world.slack.until(() => /Lead erased.*Erased by test/s.test(shownOn(world, card)))
    expect(JSON.stringify(world.slack.messages(CHANNEL, card.ts))).not.toMatch(ONLY_THEIRS)
    expect(await world.admin('find', 'jordan').catch(() => [])).toEqual([])
    expect(await world.admin('inbox', 'decided')).toEqual([])
    expect(await world.admin('show', leadId)).toMatchObject({ lead: { name: null }, score: { score_reasons: [] } })
  })

  test('takes along what the model said, for which the model is asked anew', async (context) => {
    const openAi = await startOpenAi({ apiKey: 'sk-test-key' })
    context.onTestFinished(() => openAi.close())
    const world = await aWorld(context, { OPENAI_API_KEY: 'sk-test-key', OPENAI_BASE_URL: openAi.url })
    const { url } = await world.start()
    const scoredBy = async (email: string) => {
      const leadId = await world.send(url, { ...LEAD, email })
      const shown = async () => (await world.admin('show', leadId)) as { score: { scored_by: string } | null }
      await eventually(async () => (await shown()).score?.scored_by === 'model', 'a score by the model')
    }
    await scoredBy(LEAD.email)
    await scoredBy('sam@stacklane.example')
    expect(openAi.requests).toHaveLength(1)
    await world.admin('forget', LEAD.email)
    await scoredBy('kim@stacklane.example')
    expect(openAi.requests).toHaveLength(2)
  })

  test('finds a person by another spelling of the phone number, and asks for one that it knows', async (context) => {
    const world = await aWorld(context)
    const { url } = await world.start()
    const leadId = await world.send(url, LEAD)
    await expect(world.admin('forget', 'jordan')).rejects.toThrow(/whole email address/)
    await expect(world.admin('forget', 'someone@else.example')).rejects.toThrow(/No lead has/)
    expect(await world.admin('forget', '001', '415', '555', '0134')).toMatchObject({ leads: [leadId] })
    const again = await world.admin('forget', '001', '415', '555', '0134')
    expect(again).toMatchObject({ leads: [leadId], destinations_told: [] })
  })

  test('sends nothing of what waits, and takes no click any more', async (context) => {
    const world = await aWorld(context)
    const { url } = await world.start()
    await world.admin('destination', 'pause', 'crm')
    const leadId = await world.send(url, LEAD)
    const card = await cardOf(world, leadId)
    await world.slack.click({ user: 'U0RILEY', channel: CHANNEL, ts: card.ts, text: 'Approve' })
    await lineOf(world, card, /^crm: waiting/)
    await world.admin('forget', leadId)
    await world.admin('destination', 'resume', 'crm')
    await lineOf(world, card, /^crm: skipped.*its lead was erased/)
    const late = await world.slack
      .click({ user: 'U0RILEY', channel: CHANNEL, ts: card.ts, text: 'Reopen', seen: card })
      .catch(() => null)
    if (late) expect(await late.ephemeral()).toMatch(/erased/)
    expect(world.crm.received).toEqual([])
    const [handoff] = (await world.admin('logs', 'handoffs')) as { id: string }[]
    await expect(world.admin('retry', handoff?.id ?? '')).rejects.toThrow(/no longer kept/)
  })

  test('is finished by another process when the one that was asked dies half way', async (context) => {
    const world = await aWorld(context)
    const doomed = await world.spawn({ FAULT_POINT: 'erased.saved' })
    const died = once(doomed.child, 'exit')
    const { card } = await decidedLead(world, doomed.url)
    const asked = await world.slack.command({ user: ADMIN, channel: CHANNEL, text: `/leads forget ${LEAD.email}` })
    await asked.ephemeral()
    const question = [...world.slack.state.messages.values()].findLast(({ onlyFor }) => onlyFor === ADMIN)
    expect(seen(question?.blocks)).toMatch(/Really \/leads forget/)
    await world.slack
      .click({ user: ADMIN, channel: CHANNEL, ts: question?.ts ?? '', text: 'Yes, do it' })
      .catch(() => null)
    expect((await died)[1]).toBe('SIGKILL')
    expect(await everythingStored(world)).toMatch(ONLY_THEIRS)
    await world.start()
    await world.slack.until(() => /Lead erased/.test(shownOn(world, card)), 'the erased card', HEALED_WITHIN_MS)
    expect(await everythingStored(world)).not.toMatch(ONLY_THEIRS)
  }, 120_000)
})
