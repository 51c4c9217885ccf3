import { describe, expect, it } from 'vitest'
import type { Lead } from '../../src/lead/lead.ts'
import { caughtUp, decided, scored } from '../../src/lead/transitions.ts'
import { anIntake } from '../support/intake.ts'
import { ARRIVED, aLead, aPerson, aScore } from '../support/leads.ts'
import { openStores } from './stores.ts'

const HOUR_MS = 3600 * 1000
const leadId = (n: number) => `lead_${String(n).padStart(26, '0')}`
const FIFTY = Array.from({ length: 50 }, (_, n) => leadId(n))
const approval = { outcome: 'approved', by: aPerson(), reason: null, note: null, owner: null, undoSeconds: 0 } as const

const arriving = (id: string, receivedAt = ARRIVED) => aLead({ id, receivedAt, score: null, scoredAt: null })

describe('a lead that arrives', () => {
  it('is one lead, whichever of fifty racing copies was first', async () => {
    const { leads, raw } = await openStores('leads')
    const saved = await Promise.all(FIFTY.map((id) => leads.insert(arriving(id), anIntake())))
    expect(saved.filter(({ kind }) => kind === 'new')).toHaveLength(1)
    const [first] = await raw('leads').find().toArray()
    expect(await raw('leads').countDocuments()).toBe(1)
    for (const one of saved.filter((one) => one.kind === 'duplicate')) {
      expect(one).toEqual({ kind: 'duplicate', leadId: first?._id, sameBody: true })
    }
  })

  it('is one lead across processes as well', async () => {
    const here = await openStores('leads')
    const there = await here.elsewhere()
    const saved = await Promise.all(FIFTY.map((id, n) => (n % 2 ? here : there).leads.insert(arriving(id), anIntake())))
    expect(saved.filter(({ kind }) => kind === 'new')).toHaveLength(1)
  })

  it('with the same event but another body is a duplicate that differs', async () => {
    const { leads } = await openStores('leads')
    await leads.insert(arriving(leadId(1)), anIntake())
    expect(await leads.insert(arriving(leadId(2)), anIntake({ bodyHash: 'hash_2' }))).toEqual({
      kind: 'duplicate',
      leadId: leadId(1),
      sameBody: false,
    })
  })

  it('after the first one is forgotten is one new lead, however many copies of it come', async () => {
    const { leads, raw } = await openStores('leads')
    await leads.insert(arriving(leadId(99)), anIntake())
    const later = new Date(ARRIVED.getTime() + HOUR_MS)
    const again = anIntake({ rememberedUntil: new Date(later.getTime() + HOUR_MS) })
    const saved = await Promise.all(FIFTY.map((id) => leads.insert(arriving(id, later), again)))
    expect(saved.filter(({ kind }) => kind === 'new')).toHaveLength(1)
    expect(await raw('leads').countDocuments()).toBe(2)
  })

  it('is told from its neighbours in the same group of writes', async () => {
    const { leads, raw } = await openStores('leads')
    const saved = await Promise.all(
      FIFTY.map((id, n) => leads.insert(arriving(id), anIntake({ dedupeKey: `ep_1:event_${n % 10}` }))),
    )
    expect(saved.filter(({ kind }) => kind === 'new')).toHaveLength(10)
    expect(await raw('leads').countDocuments()).toBe(10)
  })

  it('comes back as it was, whatever its fields are called', async () => {
    const { leads } = await openStores('leads')
    const fields = [
      { name: 'team.size', value: 45 },
      { name: '$where', value: '$gt' },
      { name: '__proto__', value: { '': [null, true, 1.5] } },
      { name: '', value: 'nul \u0000 inside' },
      { name: '😀'.repeat(100), value: [] },
    ]
    const lead = aLead({ fields, name: '$name', message: 'a.b $c', company: '__proto__' })
    await leads.insert(lead, anIntake())
    expect(await leads.find(lead.id)).toEqual(lead)
    expect(await leads.find('lead_unknown')).toBeNull()
  })
})

describe('a change of a lead', () => {
  it('is won by exactly one of fifty who saw the same lead', async () => {
    const here = await openStores('leads')
    const there = await here.elsewhere()
    const lead = aLead()
    await here.leads.insert(lead, anIntake())
    const wishes = FIFTY.map((id, n) =>
      decided(lead, { ...approval, outcome: n % 2 ? 'approved' : 'rejected', by: aPerson({ id }) }, ARRIVED),
    )
    const won = await Promise.all(wishes.map((after, n) => (n % 2 ? here : there).leads.advance(lead, after)))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await here.leads.find(lead.id)).toEqual(wishes[won.indexOf(true)])
  })

  it('is made anew where its events were sent meanwhile, so that its next step is not forgotten', async () => {
    const { leads } = await openStores('leads')
    const before = scored(arriving(leadId(1)), aScore(), false, ARRIVED)
    await leads.insert(before, anIntake())
    const approve = (lead: Lead) => decided(lead, { ...approval, undoSeconds: 5 }, ARRIVED)
    expect(await leads.caughtUp(before)).toBe(true)
    expect(await leads.advance(before, approve(before))).toBe(false)
    const now = await leads.find(leadId(1))
    if (!now) throw new Error('the lead is gone')
    expect(await leads.advance(now, approve(now))).toBe(true)
    expect(await leads.waitingSince(new Date(ARRIVED.getTime() + HOUR_MS), 10)).toMatchObject([
      { id: leadId(1), waiting: { step: 'settle' } },
    ])
  })

  it('saves what it changed: score, history and what is owed', async () => {
    const { leads } = await openStores('leads')
    const lead = arriving(leadId(1))
    await leads.insert(lead, anIntake())
    const after = decided(scored(lead, aScore(), false, ARRIVED), { ...approval, undoSeconds: 5 }, ARRIVED)
    expect(await leads.advance(lead, after)).toBe(true)
    expect(await leads.find(lead.id)).toEqual(after)
    expect(await leads.advance(lead, after)).toBe(false)
  })
})

describe('leads that sent what they owed', () => {
  const owing = (n: number) => scored(arriving(leadId(n)), aScore(), false, ARRIVED)
  const stored = async (...all: Lead[]) => {
    const { leads } = await openStores('leads')
    for (const lead of all) await leads.insert(lead, anIntake({ dedupeKey: lead.id }))
    return leads
  }

  it('owe nothing more, unless they have moved on', async () => {
    const [first, second, moved] = [owing(1), owing(2), owing(3)]
    const leads = await stored(first, second, moved)
    const after = decided(moved, { ...approval, undoSeconds: 5 }, ARRIVED)
    await leads.advance(moved, after)
    const told = await Promise.all([first, second, first, moved, owing(4)].map(leads.caughtUp))
    expect(told).toEqual([true, true, true, false, false])
    expect(await leads.find(first.id)).toEqual(caughtUp(first))
    expect(await leads.find(moved.id)).toEqual(after)
    expect(await leads.waitingSince(new Date(), 10)).toMatchObject([{ id: moved.id, waiting: { step: 'send' } }])
  })

  it('wait for what comes next, each at its own time', async () => {
    const dueAt = (n: number) => new Date(ARRIVED.getTime() + n * HOUR_MS)
    const due = (n: number) => ({ since: ARRIVED, from: ARRIVED, step: 'remind' as const, at: dueAt(n) })
    const all = [1, 2, 3].map((n) => ({ ...owing(n), due: n < 3 ? due(n) : null }))
    const leads = await stored(...all)
    await Promise.all(all.map(leads.caughtUp))
    expect(await leads.waitingSince(dueAt(9), 10)).toEqual(
      [1, 2].map((n) => ({ id: leadId(n), waiting: { step: 'answer', since: dueAt(n) } })),
    )
  })

  it('are looked at now where new settings asked for that meanwhile', async () => {
    const dueAt = new Date(Date.now() + HOUR_MS)
    const due = { since: ARRIVED, from: ARRIVED, step: 'remind' as const, at: dueAt }
    const [before, untouched] = [
      { ...owing(1), due },
      { ...owing(2), due },
    ]
    const leads = await stored(before)
    await leads.lookAgain(before.workspace, new Date(ARRIVED.getTime() + HOUR_MS))
    await leads.insert(untouched, anIntake({ dedupeKey: untouched.id }))
    await Promise.all([before, untouched].map(leads.caughtUp))
    expect(await leads.waitingSince(new Date(), 10)).toEqual([
      { id: before.id, waiting: { step: 'answer', since: dueAt } },
    ])
  })
})

describe('a lead that waits', () => {
  it('is found once its step is due, the longest waiting first', async () => {
    const { leads } = await openStores('leads')
    const at = (seconds: number) => new Date(ARRIVED.getTime() + seconds * 1000)
    for (const n of [3, 1, 2]) {
      await leads.insert(arriving(leadId(n), at(n)), anIntake({ dedupeKey: `ep_1:${n}` }))
    }
    const found = await leads.waitingSince(at(2), 10)
    expect(found).toEqual([1, 2].map((n) => ({ id: leadId(n), waiting: { step: 'score', since: at(n) } })))
    expect(await leads.waitingSince(at(3), 1)).toHaveLength(1)
  })

  it('is left alone while somebody holds it, and when it waits for people only', async () => {
    const { leads } = await openStores('leads')
    const lead = arriving(leadId(1))
    await leads.insert(lead, anIntake())
    await leads.hold(lead.id, HOUR_MS)
    expect(await leads.waitingSince(new Date(), 10)).toEqual([])
    const idle = aLead({ id: leadId(2), shownRevision: 2 })
    await leads.insert(idle, anIntake({ dedupeKey: 'ep_1:2' }))
    await leads.hold(idle.id, -HOUR_MS)
    expect(await leads.waitingSince(new Date(Date.now() + 30 * 60_000), 10)).toEqual([])
  })
})

it('a person is known again by email in any case, else by phone, for 30 days and in their own workspace', async () => {
  const { leads } = await openStores('leads')
  const daysLater = (days: number) => new Date(ARRIVED.getTime() + days * 24 * HOUR_MS)
  const stored = [
    aLead({ id: leadId(1), email: 'Jane@ACME.example' }),
    aLead({ id: leadId(2), email: null, phone: '+1 415 555-0134' }),
    aLead({ id: leadId(3), workspace: 'T0OTHERS' }),
    aLead({ id: leadId(4), email: null, phone: null }),
  ]
  for (const lead of stored) await leads.insert(lead, anIntake({ dedupeKey: lead.id }))
  const jane = { id: leadId(9), receivedAt: daysLater(29) }
  expect(await leads.countEarlier(aLead(jane))).toBe(1)
  expect(await leads.countEarlier(aLead({ ...jane, email: null, phone: '+1 (415) 5550134' }))).toBe(1)
  expect(await leads.countEarlier(aLead({ ...jane, email: null, phone: null }))).toBe(0)
  expect(await leads.countEarlier(aLead({ ...jane, receivedAt: daysLater(31) }))).toBe(0)
})

describe('changes of one lead', () => {
  it('are each told to the one who made them, though another process goes on at once', async () => {
    const here = await openStores('leads')
    const there = await here.elsewhere()
    const lead = arriving(leadId(1))
    await here.leads.insert(lead, anIntake())
    let made = lead.revision
    const changeBy = async ({ leads }: Pick<typeof here, 'leads'>, racers: number) => {
      const before = await leads.find(leadId(1))
      if (!before) throw new Error('the lead is gone')
      const after = { ...before, revision: before.revision + 1 }
      const told = await Promise.all(Array.from({ length: racers }, () => leads.advance(before, after)))
      made += told.filter(Boolean).length
    }
    const goOn = async (stores: Pick<typeof here, 'leads'>, racers: number) => {
      for (let n = 0; n < 150; n++) await changeBy(stores, racers)
    }
    await Promise.all([goOn(here, 3), goOn(there, 1), goOn(there, 1)])
    expect((await here.leads.find(leadId(1)))?.revision).toBe(made)
  })
})
