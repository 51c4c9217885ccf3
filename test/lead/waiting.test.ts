import { describe, expect, it } from 'vitest'
import { caughtUp, decided, settled, undone } from '../../src/lead/transitions.ts'
import { waitingFor } from '../../src/lead/waiting.ts'
import { ARRIVED, aDecision, aLead, aPerson } from '../support/leads.ts'

const LATER = new Date(ARRIVED.getTime() + 60_000)
const CLOSES = new Date(LATER.getTime() + 5000)
const shown = (lead = aLead()) => ({ ...lead, shownRevision: lead.revision })
const approval = { outcome: 'approved', by: aPerson(), reason: null, note: null, owner: null, undoSeconds: 5 } as const

describe('a lead waits', () => {
  it('to be scored from its arrival on', () => {
    expect(waitingFor(aLead({ score: null, scoredAt: null }))).toEqual({ step: 'score', since: ARRIVED })
  })

  it('for the news that came before it, and then to be scored', () => {
    const lead = aLead({ score: null, scoredAt: null, awaitsNews: true })
    expect(waitingFor(lead)).toEqual({ step: 'join', since: ARRIVED })
  })

  it('for its undo window to close', () => {
    expect(waitingFor(decided(shown(), approval, LATER))).toEqual({ step: 'settle', since: CLOSES })
  })

  it('to have its events sent, since the oldest of them, before anything is shown', () => {
    const lead = settled(decided(aLead(), approval, LATER), CLOSES)
    const [owed] = lead.owed
    expect(waitingFor({ ...lead, owed: owed ? [{ ...owed, at: LATER }, owed] : [] })).toEqual({
      step: 'send',
      since: LATER,
    })
  })

  it('to be shown since its last change, where it has a channel', () => {
    const lead = undone(shown(), aPerson(), LATER)
    expect(waitingFor(lead)).toEqual({ step: 'show', since: LATER })
    expect(waitingFor({ ...lead, channel: null })).toBeNull()
  })

  it('for nobody but people once it caught up, open or decided', () => {
    expect(waitingFor(shown())).toBeNull()
    expect(waitingFor(caughtUp(aLead({ state: 'approved', decision: aDecision(), version: 1 })))).toBeNull()
  })
})
