import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterWork, type Hours, isOpen, isZone, readWeek } from '../../src/lead/hours.ts'

const HOUR_MS = 3_600_000

function hoursOf(text: string, zone = 'Europe/Berlin', holidays: string[] = []): Hours {
  const week = readWeek(text)
  if (!week) throw new Error(`unreadable: ${text}`)
  return { zone, week, holidays }
}

const OFFICE = hoursOf('mon-fri 09:00-17:00')
const at = (text: string) => new Date(text)

describe('business hours', () => {
  it.each([
    'mon-fri 09:00-17:00',
    'mon-fri 09:00-12:00, mon-fri 13:00-17:30',
    'sat-mon 00:00-24:00',
    'SUN 10:00-11:00',
  ])('read as "%s"', (text) => expect(readWeek(text)).not.toBeNull())

  it.each([
    '',
    'mon',
    'mon-fri',
    'mon-fri 9-17',
    'mon-fri 17:00-09:00',
    'day 09:00-17:00',
    'mon 09:00-12:00, mon 11:00-13:00',
    'mon 09:00-25:00',
    'mon 09:60-10:00',
    'mon 09:00-09:00',
  ])('do not read as "%s"', (text) => expect(readWeek(text)).toBeNull())

  it('know time zones by their IANA names', () => {
    expect([isZone('Europe/Berlin'), isZone('UTC'), isZone('Mars/Base'), isZone('')]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('begin on the minute and end before it', () => {
    const berlin = ['07:59:59', '08:00:00', '15:59:59', '16:00:00'].map((time) => at(`2026-03-02T${time}Z`))
    expect(berlin.map((time) => isOpen(OFFICE, time))).toEqual([false, true, true, false])
  })

  it('are none on a holiday', () => {
    const hours = { ...OFFICE, holidays: ['2026-03-02'] }
    expect(isOpen(hours, at('2026-03-02T10:00:00Z'))).toBe(false)
    expect(afterWork(hours, at('2026-03-02T10:00:00Z'), HOUR_MS)).toEqual(at('2026-03-03T09:00:00Z'))
  })
})

describe('an hour of work', () => {
  it.each([
    ['is an hour within the day', '2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z'],
    ['begins when the day does', '2026-03-02T05:00:00Z', '2026-03-02T09:00:00Z'],
    ['is over when the day is', '2026-03-02T15:00:00Z', '2026-03-02T16:00:00Z'],
    ['stands still overnight', '2026-03-02T15:30:00Z', '2026-03-03T08:30:00Z'],
    ['stands still over the weekend', '2026-03-06T15:30:00Z', '2026-03-09T08:30:00Z'],
    ['begins an hour earlier by UTC once summer time has come', '2026-03-27T15:30:00Z', '2026-03-30T07:30:00Z'],
    ['and an hour later once it is over', '2026-10-23T14:30:00Z', '2026-10-26T08:30:00Z'],
  ])('%s', (_, start, end) => expect(afterWork(OFFICE, at(start), HOUR_MS)).toEqual(at(end)))

  it('lasts an hour through the night in which clocks change', () => {
    const nights = hoursOf('sat-sun 00:00-24:00')
    expect(afterWork(nights, at('2026-03-29T00:30:00Z'), HOUR_MS)).toEqual(at('2026-03-29T01:30:00Z'))
    expect(afterWork(nights, at('2026-10-25T00:30:00Z'), HOUR_MS)).toEqual(at('2026-10-25T01:30:00Z'))
  })

  it('never comes where every day is a holiday', () => {
    const holidays = Array.from({ length: 500 }, (_, n) =>
      new Date(Date.UTC(2026, 2, 1 + n)).toISOString().slice(0, 10),
    )
    expect(afterWork({ ...OFFICE, holidays }, at('2026-03-02T10:00:00Z'), HOUR_MS)).toBeNull()
  })
})

const SOME_HOURS = fc.constantFrom(
  hoursOf('mon-fri 09:00-17:00', 'America/New_York'),
  hoursOf('sun-thu 08:00-12:00, sun-thu 13:00-18:00', 'Asia/Jerusalem'),
  hoursOf('mon-sun 00:00-24:00', 'Europe/Berlin'),
  hoursOf('mon-sat 22:00-24:00, tue-sun 00:00-06:00', 'Australia/Lord_Howe'),
)
const INSTANT = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true })
const WORK_MS = fc.integer({ min: 1, max: 40 * HOUR_MS })

describe('at any time of any year', () => {
  it('work ends while the team is at work, or as it stops', () => {
    fc.assert(
      fc.property(SOME_HOURS, INSTANT, WORK_MS, (hours, start, ms) => {
        const end = afterWork(hours, start, ms)
        expect(end && isOpen(hours, new Date(end.getTime() - 1))).toBe(true)
      }),
    )
  })

  it('work in two parts ends when it does in one', () => {
    fc.assert(
      fc.property(SOME_HOURS, INSTANT, WORK_MS, WORK_MS, (hours, start, first, second) => {
        const between = afterWork(hours, start, first)
        expect(between && afterWork(hours, between, second)).toEqual(afterWork(hours, start, first + second))
      }),
    )
  })

  it('never takes less time than it says', () => {
    fc.assert(
      fc.property(SOME_HOURS, INSTANT, WORK_MS, (hours, start, ms) => {
        expect((afterWork(hours, start, ms)?.getTime() ?? 0) - start.getTime()).toBeGreaterThanOrEqual(ms)
      }),
    )
  })
})
