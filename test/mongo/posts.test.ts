import { describe, expect, it } from 'vitest'
import type { ClaimedPost } from '../../src/flow/ports.ts'
import { type OpenStores, openStores } from './stores.ts'

const WORKSPACE = 'T0OURS'
const CHANNEL = 'C0LEADS'
const card = { workspace: WORKSPACE, channel: CHANNEL, lead: 'lead_1', destination: null }
const line = { ...card, destination: 'dest_1' }
const SOON = { error: 'channel_not_found', retryMs: 0, doubtful: false, forgetTs: false }
const LATER = { ...SOON, retryMs: 60_000 }

const claim = ({ posts }: OpenStores, token = 'first', mayPost = true) =>
  posts.claim(WORKSPACE, CHANNEL, mayPost, token)

async function claimed(stores: OpenStores, token = 'first'): Promise<ClaimedPost> {
  const post = await claim(stores, token)
  if (!post) throw new Error('nothing was due')
  return post
}

const expireLeases = ({ raw }: OpenStores) =>
  raw('posts').updateMany({ token: { $ne: null } }, { $set: { dueAt: new Date(Date.now() - 1) } })

describe('a post', () => {
  it('that is wanted many times at once is one post that shows the last state', async () => {
    const stores = await openStores('posts')
    const there = await stores.elsewhere()
    await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 ? stores : there).posts.want([card, line])))
    expect(await stores.raw('posts').countDocuments()).toBe(2)
    expect((await claimed(stores)).wanted).toBe(50)
  })

  it('is held by one at a time', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    const claims = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(stores, `token_${n}`)))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  it('that is shown is not due again, and is edited where it stands', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    await stores.posts.shown(await claimed(stores), '1.1')
    expect(await claim(stores)).toBeNull()
    expect(await stores.posts.dueChannels()).toEqual([])
    await stores.posts.want([card])
    expect(await claimed(stores)).toMatchObject({ id: 'lead_1:card', ts: '1.1', wanted: 2, doubtful: false })
  })

  it('that is wanted anew while it is held is due again once it was shown', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    const post = await claimed(stores)
    await stores.posts.want([card])
    expect(await claim(stores, 'second')).toBeNull()
    await stores.posts.shown(post, '1.1')
    expect(await claimed(stores, 'second')).toMatchObject({ wanted: 2, ts: '1.1' })
  })

  it('that failed is due after its wait, and keeps count until it is shown', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    await stores.posts.failed(await claimed(stores), SOON)
    const again = await claimed(stores)
    expect(again).toMatchObject({ failures: 1, doubtful: false })
    await stores.posts.failed(again, LATER)
    expect(await claim(stores)).toBeNull()
    await stores.posts.want([card])
    await stores.posts.shown(await claimed(stores), '1.1')
    expect(await stores.posts.find('lead_1', null)).toMatchObject({ failures: 0, ts: '1.1' })
  })

  it('keeps an error word for word, also one that reads like a query', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    await stores.posts.failed(await claimed(stores), { ...SOON, error: '$ts' })
    expect(await stores.raw('posts').findOne()).toMatchObject({ error: '$ts' })
  })

  it('that somebody deleted in Slack is posted anew', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    await stores.posts.shown(await claimed(stores), '1.1')
    await stores.posts.want([card])
    await stores.posts.failed(await claimed(stores), { ...SOON, forgetTs: true })
    expect(await claimed(stores)).toMatchObject({ ts: null, doubtful: false })
  })
})

describe('a click on a card', () => {
  it('tells where it stands when Slack’s answer was lost, so that no second copy follows', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    await claimed(stores)
    await stores.posts.seen('lead_1', '1.1')
    await expireLeases(stores)
    expect(await claimed(stores, 'second')).toMatchObject({ ts: '1.1', doubtful: false })
  })

  it('changes nothing once the place is known', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    await stores.posts.shown(await claimed(stores), '1.1')
    await stores.posts.seen('lead_1', '9.9')
    expect((await stores.posts.find('lead_1', null))?.ts).toBe('1.1')
  })
})

describe('a lease that ran out', () => {
  it('before a first post was confirmed leaves it doubtful, for a second copy may follow', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    const lost = await claimed(stores)
    expect(lost.doubtful).toBe(false)
    await expireLeases(stores)
    const second = await claimed(stores, 'second')
    expect(second.doubtful).toBe(true)
    await stores.posts.shown(lost, '1.1')
    expect(await stores.posts.find('lead_1', null)).toMatchObject({ ts: null })
    await stores.posts.shown(second, '1.2')
    expect(await stores.posts.find('lead_1', null)).toMatchObject({ ts: '1.2', doubtful: true })
  })

  it('during an edit leaves no doubt, for an edit may be repeated', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    await stores.posts.shown(await claimed(stores), '1.1')
    await stores.posts.want([card])
    await claimed(stores)
    await expireLeases(stores)
    expect((await claimed(stores, 'second')).doubtful).toBe(false)
  })
})

describe('in a channel', () => {
  it('only edits go on while nothing may be posted', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card])
    await stores.posts.shown(await claimed(stores), '1.1')
    await stores.posts.want([{ ...card, lead: 'lead_2' }])
    expect(await claim(stores, 'first', false)).toBeNull()
    await stores.posts.want([card])
    expect(await claim(stores, 'first', false)).toMatchObject({ lead: 'lead_1' })
    expect(await claim(stores, 'second', true)).toMatchObject({ lead: 'lead_2' })
  })

  it('a line that came before its card is due as soon as the card stands', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([line])
    await stores.posts.failed(await claimed(stores), { ...LATER, error: 'no card yet' })
    await stores.posts.want([card])
    await stores.posts.shown(await claimed(stores), '1.1')
    expect(await claimed(stores)).toMatchObject({ destination: 'dest_1' })
  })

  it('what is due is found, each channel once', async () => {
    const stores = await openStores('posts')
    await stores.posts.want([card, line, { ...card, channel: 'C0OTHER', lead: 'lead_2' }])
    const channels = (await stores.posts.dueChannels()).map(({ channel }) => channel)
    expect(channels.sort()).toEqual(['C0LEADS', 'C0OTHER'])
  })
})
