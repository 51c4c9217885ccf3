import { describe, expect, it } from 'vitest'
import { snoozed, snoozeUntil, woken } from '../../src/lead/snooze.ts'
import { decided } from '../../src/lead/transitions.ts'
import { waitingFor } from '../../src/lead/waiting.ts'
import { ARRIVED, aLead, aPerson } from '../support/leads.ts'

describe('an offer', () => {
  const at = (time: string) => new Date(time)

  it.each([
    ['hour', '2026-03-02T09:30:00Z', null, '2026-03-02T10:30:00Z'],
    ['tomorrow', '2026-03-02T09:30:00Z', 'Europe/Berlin', '2026-03-03T08:00:00Z'],
    ['tomorrow', '2026-03-02T23:30:00Z', 'Europe/Berlin', '2026-03-04T08:00:00Z'],
    ['tomorrow', '2026-03-28T12:00:00Z', 'Europe/Berlin', '2026-03-29T07:00:00Z'],
    ['monday', '2026-03-02T09:30:00Z', 'America/New_York', '2026-03-09T13:00:00Z'],
    ['monday', '2026-03-01T20:00:00Z', 'Asia/Tokyo', '2026-03-09T00:00:00Z'],
  ] as const)('of %s at %s in %s ends at %s', (offer, now, zone, end) => {
    expect(snoozeUntil(offer, at(now), zone)).toEqual(at(end))
  })

  it('in a zone that nobody knows has no end', () => {
    expect(snoozeUntil('tomorrow', ARRIVED, 'Mars/Olympus')).toBeNull()
    expect(snoozeUntil('monday', ARRIVED, null)).toBeNull()
  })
})

describe('a lead that is put aside', () => {
  const until = new Date(ARRIVED.getTime() + 60_000)
  const aside = { ...snoozed(aLead(), { until, by: aPerson() }, ARRIVED), shownRevision: 99 }

  it('waits to be woken at its time, and for nothing afterwards', () => {
    expect(waitingFor(aside)).toEqual({ step: 'wake', since: until })
    expect(waitingFor({ ...woken(aside, until), shownRevision: 99 })).toBeNull()
  })

  it('is not woken once it is decided', () => {
    const by = aPerson()
    const verdict = { outcome: 'approved', by, reason: null, note: null, owner: null, undoSeconds: 0 } as const
    expect(decided(aside, verdict, ARRIVED).snooze).toBeNull()
  })
})
