import { afterWork, type Hours } from './hours.ts'

/** Minutes of work after which an unanswered lead's owner is reminded, its fallback owner is told, and it becomes theirs. */
export type Sla = { remind: number; escalate: number; reassign: number }

export const USUAL_SLA: Sla = { remind: 15, escalate: 45, reassign: 60 }

export const SLA_STEPS = ['remind', 'escalate', 'reassign'] as const
export type SlaStep = (typeof SLA_STEPS)[number]

/** What an unanswered lead comes to next. `since` is when its time began. */
export type Due = { step: SlaStep; at: Date; since: Date }

const MINUTE_MS = 60_000

/**
 * The step after `taken` (null: none yet) of a lead whose time began at `since`; null when none is left. Outside business hours
 * time stands still, but not for what is urgent.
 */
export function nextDue(sla: Sla, hours: Hours | null, since: Date, taken: SlaStep | null): Due | null {
  const step = SLA_STEPS[taken === null ? 0 : SLA_STEPS.indexOf(taken) + 1]
  if (!step) return null
  const ms = sla[step] * MINUTE_MS
  const at = hours ? afterWork(hours, since, ms) : new Date(since.getTime() + ms)
  return at && { step, at, since }
}
