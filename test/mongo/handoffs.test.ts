import { describe, expect, it } from 'vitest'
import type { Claimed } from '../../src/flow/ports.ts'
import type { Handoff } from '../../src/handoff/handoff.ts'
import { retried } from '../../src/handoff/transitions.ts'
import { FIRST_SEQ } from '../../src/lead/change.ts'
import { aHandoff, anAttempt } from '../support/leads.ts'
import { type OpenStores, openStores } from './stores.ts'

const MINUTE_MS = 60_000
const DESTINATION = 'dest_1'
const handoffId = (n: number) => `ho_${String(n).padStart(26, '0')}`
const ago = (ms: number) => new Date(Date.now() - ms)

/** Due handoff number `n` of a lead of its own. */
function due(n: number, overrides: Partial<Handoff> = {}): Handoff {
  const now = new Date()
  return aHandoff({
    id: handoffId(n),
    lead: `lead_${n}`,
    seq: n * FIRST_SEQ,
    createdAt: now,
    nextAttemptAt: now,
    ...overrides,
  })
}

function delivered({ handoff }: Claimed): Handoff {
  const attempts = [...handoff.attempts, anAttempt({ n: handoff.attempts.length + 1 })]
  return { ...handoff, state: 'delivered', attempts, nextAttemptAt: null, finishedAt: new Date() }
}

function failed({ handoff }: Claimed, nextAttemptAt: Date): Handoff {
  const attempts = [...handoff.attempts, anAttempt({ n: handoff.attempts.length + 1, status: 503, class: 'transient' })]
  return { ...handoff, attempts, nextAttemptAt, step: handoff.step + 1 }
}

const ids = (claimed: Claimed[]) => claimed.map(({ handoff }) => handoff.id)

async function claimOne({ handoffs }: Pick<OpenStores, 'handoffs'>, token: string): Promise<Claimed> {
  const [claimed] = await handoffs.claim(DESTINATION, 1, token)
  if (!claimed) throw new Error('nothing was due')
  return claimed
}

/** As if the lease of everything that is held had run out. */
const expireLeases = ({ raw }: OpenStores) =>
  raw('handoffs').updateMany({ token: { $ne: null } }, { $set: { dueAt: ago(1) } })
const dueAt = async ({ raw }: OpenStores, id: string) => (await raw('handoffs').findOne({ _id: id }))?.dueAt
const makeDue = ({ raw }: OpenStores, id: string) => raw('handoffs').updateOne({ _id: id }, { $set: { dueAt: ago(1) } })

describe('a handoff', () => {
  it('is stored once, and comes back as it was', async () => {
    const { handoffs } = await openStores('handoffs')
    const handoff = due(1, { body: JSON.stringify({ 'a.b': '$c', $d: null }) })
    await handoffs.insert([handoff, due(2)])
    await handoffs.insert([{ ...handoff, hint: 'a second time' }, due(3)])
    expect(await handoffs.find(handoff.id)).toEqual(handoff)
    expect(await handoffs.ofLead('lead_3')).toHaveLength(1)
    expect(await handoffs.find('ho_unknown')).toBeNull()
  })

  it('is claimed by one of many at a time, all of them once', async () => {
    const here = await openStores('handoffs')
    const there = await here.elsewhere()
    await here.handoffs.insert(Array.from({ length: 60 }, (_, n) => due(n)))
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, n) => (n % 2 ? here : there).handoffs.claim(DESTINATION, 100, `token_${n}`)),
    )
    const claimed = claims.flatMap(ids)
    expect(claimed).toHaveLength(60)
    expect(new Set(claimed).size).toBe(60)
    expect(await here.handoffs.claim(DESTINATION, 100, 'late')).toEqual([])
  })

  it('is claimed up to a limit, only of its destination, only when due', async () => {
    const stores = await openStores('handoffs')
    const elsewhere = due(1, { destination: { id: 'dest_2', name: 'Other' } })
    const later = due(2, { nextAttemptAt: new Date(Date.now() + MINUTE_MS) })
    await stores.handoffs.insert([elsewhere, later, due(3), due(4), due(5)])
    expect(await stores.handoffs.claim(DESTINATION, 2, 'a')).toHaveLength(2)
    expect(await stores.handoffs.claim(DESTINATION, 9, 'b')).toHaveLength(1)
    expect((await stores.handoffs.dueDestinations()).sort()).toEqual(['dest_2'])
    expect(ids(await stores.handoffs.claim('dest_2', 9, 'c'))).toEqual([handoffId(1)])
  })
})

describe('a handoff that is stored in hand', () => {
  const mine = (handoff: Handoff): Claimed => ({ handoff, token: 'mine', isStored: false })

  it('is its own who stored it first, and nobody else claims it', async () => {
    const stores = await openStores('handoffs')
    const [held, theirs] = [mine(due(1)), { ...mine(due(1)), token: 'theirs' }]
    expect(await stores.handoffs.insertHeld(held)).toBe(true)
    expect(await stores.handoffs.insertHeld(theirs)).toBe(false)
    expect(await stores.handoffs.claim(DESTINATION, 9, 'second')).toEqual([])
    expect(await stores.handoffs.finish(theirs, delivered(theirs))).toBe('lease lost')
    expect(await stores.handoffs.finish(held, delivered(held))).toBe('saved')
  })

  it('is taken over when its process died, and is due at once when that gives it back', async () => {
    const stores = await openStores('handoffs')
    const [one, other] = [mine(due(1)), mine(due(2))]
    await Promise.all([one, other].map(stores.handoffs.insertHeld))
    await stores.handoffs.release([one])
    expect(ids(await stores.handoffs.claim(DESTINATION, 9, 'second'))).toEqual([handoffId(1)])
    await expireLeases(stores)
    expect(await stores.handoffs.claim(DESTINATION, 9, 'third')).toHaveLength(2)
  })

  it('holds the younger events of its lead like any other', async () => {
    const stores = await openStores('handoffs')
    const held = mine(due(1, { lead: 'lead_1', event: 'lead.scored' }))
    await stores.handoffs.insertHeld(held)
    await stores.handoffs.insert([due(2, { lead: 'lead_1' })])
    expect(await stores.handoffs.claim(DESTINATION, 9, 'second')).toEqual([])
    expect(await stores.handoffs.finish(held, delivered(held))).toBe('followed')
    expect(ids(await stores.handoffs.claim(DESTINATION, 9, 'third'))).toEqual([handoffId(2)])
  })
})

describe('a handoff whose first try went ahead of it', () => {
  const ahead = (n: number): Claimed => ({ handoff: due(n), token: 'mine', isStored: false })

  it('is stored with what came of it', async () => {
    const stores = await openStores('handoffs')
    const [one, other] = [ahead(1), ahead(2)]
    const [good, bad] = [delivered(one), failed(other, new Date())]
    expect(await Promise.all([stores.handoffs.finish(one, good), stores.handoffs.finish(other, bad)])).toEqual([
      'saved',
      'saved',
    ])
    expect(await stores.handoffs.find(handoffId(1))).toEqual(good)
    expect(await stores.handoffs.find(handoffId(2))).toEqual(bad)
    expect(ids(await stores.handoffs.claim(DESTINATION, 9, 'next'))).toEqual([handoffId(2)])
  })

  it('and that was stored meanwhile under its own lease is saved like any other', async () => {
    const stores = await openStores('handoffs')
    const claimed = ahead(1)
    await stores.handoffs.insertHeld(claimed)
    expect(await stores.handoffs.finish(claimed, delivered(claimed))).toBe('saved')
    expect(await stores.handoffs.find(handoffId(1))).toMatchObject({ state: 'delivered', attempts: [{ n: 1 }] })
  })

  it('and that somebody else stored meanwhile stays theirs', async () => {
    const stores = await openStores('handoffs')
    const [mine, theirs] = [ahead(1), { ...ahead(1), token: 'theirs' }]
    await stores.handoffs.insertHeld(theirs)
    expect(await stores.handoffs.finish(mine, delivered(mine))).toBe('lease lost')
    expect(await stores.handoffs.find(handoffId(1))).toMatchObject({ state: 'open', attempts: [] })
    expect(await stores.handoffs.finish(theirs, delivered(theirs))).toBe('saved')
  })
})

describe('a claim', () => {
  it('that begins at a time passes over what fell due before', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(1, { nextAttemptAt: ago(MINUTE_MS) }), due(2, { nextAttemptAt: ago(1000) })])
    expect(ids(await stores.handoffs.claim(DESTINATION, 9, 'first', ago(2000)))).toEqual([handoffId(2)])
    expect(ids(await stores.handoffs.claim(DESTINATION, 9, 'second'))).toEqual([handoffId(1)])
  })
})

describe('a lease', () => {
  it('that ran out is taken over, and its first holder can save nothing any more', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(1)])
    const first = await claimOne(stores, 'first')
    await expireLeases(stores)
    const second = await claimOne(stores, 'second')
    expect(second.handoff.id).toBe(first.handoff.id)
    expect(await stores.handoffs.finish(first, failed(first, new Date()))).toBe('lease lost')
    expect(await stores.handoffs.finish(second, delivered(second))).toBe('saved')
    expect(await stores.handoffs.finish(first, failed(first, new Date()))).toBe('lease lost')
    expect(await stores.handoffs.find(handoffId(1))).toMatchObject({ state: 'delivered', attempts: [{ status: 201 }] })
  })

  it('is told lost or kept one by one when many finish together', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(1), due(2), due(3)])
    const claimed = await stores.handoffs.claim(DESTINATION, 3, 'mine')
    await stores.raw('handoffs').updateOne({ _id: handoffId(2) }, { $set: { token: 'theirs' } })
    const kept = await Promise.all(claimed.map((one) => stores.handoffs.finish(one, delivered(one))))
    expect(Object.fromEntries(claimed.map((one, i) => [one.handoff.id, kept[i]]))).toEqual({
      [handoffId(1)]: 'saved',
      [handoffId(2)]: 'lease lost',
      [handoffId(3)]: 'saved',
    })
  })

  it('that is renewed is not taken over', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(1)])
    const first = await claimOne(stores, 'first')
    await expireLeases(stores)
    await stores.handoffs.renew([first])
    expect(await stores.handoffs.claim(DESTINATION, 1, 'second')).toEqual([])
  })

  it('that is released makes what was not tried due again as before', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(1), due(2)])
    const claimed = await stores.handoffs.claim(DESTINATION, 2, 'first')
    const [tried] = claimed
    if (tried) await stores.handoffs.finish(tried, failed(tried, new Date(Date.now() + MINUTE_MS)))
    await stores.handoffs.release(claimed.slice(1))
    expect(ids(await stores.handoffs.claim(DESTINATION, 9, 'second'))).toEqual(ids(claimed.slice(1)))
  })
})

describe('what came of a try', () => {
  it('adds to the log, and names the next time', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(1)])
    const first = await claimOne(stores, 'first')
    const next = new Date(Date.now() + MINUTE_MS)
    await stores.handoffs.finish(first, failed(first, next))
    expect(await dueAt(stores, handoffId(1))).toEqual(next)
    await makeDue(stores, handoffId(1))
    const second = await claimOne(stores, 'second')
    await stores.handoffs.finish(second, delivered(second))
    expect((await stores.handoffs.find(handoffId(1)))?.attempts.map(({ n, status }) => [n, status])).toEqual([
      [1, 503],
      [2, 201],
    ])
    expect(await dueAt(stores, handoffId(1))).toBeNull()
  })

  it('adds nothing to the log where nothing was tried', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(1, { attempts: [] })])
    const first = await claimOne(stores, 'first')
    await stores.handoffs.finish(first, failed(first, ago(1)))
    const second = await claimOne(stores, 'second')
    await stores.handoffs.finish(second, { ...second.handoff, state: 'parked', nextAttemptAt: null })
    expect((await stores.handoffs.find(handoffId(1)))?.attempts).toHaveLength(1)
  })

  it('waits to be told in the thread until it was told', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(1), due(2, { channel: null })])
    const untold = () => stores.handoffs.untoldSince(new Date(), 10)
    expect((await untold()).map(({ id }) => id)).toEqual([handoffId(1)])
    await stores.handoffs.told(handoffId(1))
    expect(await untold()).toEqual([])
    const claimed = await stores.handoffs.claim(DESTINATION, 9, 'first')
    await Promise.all(claimed.map((one) => stores.handoffs.finish(one, delivered(one))))
    expect((await untold()).map(({ id }) => id)).toEqual([handoffId(1)])
  })
})

describe('a manual retry', () => {
  it('is refused while the handoff is in hand, and when it changed meanwhile', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(1)])
    const seen = due(1)
    const first = await claimOne(stores, 'first')
    expect(await stores.handoffs.reopen(seen, retried(seen, 'manual', new Date()))).toBe(false)
    await stores.handoffs.finish(first, { ...failed(first, new Date()), state: 'parked', nextAttemptAt: null })
    expect(await stores.handoffs.reopen(seen, retried(seen, 'manual', new Date()))).toBe(false)
    const parked = await stores.handoffs.find(handoffId(1))
    if (!parked) throw new Error('the handoff is gone')
    expect(await stores.handoffs.reopen(parked, retried(parked, 'manual', ago(1)))).toBe(true)
    expect((await claimOne(stores, 'second')).handoff).toMatchObject({ trigger: 'manual', step: 0, state: 'open' })
  })
})

describe('of one lead at one destination', () => {
  const elder = due(1, { lead: 'lead_1' })
  const younger = due(2, { lead: 'lead_1' })

  it('the younger event waits for the elder, and is free once that is done', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(2, { lead: 'lead_1' }), due(1, { lead: 'lead_1' }), due(3)])
    const claimed = await stores.handoffs.claim(DESTINATION, 9, 'first')
    expect(ids(claimed).sort()).toEqual([handoffId(1), handoffId(3)])
    expect(await stores.handoffs.claim(DESTINATION, 9, 'second')).toEqual([])
    const first = claimed.find(({ handoff }) => handoff.id === handoffId(1))
    if (first) await stores.handoffs.finish(first, delivered(first))
    expect(ids(await stores.handoffs.claim(DESTINATION, 9, 'second'))).toEqual([handoffId(2)])
  })

  it('the younger event waits also while the elder is between two tries, and a parked one frees it', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([elder, younger])
    const first = await claimOne(stores, 'first')
    await stores.handoffs.finish(first, failed(first, new Date(Date.now() + MINUTE_MS)))
    expect(await stores.handoffs.claim(DESTINATION, 9, 'second')).toEqual([])
    await makeDue(stores, elder.id)
    const again = await claimOne(stores, 'third')
    await stores.handoffs.finish(again, { ...failed(again, new Date()), state: 'parked', nextAttemptAt: null })
    expect(ids(await stores.handoffs.claim(DESTINATION, 9, 'fourth'))).toEqual([younger.id])
  })

  it('the younger event waits no longer than ten minutes', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([due(1, { lead: 'lead_1', nextAttemptAt: new Date(Date.now() + 60 * MINUTE_MS) })])
    await stores.handoffs.insert([due(2, { lead: 'lead_1', createdAt: ago(10 * MINUTE_MS) })])
    expect(ids(await stores.handoffs.claim(DESTINATION, 9, 'first'))).toEqual([handoffId(2)])
  })

  it('a younger event that went ahead keeps its own next time when the elder is done', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([elder, younger])
    await stores.handoffs.claim(DESTINATION, 9, 'first')
    await stores
      .raw('handoffs')
      .updateOne({ _id: younger.id }, { $set: { createdAt: ago(11 * MINUTE_MS), dueAt: ago(1) } })
    const ahead = await claimOne(stores, 'second')
    expect(ahead.handoff.id).toBe(younger.id)
    const next = new Date(Date.now() + 30 * MINUTE_MS)
    await stores.handoffs.finish(ahead, failed(ahead, next))
    const first = { handoff: elder, token: 'first', isStored: true }
    expect(await stores.handoffs.finish(first, delivered(first))).toBe('saved')
    expect(await dueAt(stores, younger.id)).toEqual(next)
  })

  it('the same lead at another destination waits for nothing', async () => {
    const stores = await openStores('handoffs')
    await stores.handoffs.insert([elder, { ...younger, destination: { id: 'dest_2', name: 'Other' } }])
    expect(ids(await stores.handoffs.claim('dest_2', 9, 'first'))).toEqual([younger.id])
  })
})

it('the log shows the newest first, of one workspace, and of one lead where asked', async () => {
  const { handoffs } = await openStores('handoffs')
  const at = (n: number) => ({ createdAt: ago((10 - n) * 1000) })
  await handoffs.insert([due(1, at(1)), due(2, at(2)), due(3, { ...at(3), workspace: 'T0OTHERS' })])
  const listed = async (filter: { lead?: string; limit: number }) =>
    (await handoffs.recent('T0OURS', filter)).map(({ id }) => id)
  expect(await listed({ limit: 9 })).toEqual([handoffId(2), handoffId(1)])
  expect(await listed({ limit: 1 })).toEqual([handoffId(2)])
  expect(await listed({ limit: 9, lead: 'lead_1' })).toEqual([handoffId(1)])
  expect(await listed({ limit: 9, lead: 'lead_3' })).toEqual([])
})
