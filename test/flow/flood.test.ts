import { expect, it } from 'vitest'
import { floodOf } from '../../src/flow/flood.ts'
import type { Lead } from '../../src/lead/lead.ts'
import type { Post } from '../../src/lead/post.ts'
import { openStores } from '../mongo/stores.ts'
import { aConversation, aLead, aScore } from '../support/leads.ts'

const place = { workspace: 'T0OURS', channel: 'C0LEADS' }
const token = 'token'
const warm = { score: aScore({ band: 'review' }) }

async function channelWith(cards: number) {
  const { posts } = await openStores('flood')
  for (let n = 0; n < cards; n++) {
    await posts.want([{ ...place, lead: `lead_${n}`, destination: null }])
    const post = await posts.claim(place.workspace, place.channel, true, token)
    if (post) await posts.shown(post, `1.${n}`, true)
  }
  await posts.want([{ ...place, lead: 'lead_new', destination: null }])
  const post = await posts.claim(place.workspace, place.channel, true, token)
  if (!post) throw new Error('nothing is due')
  const ask = (lead: Partial<Lead>, of: Post = post, waitedMs = 5000) =>
    floodOf({ posts, now: () => new Date(Date.now() + waitedMs) }, of, aLead(lead))
  return { posts, post, ask }
}

it('the twentieth waiting card of a minute is posted, and the next one is folded', async () => {
  expect(await (await channelWith(19)).ask(warm)).toBeNull()
  expect(await (await channelWith(20)).ask(warm)).toMatch(/^notice:flood:C0LEADS:\d+$/)
})

it('cards that come no faster than Slack takes them are all posted', async () => {
  const { ask, post } = await channelWith(40)
  expect(await ask(warm, post, 0)).toBeNull()
})

it('what is hot, urgent, waits for a person or is decided keeps its card', async () => {
  const { ask, post } = await channelWith(20)
  expect(await ask({ score: aScore({ band: 'approve' }) })).toBeNull()
  expect(await ask({ ...warm, severity: 'urgent' })).toBeNull()
  expect(await ask({ ...warm, flags: ['needs_human'] })).toBeNull()
  expect(await ask({ ...warm, conversation: aConversation() })).toBeNull()
  expect(await ask({ ...warm, state: 'rejected' })).toBeNull()
  expect(await ask(warm, { ...post, ts: '1.1' })).toBeNull()
})

it('a flood goes on under its own line, which counts what was folded, once each', async () => {
  const { ask, posts, post } = await channelWith(20)
  const flood = await ask(warm)
  if (!flood) throw new Error('no flood')
  await posts.fold(post, flood)
  expect(await posts.countFolded(flood)).toBe(1)
  expect(await ask(warm)).toBe(flood)
  expect(await posts.claim(place.workspace, place.channel, true, token)).toMatchObject({ id: flood, ts: null })
  await posts.want([{ ...place, lead: 'lead_new', destination: null }])
  const again = await posts.claim(place.workspace, place.channel, true, 'again')
  if (!again) throw new Error('it was wanted again')
  expect(await ask({ ...warm, state: 'approved' }, again)).toBe(flood)
  await posts.fold(again, flood)
  expect(await posts.countFolded(flood)).toBe(1)
  expect(await ask({ severity: 'urgent' }, again)).toBeNull()
})

it('a card that is posted after all brings the lines with it that were laid aside', async () => {
  const { ask, posts, post } = await channelWith(20)
  const flood = await ask(warm)
  if (!flood) throw new Error('no flood')
  await posts.fold(post, flood)
  await posts.tellHistory({ ...place, lead: 'lead_new' }, 1)
  const laidAside = await posts.claim(place.workspace, place.channel, true, 'line')
  const line = laidAside?.id === flood ? await posts.claim(place.workspace, place.channel, true, 'line') : laidAside
  if (!line?.rows) throw new Error('the line is not due')
  await posts.shown(line, null)
  await posts.want([{ ...place, lead: 'lead_new', destination: null }])
  const card = await posts.claim(place.workspace, place.channel, true, 'card')
  if (!card) throw new Error('the card is not due')
  await posts.shown(card, '2.1', true)
  expect(await posts.countFolded(flood)).toBe(0)
  expect(await posts.claim(place.workspace, place.channel, true, 'late')).toMatchObject({ rows: { from: 0, to: 1 } })
})
