import { createHash } from 'node:crypto'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Settings } from '../../src/lead/workspace.ts'
import { anEndpoint } from '../support/endpoints.ts'
import { aDestination } from '../support/leads.ts'
import { openStores } from './stores.ts'

const KEY = 'url-key-that-is-a-credential'
const SECRET = 'whsec_of-the-endpoint'

describe('an endpoint', () => {
  it('is found by its key, and neither key nor secret stands in the database', async () => {
    const { endpoints, raw } = await openStores('set_up')
    await endpoints.insert(anEndpoint(), KEY)
    expect(await endpoints.byKey(KEY)).toEqual(anEndpoint())
    const stored = JSON.stringify(await raw('endpoints').findOne())
    expect(stored).toContain(createHash('sha256').update(KEY).digest('hex'))
    expect(stored).not.toContain(KEY)
    expect(stored).not.toContain(SECRET)
  })

  it('that another process adds works here at once, though it was asked for before', async () => {
    const here = await openStores('set_up')
    const there = await here.elsewhere()
    expect(await here.endpoints.byKey(KEY)).toBeNull()
    await there.endpoints.insert(anEndpoint(), KEY)
    expect(await here.endpoints.byKey(KEY)).toEqual(anEndpoint())
  })

  it('has a name of its own in its workspace', async () => {
    const { endpoints } = await openStores('set_up')
    await endpoints.insert(anEndpoint(), KEY)
    await expect(endpoints.insert(anEndpoint({ id: 'ep_2' }), 'other')).rejects.toMatchObject({ code: 'conflict' })
    await endpoints.insert(anEndpoint({ id: 'ep_3', workspace: 'T0OTHERS' }), 'third')
    expect(await endpoints.list('T0OURS')).toEqual([anEndpoint()])
  })
})

it('a setting that one process changes holds in another half a second later', async () => {
  const here = await openStores('set_up')
  const there = await here.elsewhere()
  await here.workspaces.remember({ id: 'T0OURS', name: 'Ours', url: null, botUserId: null, publicUrl: null })
  const seconds = async () => (await there.workspaces.lately('T0OURS'))?.settings.undo_seconds
  expect(await seconds()).toBe(5)
  await here.workspaces.saveSettings('T0OURS', 0, { undo_seconds: 0 })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 500 })
  onTestFinished(() => void vi.useRealTimers())
  expect(await seconds()).toBe(0)
})

describe('a destination', () => {
  const crm = aDestination({ headers: { authorization: 'Bearer of-the-crm' } })

  it('comes back as it was, and neither URL, headers nor secret stand in the database', async () => {
    const { destinations, raw } = await openStores('set_up')
    await destinations.insert(crm)
    expect(await destinations.find(crm.id)).toEqual(crm)
    const stored = JSON.stringify(await raw('destinations').findOne())
    for (const secret of ['crm.example', 'of-the-crm', 'whsec_']) expect(stored).not.toContain(secret)
  })

  it('that another process adds is told of the next event at once', async () => {
    const here = await openStores('set_up')
    const there = await here.elsewhere()
    expect(await here.destinations.list(crm.workspace)).toEqual([])
    await there.destinations.insert(crm)
    expect(await here.destinations.list(crm.workspace)).toEqual([crm])
    await there.destinations.insert(aDestination({ id: 'dest_2', name: 'Second' }))
    expect(await here.destinations.list(crm.workspace)).toHaveLength(2)
    expect(await here.destinations.list('T0OTHERS')).toEqual([])
  })

  it('has a name of its own, and says why it is off', async () => {
    const { destinations } = await openStores('set_up')
    await destinations.insert(crm)
    await expect(destinations.insert({ ...crm, id: 'dest_2' })).rejects.toMatchObject({ code: 'conflict' })
    await destinations.update(crm, { state: 'disabled', stateReason: 'it answered 410 Gone' })
    const off = { ...crm, state: 'disabled', stateReason: 'it answered 410 Gone' }
    expect(await destinations.find(crm.id)).toEqual(off)
    expect(await destinations.list(crm.workspace)).toEqual([off])
  })

  it('keeps the secret of whoever rotated first: the second, who saw the old one, is told', async () => {
    const { destinations } = await openStores('destinations')
    const crm = aDestination({ id: 'dest_rotated' })
    await destinations.insert(crm)
    const rotated = (current: string) => ({
      secrets: { current, previous: crm.secrets.current, previousUntil: new Date(Date.now() + 3_600_000) },
    })
    await destinations.update(crm, rotated('whsec_first'))
    await expect(destinations.update(crm, rotated('whsec_second'))).rejects.toMatchObject({ code: 'conflict' })
    expect((await destinations.find(crm.id))?.secrets.current).toBe('whsec_first')
  })

  it.each([
    ['mapping', { mapping: { name: '{{name}}' } }, { mapping: null }],
    ['settings', { settings: { list: '1' } }, { settings: { list: '2' } }],
    ['state', { state: 'paused' as const }, { state: 'on' as const }],
  ])('keeps the %s of whoever changed it first: the second, who saw the old one, is told', async (_, first, second) => {
    const { destinations } = await openStores('destinations')
    await destinations.insert({ ...crm, mapping: { name: 'old' }, state: 'disabled' })
    const seen = await destinations.fresh(crm.id)
    if (!seen) throw new Error('no destination')
    await destinations.update(seen, first)
    await expect(destinations.update(seen, second)).rejects.toMatchObject({ code: 'conflict' })
    await destinations.update(seen, { policy: 'leadflo' })
    expect(await destinations.fresh(crm.id)).toMatchObject({ ...first, policy: 'leadflo' })
  })

  it('takes no name that another one has', async () => {
    const { destinations } = await openStores('destinations')
    await destinations.insert(crm)
    const second = aDestination({ id: 'dest_2', name: 'Second' })
    await destinations.insert(second)
    await expect(destinations.update(second, { name: crm.name })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('whose sealed secrets were put into another row does not open', async () => {
    const { destinations, raw } = await openStores('set_up')
    await destinations.insert(crm)
    const stored = await raw('destinations').findOne()
    await raw('destinations').insertOne({ ...stored, _id: 'dest_2', name: 'Second' })
    await expect(destinations.find('dest_2')).rejects.toThrow()
  })
})

it('a workspace keeps its settings when Slack names it again', async () => {
  const { workspaces } = await openStores('set_up')
  const team = { id: 'T0OURS', name: 'Ours', url: 'https://ours.slack.com/', botUserId: 'U0BOT', publicUrl: null }
  expect(await workspaces.find(team.id)).toBeNull()
  await workspaces.remember(team)
  const settings = Settings.parse({ undo_seconds: 0, auto_approve: 85, auto_reject: 20 })
  expect((await workspaces.find(team.id))?.settings).toEqual(Settings.parse({}))
  await workspaces.saveSettings(team.id, 0, settings)
  await workspaces.remember({ ...team, name: 'Ours, renamed' })
  expect(await workspaces.list()).toEqual([{ ...team, name: 'Ours, renamed', settings, settingsRevision: 1, away: {} }])
})
