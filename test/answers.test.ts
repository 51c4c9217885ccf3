import { afterEach, expect, test } from 'vitest'
import { CHANNEL, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { cardOf, clickOn, MORGAN, RILEY, shownOn } from './support/slack.ts'

let world: SetUpWorld
afterEach(() => world.stop())

async function withCard() {
  world = await startSetUpWorld()
  const { url } = await world.start()
  const card = await cardOf(world, await world.send(url))
  const click = (user: string, text: string) => clickOn(world, card, user, text)
  return { card, click }
}

test('a form that comes too late is answered by direct message where the bot has left the channel', async () => {
  const { card, click } = await withCard()
  const opened = await (await click(RILEY, 'Reject')).view()
  await click(MORGAN, 'Approve')
  await world.slack.until(() => /Approved by/.test(shownOn(world, card)))
  await world.slack.kick(CHANNEL)
  await world.slack.submit({ user: RILEY, viewId: opened.id, values: { reason: { reason: 'other' } } })
  const told = await world.slack.until(() => world.slack.messages('D0RILEY')[0], 'a direct message')
  expect(told.text).toMatch(/Already approved by <@U0MORGAN>/)
})

test('whoever closes a window before it is filled is not told of an error', async () => {
  const { click } = await withCard()
  world.slack.fail('views.update', { error: 'not_found' }, 1)
  const closed = await click(RILEY, 'Details')
  await world.slack.until(() => world.slack.calls('views.update').length > 0)
  const next = await click(RILEY, 'History')
  await world.slack.until(() => /Received/.test(JSON.stringify(world.slack.modal(RILEY)?.blocks)))
  expect([...closed.ephemerals(), ...next.ephemerals()]).toEqual([])
})

test('a slow Slack is waited for when somebody clicks whom nobody remembers', async () => {
  const { card, click } = await withCard()
  await world.admin('settings', 'set', `deciders=${MORGAN},S0SALES`)
  world.slack.fail('users.info', { slow: 1200 }, 1)
  world.slack.fail('usergroups.users.list', { slow: 1200 }, 1)
  await click(RILEY, 'Approve')
  await world.slack.until(() => /Approved by <@U0RILEY>/.test(shownOn(world, card)))
})
