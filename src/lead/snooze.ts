import { DateTime } from 'luxon'
import { changed } from './change.ts'
import type { Person } from './decision.ts'
import type { Lead, Snooze } from './lead.ts'

/** The times that are offered; mornings are at nine. */
export const SNOOZE_OFFERS = ['hour', 'tomorrow', 'monday'] as const
export type SnoozeOffer = (typeof SNOOZE_OFFERS)[number]

const MORNING_HOUR = 9
const DAYS_A_WEEK = 7

/** When an offer ends for somebody in that time zone (`Europe/Berlin`); null where the zone is unknown. */
export function snoozeUntil(offer: SnoozeOffer, now: Date, zone: string | null): Date | null {
  if (offer === 'hour') return new Date(now.getTime() + 3_600_000)
  const here = DateTime.fromJSDate(now, { zone: zone ?? '' })
  if (!here.isValid) return null
  const days = offer === 'tomorrow' ? 1 : DAYS_A_WEEK + 1 - here.weekday
  return here.plus({ days }).set({ hour: MORNING_HOUR }).startOf('hour').toJSDate()
}

/** Put aside; it can be decided all the same. */
export function snoozed(lead: Lead, snooze: Snooze, at: Date): Lead {
  const { until, by } = snooze
  return { ...changed(lead, { at, what: 'snoozed', by, detail: null, until }), snooze, due: null }
}

/** Its time has come again, or somebody wants it before. */
export function woken(lead: Lead, at: Date, by: Person | null = null): Lead {
  return { ...changed(lead, { at, what: 'woken', by, detail: null }), snooze: null }
}
