import { describe, expect, it } from 'vitest'
import { scansIn } from '../../scripts/bench/scans.ts'
import type { InboxQuery } from '../../src/flow/ports.ts'
import { INBOX_LISTS, type InboxPlace, NO_FILTERS, placeOf } from '../../src/lead/inbox.ts'
import type { Lead } from '../../src/lead/lead.ts'
import { decided } from '../../src/lead/transitions.ts'
import { anIntake } from '../support/intake.ts'
import { ARRIVED, aHandoff, aLead, aPerson } from '../support/leads.ts'
import { type OpenStores, openStores } from './stores.ts'

const US = 'T0OURS'
const MINUTE_MS = 60_000
const approval = { outcome: 'approved', by: aPerson(), reason: null, note: null, owner: null, undoSeconds: 0 } as const
const at = (minutes: number) => new Date(ARRIVED.getTime() + minutes * MINUTE_MS)
const query = (changes: Partial<InboxQuery> = {}): InboxQuery => ({
  list: 'pending',
  user: 'U0SAM',
  filters: NO_FILTERS,
  after: null,
  limit: 10,
  now: at(60),
  ...changes,
})

async function stored(stores: OpenStores, ...leads: Partial<Lead>[]): Promise<Lead[]> {
  const made = leads.map((changes, i) => aLead({ id: `lead_${i}`, receivedAt: at(i), ...changes }))
  for (const lead of made) await stores.leads.insert(lead, anIntake({ dedupeKey: lead.id }))
  return made
}
const ids = (leads: readonly Lead[]) => leads.map(({ id }) => id)

describe('the inbox', () => {
  it('has the urgent first, then the newest, page by page without a gap or a repeat', async () => {
    const stores = await openStores('inbox')
    await stored(stores, {}, { severity: 'urgent' }, {}, { receivedAt: at(2) }, { severity: 'urgent' }, {})
    const seen: string[] = []
    let after: InboxPlace | null = null
    for (;;) {
      const page: Lead[] = await stores.leads.inbox(US, query({ after, limit: 2 }))
      const last = page.at(-1)
      if (!last) break
      seen.push(...ids(page))
      after = placeOf(last)
    }
    expect(seen).toEqual(['lead_4', 'lead_1', 'lead_5', 'lead_3', 'lead_2', 'lead_0'])
  })

  it('follows every change of a lead, and knows no other workspace', async () => {
    const stores = await openStores('inbox')
    const [lead] = await stored(stores, { owner: aPerson() }, { workspace: 'T0OTHERS', owner: aPerson() })
    if (!lead) throw new Error('nothing was stored')
    expect(ids(await stores.leads.inbox(US, query({ list: 'mine' })))).toEqual(['lead_0'])
    expect(await stores.leads.inbox(US, query({ list: 'mine', user: 'U0OTHER' }))).toEqual([])
    await stores.leads.advance(lead, decided(lead, approval, at(30)))
    expect(await stores.leads.inbox(US, query())).toEqual([])
    expect(ids(await stores.leads.inbox(US, query({ list: 'decided' })))).toEqual(['lead_0'])
    expect(await stores.leads.count(US, 'decided', '', at(60))).toBe(1)
    expect(await stores.leads.count(US, 'decided', '', at(60 + 31 * 24 * 60))).toBe(0)
  })

  it('lets a snoozed lead wait for nobody until it wakes', async () => {
    const stores = await openStores('inbox')
    await stored(stores, { owner: aPerson(), snooze: { until: at(60), by: aPerson() } })
    expect(await stores.leads.count(US, 'mine', 'U0SAM', at(59))).toBe(0)
    expect(await stores.leads.count(US, 'mine', 'U0SAM', at(60))).toBe(1)
    expect(await stores.leads.count(US, 'pending', 'U0SAM', at(59))).toBe(1)
  })

  it('is filtered by endpoint, source, band and owner', async () => {
    const stores = await openStores('inbox')
    const endpoint = { id: 'ep_2', name: 'bot', source: 'zapito' }
    await stored(stores, {}, { endpoint }, { owner: aPerson({ id: 'U0RILEY' }) }, { score: null })
    const found = async (filters: Partial<InboxQuery['filters']>) =>
      ids(await stores.leads.inbox(US, query({ filters: { ...NO_FILTERS, ...filters } })))
    expect(await found({ endpoint: 'bot' })).toEqual(['lead_1'])
    expect(await found({ source: 'agentflow' })).toEqual(['lead_3', 'lead_2', 'lead_0'])
    expect(await found({ owner: 'U0RILEY' })).toEqual(['lead_2'])
    expect(await found({ band: 'approve' })).toEqual(['lead_2', 'lead_1', 'lead_0'])
  })
})

it('a search takes what was typed as words, never as a pattern', async () => {
  const stores = await openStores('search')
  await stored(stores, { name: 'Jane Doe' }, { name: 'Jan Bo', company: 'A.B' }, { workspace: 'T0OTHERS' })
  expect(ids(await stores.leads.search(US, ['jan'], 10))).toEqual(['lead_1', 'lead_0'])
  expect(ids(await stores.leads.search(US, ['jan', 'd'], 10))).toEqual(['lead_0'])
  expect(await stores.leads.search(US, ['j.n'], 10)).toEqual([])
  expect(await stores.leads.search(US, ['.*('], 10)).toEqual([])
})

it('figures leave test leads out, and take the median in the middle', async () => {
  const stores = await openStores('figures')
  const after = (minutes: number) => decided(aLead(), approval, at(minutes)).decision
  await stored(
    stores,
    { receivedAt: at(0), decision: after(1), state: 'approved' },
    { receivedAt: at(0), decision: after(2), state: 'approved' },
    { receivedAt: at(0), decision: after(50), state: 'approved' },
    { receivedAt: at(0), decision: after(59), state: 'approved', test: true },
    {
      receivedAt: at(0),
      endpoint: { id: 'ep_2', name: 'bot', source: 'zapito' },
      decision: after(30),
      state: 'approved',
    },
    { receivedAt: at(0) },
  )
  expect(await stores.leads.medianSince(US, at(0), 'decision.at')).toBe(2 * MINUTE_MS)
  expect(await stores.leads.medianSince(US, at(0), 'decision.at', { source: 'zapito' })).toBe(30 * MINUTE_MS)
  expect(await stores.leads.medianSince(US, at(0), 'decision.at', { endpoint: 'none' })).toBeNull()
  expect(await stores.leads.medianSince(US, at(1), 'decision.at')).toBeNull()
  const counts = await stores.leads.countSince(US, at(0))
  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(5)
})

it('deliveries that were given up are listed newest first, tests apart, and tell a destination’s trouble', async () => {
  const stores = await openStores('failed')
  const parked = (n: number, more: object = {}) =>
    aHandoff({ id: `ho_${n}`, state: 'parked', finishedAt: at(n), nextAttemptAt: null, ...more })
  const others = [parked(3, { event: 'test' }), parked(4, { workspace: 'T0OTHERS' }), aHandoff({ id: 'ho_5' })]
  await stores.handoffs.insert([parked(1), parked(2), ...others])
  const [first] = await stores.handoffs.failed(US, null, 1)
  expect(first?.id).toBe('ho_2')
  const rest = await stores.handoffs.failed(US, { at: at(2), id: 'ho_2' }, 10)
  expect(rest.map(({ id }) => id)).toEqual(['ho_1'])
  expect(await stores.handoffs.countFailed(US, null)).toBe(2)
  expect(await stores.handoffs.countFailed(US, at(2))).toBe(1)
  const trouble = await stores.handoffs.trouble(US, 'dest_1')
  expect(trouble).toMatchObject({ dueSince: ARRIVED, failing: { state: 'parked' } })
})

it('every one of these queries stands on an index', async () => {
  const stores = await openStores('explained')
  const [lead] = await stored(stores, { owner: aPerson() }, {}, {})
  await stores.handoffs.insert([aHandoff()])
  const filters = { endpoint: 'Website', source: 'agentflow', band: 'approve', owner: 'U0SAM' } as const
  const after = lead ? placeOf(lead) : null
  const scans = await scansIn(stores.db, async () => {
    for (const list of INBOX_LISTS) {
      if (list === 'failed') continue
      await stores.leads.inbox(US, query({ list, after, filters }))
      await stores.leads.count(US, list, 'U0SAM', at(60))
    }
    await stores.leads.search(US, ['jane', 'do'], 10)
    await stores.leads.countSince(US, ARRIVED)
    await stores.leads.medianSince(US, ARRIVED, 'decision.at')
    await stores.handoffs.failed(US, { at: at(1), id: 'ho_1' }, 10)
    await stores.handoffs.countFailed(US, ARRIVED)
    await stores.handoffs.trouble(US, 'dest_1')
    await stores.posts.cards(['lead_0'])
  })
  expect(scans).toEqual([])
})
