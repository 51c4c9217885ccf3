import { DateTime } from 'luxon'
import type { LeadCount } from './stats.ts'

export const DIGESTS = ['off', 'daily', 'weekly'] as const
/** How often a digest is sent. */
export type DigestEvery = Exclude<(typeof DIGESTS)[number], 'off'>

/** A span of time that a digest is about; `id` is the day on which it ends, `YYYY-MM-DD`. */
export type Period = { id: string; from: Date; to: Date }

/** What a span of time came to. The span is a median in milliseconds, null where nothing was decided. */
export type DigestFigures = {
  leads: number
  approved: number
  rejected: number
  timeToDecisionMs: number | null
  deliveriesFailed: number
  /** Most leads first. */
  sources: { source: string; leads: number; approved: number; rejected: number }[]
}

/** The last day or week (Monday to Monday) that ended at that hour of the zone's wall clock. */
export function lastPeriod(
  now: Date,
  { every, hour, zone }: { every: DigestEvery; hour: number; zone: string },
): Period {
  const span = every === 'daily' ? { days: 1 } : { weeks: 1 }
  const here = DateTime.fromJSDate(now, { zone })
  const start = every === 'daily' ? here.startOf('day') : here.startOf('week')
  const thisTime = start.set({ hour })
  const to = thisTime > here ? start.minus(span).set({ hour }) : thisTime
  return { id: to.toFormat('yyyy-MM-dd'), from: to.minus(span).toJSDate(), to: to.toJSDate() }
}

/** Figures from counts of leads that are alike. */
export function digestFigures(
  counts: readonly LeadCount[],
  rest: Pick<DigestFigures, 'timeToDecisionMs' | 'deliveriesFailed'>,
): DigestFigures {
  const names = [...new Set(counts.map(({ source }) => source))]
  const sources = names.map((source) => ({ source, ...sums(counts.filter((one) => one.source === source)) }))
  return { ...sums(counts), ...rest, sources: sources.sort((a, b) => b.leads - a.leads) }
}

function sums(counts: readonly LeadCount[]) {
  const of = (outcome: LeadCount['outcome']) =>
    counts.reduce((sum, one) => sum + (one.outcome === outcome ? one.count : 0), 0)
  const leads = counts.reduce((sum, { count }) => sum + count, 0)
  return { leads, approved: of('approved'), rejected: of('rejected') }
}
