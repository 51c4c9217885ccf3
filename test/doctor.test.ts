import { describe, expect, onTestFinished, test } from 'vitest'
import type { Finding } from '../src/flow/finding.ts'
import { seen } from './slack/seen.ts'
import { CHANNEL, startSetUpWorld, type WorldOptions } from './support/greenlight.ts'
import { ADMIN, cardOf } from './support/slack.ts'

async function aWorld(options: WorldOptions = {}) {
  const world = await startSetUpWorld({ slack: { limits: false, ...options.slack }, ...options })
  onTestFinished(() => world.stop())
  const findings = async () => (await world.admin('doctor')) as Finding[]
  return { ...world, findings, about: async (what: RegExp) => (await findings()).find((one) => what.test(one.what)) }
}

describe('doctor', () => {
  test('finds all well where it is, in the shell as in Slack', async () => {
    const world = await aWorld()
    const { url } = await world.start()
    await cardOf(world, await world.send(url))
    const all = await world.findings()
    expect(all.filter(({ state }) => state !== 'ok')).toEqual([])
    expect(all.find(({ what }) => what === 'Endpoint web')?.detail).toMatch(
      /last call \d{4}-\d\d-\d\d \d\d:\d\d UTC: received/,
    )
    expect(all.map(({ what }) => what)).toEqual([
      'MongoDB',
      'Clock against MongoDB',
      'Slack token',
      'Slack scopes',
      'Clock against Slack',
      expect.stringMatching(/^Channel #/),
      'Encryption keys',
      'Queue',
      'Endpoint web',
      'Destination crm',
    ])
    const shown = await world.slack.command({ user: ADMIN, channel: CHANNEL, text: '/leads doctor' })
    await shown.ephemeral()
    const said = seen([...world.slack.state.messages.values()].findLast(({ onlyFor }) => onlyFor === ADMIN)?.blocks)
    expect(said).toMatch(/MongoDB.*state\s+ok.*Slack token/s)
  })

  test('says of each thing that is wrong what to type', async () => {
    const world = await aWorld({ slack: { scopes: ['chat:write', 'commands', 'users:read', 'channels:read'] } })
    const elsewhere = ['endpoint', 'add', '--source', 'agentflow', '--channel']
    const [channel] = [...world.slack.state.channels.values()]
    expect(channel?.id).toBe(CHANNEL)
    await world.admin(...elsewhere, 'C0GONE00', '--name', 'lost')
    await world.admin('endpoint', 'disable', 'web')
    await world.admin('settings', 'set', 'digest_channel=C0NOWHERE')
    await world.admin(
      'destination',
      'add',
      '--name',
      'typo',
      '--url',
      'https://no-such-host.example/x',
      '--events',
      'lead.scored',
    )
    await world.admin('destination', 'pause', 'crm')
    const states = (await world.findings()).map(({ state }) => state)
    expect(states).toEqual(['fail', 'warn', 'ok'].flatMap((one) => states.filter((state) => state === one)))
    expect(await world.about(/scopes/)).toMatchObject({ state: 'warn', detail: expect.stringMatching(/files:write/) })
    expect(await world.about(/C0GONE00/)).toMatchObject({
      state: 'fail',
      fix: expect.stringMatching(/invite @greenlight/),
    })
    expect(await world.about(/C0NOWHERE/)).toMatchObject({ state: 'fail' })
    expect(await world.about(/Endpoint web/)).toMatchObject({ state: 'warn', fix: 'endpoint enable web' })
    expect(await world.about(/Endpoint lost/)).toMatchObject({ state: 'warn', fix: 'endpoint test lost' })
    expect(await world.about(/typo/)).toMatchObject({
      state: 'fail',
      detail: expect.stringMatching(/no address/),
      fix: expect.stringMatching(/edit typo/),
    })
    expect(await world.about(/Destination crm/)).toMatchObject({ state: 'warn', fix: 'destination resume crm' })
  })

  test('goes on when Slack refuses the token, and tells the rest', async () => {
    const world = await aWorld()
    world.slack.fail('auth.test', { error: 'invalid_auth' })
    const all = await world.findings()
    expect(all.find(({ what }) => what === 'Slack token')).toMatchObject({ state: 'fail', detail: 'invalid_auth' })
    expect(all.map(({ what }) => what)).toContain('Destination crm')
  })
})
