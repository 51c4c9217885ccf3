import { afterEach, expect, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { CHANNEL, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { cardOf, lineOf, RILEY } from './support/slack.ts'

const APP_TOKEN = 'xapp-1-A0GREENLIGHT-1-test'

let world: SetUpWorld
afterEach(() => world.stop())

/** Without a signing secret, so that nothing that Slack posts would be believed. */
async function startInSocketMode() {
  world = await startSetUpWorld({
    env: { SLACK_APP_TOKEN: APP_TOKEN, SLACK_SIGNING_SECRET: '' },
    slack: { appToken: APP_TOKEN },
  })
  const { url } = await world.start()
  await eventually(async () => world.slack.hasSocket(), 'a WebSocket')
  return url
}

test('over a WebSocket alone a lead is decided by click and by form, and commands are answered', async () => {
  const url = await startInSocketMode()
  const approved = await cardOf(world, await world.send(url))
  await world.slack.click({ user: RILEY, channel: CHANNEL, ts: approved.ts, text: 'Approve' })
  await lineOf(world, approved, /^crm: delivered/)

  const rejected = await cardOf(world, await world.send(url, { name: 'Rita Rey', email: 'rita@stacklane.example' }))
  const opened = await world.slack.click({ user: RILEY, channel: CHANNEL, ts: rejected.ts, text: 'Reject' })
  const reason = { type: 'static_select', selected_option: { value: 'no_budget' } }
  await world.slack.submit({ user: RILEY, viewId: (await opened.view()).id, values: { reason: { reason } } })
  await lineOf(world, rejected, /^crm: delivered/)

  const shown = await world.slack.command({ user: RILEY, channel: CHANNEL, text: '/leads find jordan' })
  await shown.ephemeral()
  const answers = [...world.slack.state.messages.values()].filter(({ onlyFor }) => onlyFor === RILEY)
  expect(JSON.stringify(answers.at(-1)?.blocks)).toContain('Jordan Ellis')
}, 90_000)

test('what Slack posts is not listened to then', async () => {
  const url = await startInSocketMode()
  const response = await fetch(`${url}/slack/events`, { method: 'POST', body: '{}' })
  expect(response.status).toBe(404)
})
