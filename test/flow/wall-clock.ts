const MINUTE_MS = 60_000
const OFF = new Set(['Sat', 'Sun'])
const OPENS = 9
const CLOSES = 17

/** Monday to Friday from nine to five by the wall clock of a zone, as Intl tells it: nothing of the product's own is asked. */
export function wallClock(zone: string, holidays: readonly string[], from: Date, days: number) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  function isWork(at: Date): boolean {
    const said = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const isDay = !OFF.has(said.weekday ?? '') && !holidays.includes(`${said.year}-${said.month}-${said.day}`)
    return isDay && Number(said.hour) >= OPENS && Number(said.hour) < CLOSES
  }
  /** How many minutes of work there were before each minute. */
  const worked = [0]
  for (let minute = 0; minute < days * 24 * 60; minute++) {
    const at = new Date(from.getTime() + minute * MINUTE_MS)
    worked.push((worked[minute] ?? 0) + (isWork(at) ? 1 : 0))
  }
  const until = (at: Date) => worked[Math.round((at.getTime() - from.getTime()) / MINUTE_MS)] ?? Number.NaN
  return { isWork, minutesBetween: (start: Date, end: Date) => until(end) - until(start) }
}
