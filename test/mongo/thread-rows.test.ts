import { expect, it } from 'vitest'
import { openStores } from './stores.ts'

const place = { workspace: 'T0OURS', channel: 'C0LEADS', lead: 'lead_1' }
const claim = (stores: Awaited<ReturnType<typeof openStores>>, token: string) =>
  stores.posts.claim(place.workspace, place.channel, true, token)

it('rows that wait together are one line, and what happens while it is posted is the next', async () => {
  const stores = await openStores('thread_rows')
  await stores.posts.tellHistory(place, 2)
  await stores.posts.tellHistory(place, 4)
  const first = await claim(stores, 'first')
  expect(first).toMatchObject({ rows: { from: 0, to: 4 } })
  await stores.posts.tellHistory(place, 5)
  if (first) await stores.posts.shown(first, '1.1')
  expect(await claim(stores, 'second')).toMatchObject({ rows: { from: 5, to: 5 } })
})

it('whoever comes late with an older state adds nothing', async () => {
  const stores = await openStores('thread_rows')
  await stores.posts.tellHistory(place, 4)
  const first = await claim(stores, 'first')
  if (first) await stores.posts.shown(first, '1.1')
  await stores.posts.tellHistory(place, 3)
  await stores.posts.tellHistory(place, 4)
  expect(await claim(stores, 'second')).toBeNull()
})

it('a race of many tells every row once', async () => {
  const stores = await openStores('thread_rows')
  const there = await stores.elsewhere()
  const told: number[] = []
  const poster = async () => {
    for (let i = 0; i < 30; i++) {
      const post = await claim(stores, `token_${i}`)
      if (!post?.rows) continue
      for (let row = post.rows.from; row <= post.rows.to; row++) told.push(row)
      await stores.posts.shown(post, `1.${i}`)
    }
  }
  const rows = Array.from({ length: 40 }, (_, row) => row)
  await Promise.all([...rows.map((row) => (row % 2 ? stores : there).posts.tellHistory(place, row)), poster()])
  await poster()
  expect(told).toEqual(rows)
})

it('cards go before the history, and the history before the lines of destinations', async () => {
  const stores = await openStores('thread_rows')
  await stores.posts.want([{ ...place, destination: 'dest_1' }])
  await stores.posts.tellHistory(place, 1)
  await stores.posts.want([{ ...place, destination: null }])
  const order = [await claim(stores, 'a'), await claim(stores, 'b'), await claim(stores, 'c')].map((post) => post?.id)
  expect(order).toEqual(['lead_1:card', 'lead_1:history:000000', 'lead_1:dest_1'])
})
