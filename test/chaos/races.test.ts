import { afterEach, expect, test } from 'vitest'
import { CHANNEL, type SetUpWorld, startSetUpWorld } from '../support/greenlight.ts'
import { addPeople, cardOf } from '../support/slack.ts'

const CLICKERS = 50

let world: SetUpWorld
afterEach(() => world.stop())

test('of fifty people who click Approve and Reject at once through two processes one decides, and 49 are told who', async () => {
  world = await startSetUpWorld()
  const [one, two] = [await world.spawn(), await world.spawn()]
  const leadId = await world.send(one.url)
  const card = await cardOf(world, leadId)
  const people = addPeople(world, CLICKERS)
  const modals = new Map<string, string>()
  for (const user of people.filter((_, i) => i % 2 === 1)) {
    const opened = await (await world.slack.click({ user, channel: CHANNEL, ts: card.ts, text: 'Reject' })).view()
    modals.set(user, opened.id)
  }

  const values = { reason: { reason: { type: 'static_select', selected_option: { value: 'not_a_fit' } } } }
  await Promise.all(
    people.map((user, i) => {
      world.slack.connect(`${i % 4 < 2 ? one.url : two.url}/slack/events`)
      const viewId = modals.get(user)
      return viewId
        ? world.slack.submit({ user, viewId, values })
        : world.slack.click({ user, channel: CHANNEL, ts: card.ts, text: 'Approve' })
    }),
  )
  const told = await world.slack.until(() => {
    const all = people.filter((user) => world.slack.ephemerals(user).length > 0)
    return all.length >= CLICKERS - 1 && all
  })
  expect(told).toHaveLength(CLICKERS - 1)
  const winner = people.find((user) => !told.includes(user))
  for (const user of told) {
    const words = world.slack.ephemerals(user).map(({ text }) => text)
    expect(words).toEqual([expect.stringMatching(new RegExp(`Already (approved|rejected) by <@${winner}>`))])
  }

  await world.crm.waitFor((received) => received.leadId === leadId)
  const shown = (await world.admin('show', leadId)) as {
    handoffs: unknown[]
    history: { what: string }[]
    decision: object
  }
  expect(shown.handoffs).toHaveLength(1)
  expect(shown.decision).toMatchObject({ decision_version: 1, decided_by: { id: winner } })
  expect(shown.history.filter(({ what }) => what === 'approved' || what === 'rejected')).toHaveLength(1)
  expect(world.crm.received).toHaveLength(1)
}, 60_000)

test('two hundred copies of one lead at once through two processes make one lead and one card', async () => {
  world = await startSetUpWorld()
  const urls = [(await world.spawn()).url, (await world.spawn()).url]
  const { postLead } = await import('../../scripts/post-lead.ts')
  const lead = { name: 'Jordan Ellis', email: 'jordan@stacklane.example', idempotency_key: 'form-77' }
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) => postLead({ url: urls[i % 2] + world.path, secret: world.secret }, lead)),
  )
  const ids = new Set(answers.map(({ body }) => (body as { lead_id: string }).lead_id))
  expect(ids.size).toBe(1)
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(199)
  const [leadId = ''] = ids
  await cardOf(world, leadId)
  expect(world.slack.messages(CHANNEL).filter(({ blocks }) => JSON.stringify(blocks).includes('lead_'))).toHaveLength(1)
}, 60_000)
