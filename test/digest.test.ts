import { describe, expect, onTestFinished, test } from 'vitest'
import { seen } from './slack/seen.ts'
import { CHANNEL, startSetUpWorld, type WorldOptions } from './support/greenlight.ts'
import { cardOf, lineOf } from './support/slack.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

async function decidedWorld(options: WorldOptions = {}) {
  const world = await startSetUpWorld({ ...options, slack: { limits: false, ...options.slack } })
  onTestFinished(() => world.stop())
  const { url } = await world.start()
  const card = await cardOf(world, await world.send(url))
  await world.slack.click({ user: 'U0RILEY', channel: CHANNEL, ts: card.ts, text: 'Approve' })
  await lineOf(world, card, /^crm: delivered/)
  const digests = () => world.slack.messages(CHANNEL).filter(({ text }) => /digest/.test(text))
  return { ...world, url, digests, digest: () => world.slack.until(() => digests()[0], 'the digest') }
}

describe('the digest', () => {
  test('tells the figures beside those before, with a picture in its thread and the picture in words', async () => {
    const world = await decidedWorld()
    await world.admin('settings', 'set', `digest_channel=${CHANNEL}`)
    expect(await world.admin('digest', 'now')).toMatchObject({ leads: 1, approved: 1, channel: CHANNEL })
    const message = await world.digest()
    expect(seen(message.blocks)).toMatch(/Daily digest.*Leads in.*1.*before: 0.*agentflow: 100 % \(1 of 1\)/s)
    const picture = await world.slack.until(() =>
      world.slack.messages(CHANNEL, message.ts).find(({ files }) => files && files.length > 0),
    )
    const file = world.slack.state.files.get(picture.files?.[0] ?? '')
    expect(Buffer.from(file?.bytes ?? []).subarray(0, 4)).toEqual(PNG)
    const asked = world.slack.calls('files.getUploadURLExternal').at(-1)
    expect(JSON.stringify(asked)).toContain('agentflow: 1 approved, 0 rejected, 0 not decided')
  })

  test('comes once a period, however many processes look, and not before somebody switched it on', async () => {
    const world = await decidedWorld({ slack: { scopes: ['chat:write', 'commands', 'users:read'] } })
    await world.flow.digestsDue()
    const hour = new Date().getUTCHours()
    await world.admin('settings', 'set', 'digest=daily', `digest_channel=${CHANNEL}`, `digest_hour=${hour}`)
    await Promise.all([world.flow.digestsDue(), world.flow.digestsDue()])
    await world.flow.digestsDue()
    await world.digest()
    await world.admin('settings', 'set', `alerts_channel=${CHANNEL}`)
    await cardOf(world, await world.send(world.url, { name: 'Later', email: 'later@later.example' }))
    expect(world.digests()).toHaveLength(1)
    expect([...world.slack.state.files.values()]).toEqual([])
  })

  test('says where it wants to go, and refuses a time zone that is none', async () => {
    const world = await decidedWorld()
    await expect(world.admin('digest', 'now')).rejects.toThrow(/digest_channel=/)
    await expect(world.admin('settings', 'set', 'time_zone=Berlin')).rejects.toThrow(/IANA/)
    await expect(world.admin('settings', 'set', 'digest=hourly')).rejects.toThrow(/digest/)
  })
})
