import { describe, expect, it } from 'vitest'
import { type Hours, readWeek } from '../../src/lead/hours.ts'
import { nextDue, readSla, USUAL_SLA } from '../../src/lead/sla.ts'

const week = readWeek('mon-fri 09:00-17:00')
const OFFICE: Hours | null = week && { zone: 'Europe/Berlin', week, holidays: [] }
const MONDAY = new Date('2026-03-02T10:00:00Z')
const FRIDAY_EVENING = new Date('2026-03-06T15:50:00Z')
const sla = readSla(USUAL_SLA) ?? { remind: 0, escalate: 0, reassign: 0 }
const at = (time: string) => new Date(time)

it.each(['15/45', '0/45/60', '45/15/60', '15/15/60', '15/45/10081', '15/45/60/90', 'soon'])(
  'a ladder is not read from "%s"',
  (text) => expect(readSla(text)).toBeNull(),
)

describe('an unanswered lead', () => {
  it('is reminded of after 15 minutes, escalated after 45 and somebody else’s after 60', () => {
    const pace = { sla, hours: OFFICE }
    const first = nextDue(pace, MONDAY)
    const second = nextDue(pace, MONDAY, 'remind', first?.at)
    const third = nextDue(pace, MONDAY, 'escalate', second?.at)
    expect([first, second, third].map((due) => [due?.step, due?.at.toISOString()])).toEqual([
      ['remind', '2026-03-02T10:15:00.000Z'],
      ['escalate', '2026-03-02T10:45:00.000Z'],
      ['reassign', '2026-03-02T11:00:00.000Z'],
    ])
    expect(nextDue(pace, MONDAY, 'reassign')).toBeNull()
  })

  it('keeps the time between two steps when the first of them was late', () => {
    const late = at('2026-03-02T12:00:00Z')
    expect(nextDue({ sla, hours: OFFICE }, MONDAY, 'remind', late)?.at).toEqual(at('2026-03-02T12:30:00Z'))
  })

  it('waits over the weekend, unless it is urgent', () => {
    expect(nextDue({ sla, hours: OFFICE }, FRIDAY_EVENING)?.at).toEqual(at('2026-03-09T08:05:00Z'))
    expect(nextDue({ sla, hours: null }, FRIDAY_EVENING)?.at).toEqual(at('2026-03-06T16:05:00Z'))
  })
})
