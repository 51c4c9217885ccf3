import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestFigures, lastPeriod } from '../../src/lead/digest.ts'

const berlin = { hour: 9, zone: 'Europe/Berlin' } as const
const at = (text: string) => new Date(text)

describe('the period of a digest', () => {
  it.for([
    ['daily', '2026-11-21T08:00:00Z', '2026-11-21', '2026-11-20T08:00:00Z', '2026-11-21T08:00:00Z'],
    ['daily', '2026-11-21T07:59:59Z', '2026-11-20', '2026-11-19T08:00:00Z', '2026-11-20T08:00:00Z'],
    ['weekly', '2026-11-21T12:00:00Z', '2026-11-16', '2026-11-09T08:00:00Z', '2026-11-16T08:00:00Z'],
    ['weekly', '2026-11-16T07:00:00Z', '2026-11-09', '2026-11-02T08:00:00Z', '2026-11-09T08:00:00Z'],
    // The clocks went back on 25 October: that day had 25 hours.
    ['daily', '2026-10-25T12:00:00Z', '2026-10-25', '2026-10-24T07:00:00Z', '2026-10-25T08:00:00Z'],
  ] as const)('%s at %s is that of %s', ([every, now, id, from, to]) => {
    expect(lastPeriod(at(now), { ...berlin, every })).toEqual({ id, from: at(from), to: at(to) })
  })

  it('has ended, begins where the one before ended, and changes only when the next one ends', () => {
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Chatham', 'Asia/Kathmandu')
    const every = fc.constantFrom('daily' as const, 'weekly' as const)
    const time = fc.date({ min: at('2026-01-01'), max: at('2027-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(time, every, zone, fc.integer({ min: 0, max: 23 }), (now, often, place, hour) => {
        const how = { every: often, zone: place, hour }
        const period = lastPeriod(now, how)
        expect(period.to <= now && period.from < period.to).toBe(true)
        expect(lastPeriod(period.to, how)).toEqual(period)
        const before = lastPeriod(new Date(period.to.getTime() - 1), how)
        expect(before.id).not.toBe(period.id)
        expect(before.to).toEqual(period.from)
      }),
    )
  })
})

describe('the figures of a digest', () => {
  it('are counted by source, most leads first', () => {
    const counts = [
      { source: 'callurl', endpoint: 'phone', outcome: null, reason: null, completed: false, wrong: false, count: 2 },
      {
        source: 'agentflow',
        endpoint: 'web',
        outcome: 'approved' as const,
        reason: null,
        completed: false,
        wrong: false,
        count: 3,
      },
      {
        source: 'agentflow',
        endpoint: 'shop',
        outcome: 'rejected' as const,
        reason: null,
        completed: false,
        wrong: false,
        count: 1,
      },
    ]
    expect(digestFigures(counts, { timeToDecisionMs: 5, deliveriesFailed: 1 })).toEqual({
      leads: 6,
      approved: 3,
      rejected: 1,
      timeToDecisionMs: 5,
      deliveriesFailed: 1,
      sources: [
        { source: 'agentflow', leads: 4, approved: 3, rejected: 1 },
        { source: 'callurl', leads: 2, approved: 0, rejected: 0 },
      ],
    })
  })
})
