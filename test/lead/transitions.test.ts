import { describe, expect, it } from 'vitest'
import type { Lead } from '../../src/lead/lead.ts'
import { caughtUp, decided, reopened, scored, settled, undone, type Verdict } from '../../src/lead/transitions.ts'
import { ARRIVED, aLead, aPerson, arrived, aScore } from '../support/leads.ts'

const LATER = new Date(ARRIVED.getTime() + 60_000)
const sam = aPerson()
const approval: Verdict = { outcome: 'approved', by: sam, reason: null, note: null, owner: null, undoSeconds: 0 }
const review: Verdict = { ...approval, outcome: 'review_requested', undoSeconds: 5 }

function anArrival(): Lead {
  return arrived(aLead())
}

const events = ({ owed }: Lead) => owed.map(({ event, version }) => `${event} ${version}`)
const outcomes = ({ owed }: Lead) => owed.map(({ decision }) => decision?.outcome ?? null)
const whats = ({ history }: Lead) => history.map(({ what }) => what)

describe('a lead that was received', () => {
  it('is open, owes nothing and remembers where it came in', () => {
    const lead = anArrival()
    expect(lead).toMatchObject({ state: 'open', score: null, decision: null, version: 0, revision: 1, owed: [] })
    expect(lead.history).toEqual([{ at: ARRIVED, what: 'received', by: null, detail: 'by Website' }])
  })
})

describe('a score', () => {
  it('owes lead.scored, and lead.review_requested where thresholds left the lead to people', () => {
    expect(events(scored(anArrival(), aScore(), false, LATER))).toEqual(['lead.scored 0'])
    const left = scored(anArrival(), aScore(), true, LATER)
    expect(events(left)).toEqual(['lead.scored 0', 'lead.review_requested 0'])
    expect(outcomes(left)).toEqual([null, null])
  })

  it('is kept with its time and its row in the history', () => {
    const lead = scored(anArrival(), aScore({ value: 71 }), false, LATER)
    expect(lead).toMatchObject({ scoredAt: LATER, revision: 2, state: 'open' })
    expect(lead.history.at(-1)).toEqual({ at: LATER, what: 'scored', by: null, detail: '71 by model' })
  })
})

describe('a decision', () => {
  it('without an undo window is owed at once, as the next version', () => {
    const lead = decided(aLead(), approval, LATER)
    expect(lead).toMatchObject({ state: 'approved', version: 1, decision: { outcome: 'approved', undoUntil: null } })
    expect(events(lead)).toEqual(['lead.qualified 1'])
    expect(events(decided(aLead(), { ...approval, outcome: 'rejected' }, LATER))).toEqual(['lead.rejected 1'])
  })

  it('is owed only when its undo window has closed', () => {
    const lead = decided(aLead(), { ...approval, undoSeconds: 5 }, LATER)
    expect(lead.owed).toEqual([])
    expect(lead.decision?.undoUntil).toEqual(new Date(LATER.getTime() + 5000))
    const stands = settled(lead, new Date(LATER.getTime() + 5000))
    expect(events(stands)).toEqual(['lead.qualified 1'])
    expect(stands.decision?.undoUntil).toBeNull()
    expect(stands.owed[0]?.decision).toEqual(stands.decision)
  })

  it('that is undone in time owes nothing, and its version is never used again', () => {
    const again = undone(decided(aLead(), { ...approval, undoSeconds: 5 }, LATER), sam, LATER)
    expect(again).toMatchObject({ state: 'open', decision: null, owed: [], version: 1 })
    expect(events(decided(again, approval, LATER))).toEqual(['lead.qualified 2'])
  })

  it('to review leaves the lead open, has no undo window, and may name who looks into it', () => {
    const kim = aPerson({ id: 'U0KIM', name: 'Kim' })
    const lead = decided(aLead(), { ...review, owner: kim }, LATER)
    expect(lead).toMatchObject({ state: 'open', owner: kim, decision: { undoUntil: null } })
    expect(events(lead)).toEqual(['lead.review_requested 1'])
    expect(decided(lead, approval, LATER).owner).toEqual(kim)
  })

  it('tells who made it and why in the history', () => {
    const lead = decided(aLead(), { ...approval, outcome: 'rejected', reason: 'No budget', note: 'Next year' }, LATER)
    expect(lead.history.at(-1)).toEqual({ at: LATER, what: 'rejected', by: sam, detail: 'No budget: Next year' })
  })

  it('that is taken back after it was sent owes lead.reopened for its version', () => {
    const lead = reopened(caughtUp(decided(aLead(), approval, LATER)), sam, LATER)
    expect(lead).toMatchObject({ state: 'open', decision: null, version: 1 })
    expect(events(lead)).toEqual(['lead.reopened 1'])
  })

  it('stays with its event when the next one follows before anything was sent', () => {
    const auto = decided(scored(anArrival(), aScore(), false, LATER), approval, LATER)
    expect(outcomes(auto)).toEqual([null, 'approved'])
    const twice = decided(decided(aLead(), review, LATER), { ...approval, outcome: 'rejected' }, LATER)
    expect(events(twice)).toEqual(['lead.review_requested 1', 'lead.rejected 2'])
    expect(outcomes(twice)).toEqual(['review_requested', 'rejected'])
  })
})

it('settling a lead without a decision changes nothing', () => {
  const lead = aLead()
  expect(settled(lead, LATER)).toBe(lead)
})

it('every transition is one revision and one row, and its events are ordered after all earlier ones', () => {
  const walk = [scored(anArrival(), aScore(), true, LATER)]
  const steps: ((lead: Lead) => Lead)[] = [
    (lead) => decided(lead, review, LATER),
    (lead) => decided(lead, { ...approval, undoSeconds: 5 }, LATER),
    (lead) => settled(lead, LATER),
    (lead) => reopened(lead, sam, LATER),
    (lead) => decided(lead, { ...approval, undoSeconds: 5 }, LATER),
    (lead) => undone(lead, sam, LATER),
  ]
  for (const step of steps) walk.push(step(walk.at(-1) ?? aLead()))
  expect(walk.map(({ revision }) => revision)).toEqual([2, 3, 4, 5, 6, 7, 8])
  const last = walk.at(-1) ?? aLead()
  expect(whats(last)).toEqual([
    'received',
    'scored',
    'review_requested',
    'approved',
    'settled',
    'reopened',
    'approved',
    'undone',
  ])
  const seqs = last.owed.map(({ seq }) => seq)
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
})

it('a lead that caught up owes nothing and is shown, without a new revision', () => {
  const lead = decided(aLead(), approval, LATER)
  expect(caughtUp(lead)).toEqual({ ...lead, owed: [], shownRevision: lead.revision })
})
