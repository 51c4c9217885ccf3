import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../src/mongo/index.ts'
import { CHANNEL, JORDAN, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { cardOf, lineOf, shownOn } from './support/slack.ts'

const DAY_MS = 24 * 3600 * 1000

async function aWorld() {
  const world = await startSetUpWorld({ slack: { limits: false } })
  onTestFinished(() => world.stop())
  const { url } = await world.start()
  const database = await connect(world.environment.MONGODB_URI ?? '')
  onTestFinished(() => database.close())
  const handoffs = database.collection<Handoff>('handoffs')
  const leads = database.collection<{ _id: string }>('leads')
  const approve = async (name: string) => {
    const leadId = await world.send(url, { ...JORDAN, name, email: `${name}@stacklane.example` })
    const card = await cardOf(world, leadId)
    await world.slack.click({ user: 'U0RILEY', channel: CHANNEL, ts: card.ts, text: 'Approve' })
    return { leadId, card }
  }
  /** One whose handoff is delivered, and one whose handoff is parked. */
  async function two() {
    const told = await approve('Ann')
    await lineOf(world, told.card, /^crm: delivered/)
    world.crm.behave({ kind: 'status', status: 422 })
    const stuck = await approve('Bob')
    await lineOf(world, stuck.card, /^crm: parked/)
    return { told, stuck }
  }
  const past = (days: number) => new Date(Date.now() - days * DAY_MS)
  return {
    ...world,
    handoffs,
    leads,
    two,
    past,
    bodyOf: async (lead: string) => (await handoffs.findOne({ lead }))?.body,
  }
}
type Handoff = { _id: string; lead: string; body: string | null; state: string }

const discard = (world: Pick<SetUpWorld, 'admin'>, id = '') => world.admin('discard', id)

test('payloads of delivered handoffs go after the days that an admin set; parked ones stay until they are discarded', async () => {
  const world = await aWorld()
  const { told, stuck } = await world.two()
  await world.handoffs.updateMany({}, { $set: { finishedAt: world.past(29) } })
  await world.flow.retain()
  expect(await world.bodyOf(told.leadId)).toMatch(/Ann/)
  await world.admin('settings', 'set', 'retention_days=off')
  await world.handoffs.updateMany({}, { $set: { finishedAt: world.past(400) } })
  await world.flow.retain()
  expect(await world.bodyOf(told.leadId)).toMatch(/Ann/)
  await world.admin('settings', 'set', 'retention_days=7')
  await world.flow.retain()
  expect(await world.bodyOf(told.leadId)).toBeNull()
  expect(await world.bodyOf(stuck.leadId)).toMatch(/Bob/)

  const parked = await world.handoffs.findOne({ lead: stuck.leadId })
  expect(await discard(world, parked?._id)).toMatchObject({ state: 'skipped', hint: 'discarded by an admin' })
  expect(await world.bodyOf(stuck.leadId)).toBeNull()
  expect(JSON.stringify(await world.handoffs.findOne({ lead: stuck.leadId }))).not.toMatch(/Bob@|"Bob"/)
  await lineOf(world, stuck.card, /^crm: .*discarded by an admin/)
  await expect(discard(world, parked?._id)).rejects.toThrow(/Only parked/)
  await expect(world.admin('retry', parked?._id ?? '')).rejects.toThrow(/no longer kept/)
  expect(await world.admin('logs', 'audit', '--what', 'handoff discarded')).toHaveLength(1)
})

test('decided leads expire after the days that an admin set, but for those that a destination is still to hear of', async () => {
  const world = await aWorld()
  const { told, stuck } = await world.two()
  await world.leads.updateMany({}, { $set: { inboxAt: world.past(400) } })
  await world.flow.retain()
  expect(await world.flow.lookUp(await workspaceOf(world), told.leadId)).toMatchObject({ lead: { name: 'Ann' } })
  await world.admin('settings', 'set', 'lead_retention_days=365')
  await world.flow.retain()
  const workspace = await workspaceOf(world)
  expect(await world.flow.lookUp(workspace, told.leadId)).toMatchObject({ lead: { name: null, email: null } })
  expect(await world.flow.lookUp(workspace, stuck.leadId)).toMatchObject({ lead: { name: 'Bob' } })
  await world.slack.until(() => /Lead erased.*Erased by Greenlight/s.test(shownOn(world, told.card)), 'the erased card')
})

async function workspaceOf(world: Pick<SetUpWorld, 'slack'>): Promise<string> {
  return world.slack.state.team.id
}
