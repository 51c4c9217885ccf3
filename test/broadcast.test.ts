import { afterEach, expect, test } from 'vitest'
import { CHANNEL, JORDAN, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { cardOf, lineOf } from './support/slack.ts'

let world: SetUpWorld
afterEach(() => world.stop())

test('a delivery that is given up is told in its thread alone, and in the channel too once an admin asks for it', async () => {
  world = await startSetUpWorld()
  const { url } = await world.start()
  const approvedInVain = async (email: string) => {
    world.crm.behave({ kind: 'status', status: 422 }, { times: 1 })
    const card = await cardOf(world, await world.send(url, { ...JORDAN, email }))
    await world.slack.click({ user: 'U0RILEY', channel: CHANNEL, ts: card.ts, text: 'Approve' })
    return lineOf(world, card, /^crm: parked/)
  }
  expect((await approvedInVain('quiet@stacklane.example')).broadcast).toBe(false)
  await world.admin('settings', 'set', 'broadcast_failures=on')
  const loud = await approvedInVain('loud@stacklane.example')
  expect(loud.broadcast).toBe(true)
  await world.slack.click({ user: 'U0RILEY', channel: CHANNEL, ts: loud.ts, text: 'Retry' })
  await world.slack.until(() => /crm: delivered/.test(world.slack.message(CHANNEL, loud.ts)?.text ?? ''))
  expect(world.slack.calls('chat.update').filter(({ args }) => args.ts === loud.ts && args.reply_broadcast)).toEqual([])
})
