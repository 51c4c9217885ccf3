import { deliveryOf, type Handoff } from '../handoff/handoff.ts'

/** A handoff as the log lists it. */
export function handoffRow({ id, lead, destination, event, state, nextAttemptAt, hint, attempts }: Handoff) {
  return {
    id,
    lead_id: lead,
    destination: destination.name,
    event,
    state,
    outcome: deliveryOf({ state }),
    next_attempt_at: nextAttemptAt,
    hint,
    attempts: attempts.map((attempt) => ({
      n: attempt.n,
      at: attempt.at,
      trigger: attempt.trigger,
      status: attempt.status,
      class: attempt.class,
      error: attempt.error,
      ms: Math.round(attempt.phases.total),
    })),
  }
}
