import { describe, expect, it } from 'vitest'
import { openStores } from './stores.ts'

const WORKSPACE = 'T0OURS'
const CHANNEL = 'C0LEADS'

describe('a channel', () => {
  it('has one holder at a time, across processes', async () => {
    const stores = await openStores('channels')
    const there = await stores.elsewhere()
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? stores : there).channels.take(WORKSPACE, CHANNEL, `token_${n}`)),
    )
    expect(taken.filter(Boolean)).toEqual([{ waitMs: 0, hushMs: 0 }])
    expect(await stores.channels.take(WORKSPACE, 'C0OTHER', 'another')).toEqual({ waitMs: 0, hushMs: 0 })
  })

  it('stays with whoever has it, and goes to the next when given back', async () => {
    const { channels } = await openStores('channels')
    await channels.take(WORKSPACE, CHANNEL, 'first')
    expect(await channels.take(WORKSPACE, CHANNEL, 'first')).not.toBeNull()
    await channels.release(WORKSPACE, CHANNEL, 'second')
    expect(await channels.take(WORKSPACE, CHANNEL, 'second')).toBeNull()
    await channels.release(WORKSPACE, CHANNEL, 'first')
    expect(await channels.take(WORKSPACE, CHANNEL, 'second')).not.toBeNull()
  })

  it('goes to the next when its holder is gone', async () => {
    const { channels, raw } = await openStores('channels')
    await channels.take(WORKSPACE, CHANNEL, 'first')
    await raw('channels').updateMany({}, { $set: { leaseEnds: new Date(Date.now() - 1) } })
    expect(await channels.take(WORKSPACE, CHANNEL, 'second')).not.toBeNull()
    expect(await channels.take(WORKSPACE, CHANNEL, 'first')).toBeNull()
  })

  it('keeps its pace for whoever has it next, until the pause is over', async () => {
    const { channels, raw } = await openStores('channels')
    await channels.take(WORKSPACE, CHANNEL, 'first')
    await channels.posted(WORKSPACE, CHANNEL, 60_000, true)
    await channels.release(WORKSPACE, CHANNEL, 'first')
    const slot = await channels.take(WORKSPACE, CHANNEL, 'second')
    expect(slot?.waitMs).toBeGreaterThan(0)
    expect(slot?.waitMs).toBeLessThanOrEqual(60_000)
    await raw('channels').updateMany({}, { $set: { mayPostAt: new Date(Date.now() - 1) } })
    expect(await channels.take(WORKSPACE, CHANNEL, 'second')).toEqual({ waitMs: 0, hushMs: 0 })
  })

  it('may be edited while it keeps its pace, but not while Slack wants quiet', async () => {
    const { channels } = await openStores('channels')
    await channels.take(WORKSPACE, CHANNEL, 'first')
    await channels.posted(WORKSPACE, CHANNEL, 60_000, true)
    expect((await channels.take(WORKSPACE, CHANNEL, 'first'))?.hushMs).toBe(0)
    await channels.hush(WORKSPACE, CHANNEL, 60_000)
    const slot = await channels.take(WORKSPACE, CHANNEL, 'first')
    expect(slot?.hushMs).toBeGreaterThan(0)
    expect(slot?.waitMs).toBeGreaterThan(0)
  })

  it('that refused posts and took one since, is blocked anew when it refuses again', async () => {
    const { channels } = await openStores('channels')
    await channels.take(WORKSPACE, CHANNEL, 'first')
    expect((await channels.block(WORKSPACE, CHANNEL, 0)).isNew).toBe(true)
    await channels.posted(WORKSPACE, CHANNEL, 0, false)
    expect((await channels.block(WORKSPACE, CHANNEL, 0)).isNew).toBe(false)
    await channels.posted(WORKSPACE, CHANNEL, 0, true)
    expect((await channels.block(WORKSPACE, CHANNEL, 0)).isNew).toBe(true)
  })
})
