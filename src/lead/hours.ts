import { DateTime, IANAZone } from 'luxon'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Day = (typeof DAYS)[number]

/** Minutes after midnight by the wall clock; `to` may be 1440, the day's end. */
type Span = { from: number; to: number }

/** When a team is at work, by its own wall clock. */
export type Hours = {
  /** IANA name, such as `Europe/Berlin`. */
  zone: string
  /** Spans of each weekday, earliest first; a day without any is off. */
  week: Readonly<Record<Day, readonly Span[]>>
  /** Days off, as `2026-12-25`. */
  holidays: readonly string[]
}

const PART = /^(?<days>[a-z]{3}(?:-[a-z]{3})?) (?<from>\d\d:\d\d)-(?<to>\d\d:\d\d)$/
/** Longer than any run of holidays: a team that is off for this long is never at work. */
const MOST_DAYS_AHEAD = 400

/** Whether this is an IANA time zone, such as `Europe/Berlin`. */
export function isZone(name: string): boolean {
  return IANAZone.isValidZone(name)
}

/** The instant at which a day (`2026-12-01`) begins there. */
export function dayBegins(day: string, zone: string): Date {
  return DateTime.fromISO(day, { zone }).startOf('day').toJSDate()
}

/**
 * Reads `mon-fri 09:00-17:00, sat 10:00-14:00`; a day may stand in several parts. Null where that is not what it says, spans overlap,
 * or nobody ever works.
 */
export function readWeek(text: string): Hours['week'] | null {
  const week: Record<Day, Span[]> = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
  for (const part of text.toLowerCase().split(',')) {
    const { days = '', from = '', to = '' } = PART.exec(part.trim())?.groups ?? {}
    const span = { from: minutesOf(from), to: minutesOf(to) }
    const named = daysOf(days)
    if (named.length === 0 || !(span.from < span.to)) return null
    for (const day of named) week[day].push(span)
  }
  for (const spans of Object.values(week)) {
    spans.sort((a, b) => a.from - b.from)
    if (spans.some((span, i) => span.from < (spans[i - 1]?.to ?? 0))) return null
  }
  return week
}

/** Whether the team is at work at that instant. */
export function isOpen(hours: Hours, at: Date): boolean {
  return instants(hours, DateTime.fromJSDate(at, { zone: hours.zone })).some(({ from, to }) => from <= at && at < to)
}

/**
 * The instant by which the team has been at work for that long since `start`. Time counts as it passes, so a clock that is put
 * forward or back in between neither adds nor takes any. Null where the team is not at work within the next 400 days.
 */
export function afterWork(hours: Hours, start: Date, ms: number): Date | null {
  let left = ms
  const first = DateTime.fromJSDate(start, { zone: hours.zone }).startOf('day')
  for (let n = 0; n < MOST_DAYS_AHEAD; n++) {
    for (const span of instants(hours, first.plus({ days: n }))) {
      const from = Math.max(span.from.getTime(), start.getTime())
      const open = span.to.getTime() - from
      if (open <= 0) continue
      if (left < open || (left === open && left > 0)) return new Date(from + left)
      left -= open
    }
  }
  return null
}

/** When the team is at work on that day, as instants. */
function instants({ zone, week, holidays }: Hours, day: DateTime): { from: Date; to: Date }[] {
  const name = DAYS[day.weekday - 1]
  if (!name || holidays.includes(day.toISODate() ?? '')) return []
  const { year, month, day: dayOfMonth } = day
  const at = (minutes: number) =>
    DateTime.fromObject({ year, month, day: dayOfMonth }, { zone })
      .plus({ days: minutes === 1440 ? 1 : 0 })
      .set({ hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 })
      .toJSDate()
  return week[name].map(({ from, to }) => ({ from: at(from), to: at(to) }))
}

function daysOf(text: string): Day[] {
  const [first, last = first] = text.split('-').map((name) => DAYS.indexOf(name as Day))
  if (first === undefined || last === undefined || first < 0 || last < 0) return []
  const count = ((last - first + 7) % 7) + 1
  return Array.from({ length: count }, (_, i) => DAYS[(first + i) % 7]).filter((day) => day !== undefined)
}

function minutesOf(text: string): number {
  const [hours = Number.NaN, minutes = Number.NaN] = text.split(':').map(Number)
  return hours <= 24 && minutes < 60 && hours * 60 + minutes <= 1440 ? hours * 60 + minutes : Number.NaN
}
