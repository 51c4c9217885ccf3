import { afterEach, expect, test } from 'vitest'
import { type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { ADMIN, cardOf, clickOn, RILEY, shownOn } from './support/slack.ts'

let world: SetUpWorld
afterEach(() => world.stop())

async function withCard() {
  world = await startSetUpWorld()
  const { url } = await world.start()
  const leadId = await world.send(url)
  const card = await cardOf(world, leadId)
  const click = (user: string, text: string) => clickOn(world, card, user, text)
  return { leadId, card, click }
}

test('who is not named as a decider is told why not and who can, and a group’s member decides', async () => {
  const { card, click } = await withCard()
  await world.admin('settings', 'set', 'deciders=S0SALES', 'admins=U0BOSS')
  const refused = await click(ADMIN, 'Approve')
  expect(await refused.ephemeral()).toMatch(/look at this lead, but not change it.*<@U0BOSS>, <!subteam\^S0SALES>/)
  await click(RILEY, 'Approve')
  await world.slack.until(() => /Approved by <@U0RILEY>/.test(shownOn(world, card)))
})

test('a form opens at once for everybody, and says then who may not fill it in', async () => {
  const { click } = await withCard()
  await world.admin('settings', 'set', 'deciders=S0SALES', 'admins=U0BOSS')
  const before = world.slack.calls().length
  await (await click(ADMIN, 'Reject')).view()
  expect(world.slack.calls()[before]?.method).toBe('views.open')
  await world.slack.until(() => /not change it/.test(JSON.stringify(world.slack.modal(ADMIN)?.blocks)))
})

test('while Slack does not say who somebody is, members decide without roles, and nobody unknown does with them', async () => {
  const { leadId, card, click } = await withCard()
  world.slack.fail('users.info', { hang: 5000 }, 10)
  world.slack.fail('usergroups.users.list', { hang: 5000 }, 10)
  await world.admin('settings', 'set', 'deciders=S0SALES')
  const unknown = await click(RILEY, 'Approve')
  expect(await unknown.ephemeral()).toMatch(/did not tell in time who you are/)
  expect(await world.admin('show', leadId)).toMatchObject({ decision: null })
  await world.admin('settings', 'set', 'deciders=off')
  await click('U0MORGAN', 'Approve')
  await world.slack.until(() => /Approved by <@U0MORGAN>/.test(shownOn(world, card)))
})

test('a role that is misspelt is refused with what it should be', async () => {
  world = await startSetUpWorld()
  await expect(world.admin('settings', 'set', 'deciders=riley')).rejects.toThrow(/Slack ids of users/)
})
