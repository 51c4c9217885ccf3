import { describe, expect, it } from 'vitest'
import { type Hours, readWeek } from '../../src/lead/hours.ts'
import { nextDue, USUAL_SLA } from '../../src/lead/sla.ts'

const week = readWeek('mon-fri 09:00-17:00')
const OFFICE: Hours | null = week && { zone: 'Europe/Berlin', week, holidays: [] }
const MONDAY = new Date('2026-03-02T10:00:00Z')
const FRIDAY_EVENING = new Date('2026-03-06T15:50:00Z')

describe('an unanswered lead', () => {
  it('is reminded of after 15 minutes, escalated after 45 and somebody else’s after 60', () => {
    const first = nextDue(USUAL_SLA, OFFICE, MONDAY, null)
    const second = nextDue(USUAL_SLA, OFFICE, MONDAY, 'remind')
    const third = nextDue(USUAL_SLA, OFFICE, MONDAY, 'escalate')
    expect([first, second, third].map((due) => [due?.step, due?.at.toISOString()])).toEqual([
      ['remind', '2026-03-02T10:15:00.000Z'],
      ['escalate', '2026-03-02T10:45:00.000Z'],
      ['reassign', '2026-03-02T11:00:00.000Z'],
    ])
    expect(nextDue(USUAL_SLA, OFFICE, MONDAY, 'reassign')).toBeNull()
  })

  it('waits over the weekend, unless it is urgent', () => {
    expect(nextDue(USUAL_SLA, OFFICE, FRIDAY_EVENING, null)?.at).toEqual(new Date('2026-03-09T08:05:00Z'))
    expect(nextDue(USUAL_SLA, null, FRIDAY_EVENING, null)?.at).toEqual(new Date('2026-03-06T16:05:00Z'))
  })
})
