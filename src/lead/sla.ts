import { afterWork, type Hours } from './hours.ts'

/** Minutes of work after which an unanswered lead's owner is reminded, its fallback owner is told, and somebody else gets it. */
type Sla = { remind: number; escalate: number; reassign: number }

export const USUAL_SLA = '15/45/60'

const SLA_STEPS = ['remind', 'escalate', 'reassign'] as const
export type SlaStep = (typeof SLA_STEPS)[number]

/** By what time is measured: hours are null where it never stands still. */
export type Pace = { sla: Sla; hours: Hours | null }

/** What an unanswered lead comes to next. `since` is when its time began, `from` when the step before was taken. */
export type Due = { step: SlaStep; at: Date; since: Date; from: Date }

const MINUTE_MS = 60_000
const MOST_MINUTES = 10_080

/** Reads `15/45/60`. Null where it is not three numbers of minutes, each more than the one before, within a week. */
export function readSla(text: string): Sla | null {
  const [, remind, escalate, reassign] = (/^(\d{1,5})\/(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []).map(Number)
  if (!remind || !escalate || !reassign) return null
  const isLadder = remind < escalate && escalate < reassign && reassign <= MOST_MINUTES
  return isLadder ? { remind, escalate, reassign } : null
}

/**
 * The step after `taken` (null: none yet), which was taken at `from`; null when none is left. A step that came late puts off those
 * after it, so that they never come all at once.
 */
export function nextDue(pace: Pace, since: Date, taken: SlaStep | null = null, from = since): Due | null {
  const step = SLA_STEPS[taken === null ? 0 : SLA_STEPS.indexOf(taken) + 1]
  return step ? timed(pace, { step, since, from }) : null
}

/** When a step is due by that pace; null where the team is never at work. */
export function timed({ sla, hours }: Pace, { step, since, from }: Omit<Due, 'at'>): Due | null {
  const before = SLA_STEPS[SLA_STEPS.indexOf(step) - 1]
  const ms = (sla[step] - (before ? sla[before] : 0)) * MINUTE_MS
  const at = hours ? afterWork(hours, from, ms) : new Date(from.getTime() + ms)
  return at && { step, at, since, from }
}
