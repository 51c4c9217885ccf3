import { describe, expect, type TestContext, test } from 'vitest'
import { CHANNEL, JORDAN, worldFor } from './support/greenlight.ts'
import { cardOf, cardsOf } from './support/slack.ts'

const PATIENCE_MS = 40_000

async function started(context: TestContext) {
  const world = await worldFor(context)
  const { url } = await world.start()
  const channel = world.slack.state.channels.get(CHANNEL)
  if (!channel) throw new Error('no channel')
  return {
    world,
    channel,
    send: (n: number) =>
      world.send(url, { ...JORDAN, email: `p${n}@stacklane.example`, name: `Person ${n}`, message: 'Please call me.' }),
    /** What the bot told the workspace's admin in a direct message. */
    toldAlex: () => world.slack.messages('D0ALEX').map(({ text, blocks }) => text + JSON.stringify(blocks)),
  }
}

describe.concurrent('a channel that takes no posts', () => {
  test('because it is archived: the lead is kept, an admin is told once with the fix, and posting resumes', async (context) => {
    const { world, channel, send, toldAlex } = await started(context)
    channel.isArchived = true
    const first = await send(0)
    const second = await send(1)
    await world.slack.until(() => toldAlex()[0], 'a direct message', PATIENCE_MS)
    expect(toldAlex()[0]).toMatch(/unarchive it/)
    channel.isArchived = false
    await cardOf(world, first, PATIENCE_MS)
    await cardOf(world, second, PATIENCE_MS)
    expect(toldAlex()).toHaveLength(1)
    expect(cardsOf(world, first)).toHaveLength(1)
  }, 90_000)

  test('because the bot was removed: the fix is named, and an invitation is enough', async (context) => {
    const { world, send, toldAlex } = await started(context)
    await world.slack.kick(CHANNEL)
    const leadId = await send(0)
    await world.slack.until(() => toldAlex()[0], 'a direct message', PATIENCE_MS)
    expect(toldAlex()[0]).toMatch(/\/invite @greenlight/)
    await world.slack.invite(CHANNEL)
    await cardOf(world, leadId, PATIENCE_MS)
  }, 90_000)

  test('because the token was revoked: cards come as soon as it is valid again', async (context) => {
    const { world, send } = await started(context)
    world.slack.revoke('token_revoked')
    const leadId = await send(0)
    await world.slack.until(
      () => world.slack.calls('chat.postMessage').find(({ answer }) => answer.error === 'token_revoked'),
      'a refused post',
    )
    world.slack.revoke(undefined)
    await cardOf(world, leadId, PATIENCE_MS)
  }, 90_000)

  test('because other companies read along: it gets no card until an admin allows it', async (context) => {
    const { world, channel, send, toldAlex } = await started(context)
    channel.isShared = true
    const leadId = await send(0)
    await world.slack.until(() => toldAlex()[0], 'a direct message', PATIENCE_MS)
    expect(toldAlex()[0]).toMatch(/shared with another company.*shared_channels/)
    expect(cardsOf(world, leadId)).toEqual([])
    await world.admin('settings', 'set', `shared_channels=${CHANNEL}`)
    await cardOf(world, leadId, PATIENCE_MS)
  }, 90_000)

  test('is told of in the alerts channel where there is one', async (context) => {
    const { world, send, toldAlex } = await started(context)
    await world.admin('settings', 'set', 'alerts_channel=C0INBOX')
    await world.slack.kick(CHANNEL)
    await send(0)
    await world.slack.until(
      () => world.slack.messages('C0INBOX').find(({ text }) => /cannot post in <#C0LEADS>.*\/invite/.test(text)),
      'a word in the alerts channel',
      PATIENCE_MS,
    )
    expect(toldAlex()).toEqual([])
  }, 90_000)
})

describe.concurrent('a flood', () => {
  test('gets twenty cards and one line that counts the rest and grows', async (context) => {
    const { world, send } = await started(context)
    for (let n = 0; n < 24; n++) await send(n)
    const line = await world.slack.until(
      () => world.slack.messages(CHANNEL).find(({ text }) => text === '4 more: open inbox'),
      'the line of the flood',
      PATIENCE_MS,
    )
    const cards = () => world.slack.messages(CHANNEL).filter((one) => !one.threadTs && one.ts !== line.ts)
    expect(cards()).toHaveLength(20)
    await send(99)
    await world.slack.until(
      () => world.slack.message(CHANNEL, line.ts)?.text === '5 more: open inbox',
      'the line to grow',
      PATIENCE_MS,
    )
    expect(world.slack.messages(CHANNEL).filter(({ text }) => /more: open inbox/.test(text))).toHaveLength(1)
  }, 120_000)
})
