import type { PolicyName } from './destination.ts'
import type { AttemptClass } from './handoff.ts'

const SECOND_MS = 1000
const LONGEST_WAIT_MS = 24 * 3600 * SECOND_MS
/** Jitter only adds, so that nobody is called earlier than they asked. */
const JITTER_SHARE = 0.1

/** Seconds before each attempt; the first is made at once. */
type Ladder = readonly number[]

/** How a destination's failures are retried: a ladder per class; an empty one parks at once. */
type Policy = {
  timeoutMs: number
  ladders: Record<Exclude<AttemptClass, 'delivered'>, Ladder>
}

const LONG: Ladder = [0, 5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 36_000]
/** Whose answer was lost probably has the handoff, and asking again tells: some more tries come first. */
const LOST: Ladder = [0, 5, 30, 30, 30, 30, ...LONG.slice(3)]
const SHORT: Ladder = [0, 30, 300]
const ONCE: Ladder = [0]
const ONCE_MORE: Ladder = [0, 30]
const TEN_SECONDS_MS = 10 * SECOND_MS

/** The four policies: ours, and those that the texts of AgentFlow, Zapito and LeadFlo promise. */
export const POLICIES: Record<PolicyName, Policy> = {
  default: {
    timeoutMs: TEN_SECONDS_MS,
    ladders: { transient: LONG, misconfigured: SHORT, permanent: ONCE, gone: ONCE },
  },
  agentflow: { timeoutMs: TEN_SECONDS_MS, ladders: always(LONG) },
  zapito: { timeoutMs: TEN_SECONDS_MS, ladders: always(ONCE_MORE) },
  leadflo: { timeoutMs: 5 * SECOND_MS, ladders: always(ONCE) },
}

function always(ladder: Ladder): Policy['ladders'] {
  return { transient: ladder, misconfigured: ladder, permanent: ladder, gone: ladder }
}

/** How many attempts the ladder of a class allows, for "attempt 3 of 10". */
export function attemptsAllowed(policy: PolicyName, failure: AttemptClass): number {
  return ladderOf(POLICIES[policy], failure).length
}

/** Milliseconds until the next attempt after `step` automatic ones failed, or null when the handoff is to be parked. */
export function retryDelayMs(
  policy: Policy,
  failure: { class: AttemptClass; step: number; retryAfterMs: number; isLost?: boolean },
  random: number,
): number | null {
  const ladder = ladderOf(policy, failure.class)
  const seconds = (failure.isLost && ladder === LONG ? LOST : ladder)[failure.step]
  if (seconds === undefined) return null
  const floor = Math.max(seconds * SECOND_MS, failure.retryAfterMs)
  return Math.min(LONGEST_WAIT_MS, floor + floor * JITTER_SHARE * random)
}

function ladderOf(policy: Policy, failure: AttemptClass): Ladder {
  return failure === 'delivered' ? ONCE : policy.ladders[failure]
}

/** The three forms of https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats; the last one does not name its zone, GMT. */
const DATE_WITH_ZONE = /^[A-Z][a-z]+, \d\d[ -][A-Z][a-z]{2}[ -](\d{2}|\d{4}) \d\d:\d\d:\d\d GMT$/
const DATE_WITHOUT_ZONE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/

/** A Retry-After header in milliseconds from now: seconds, also with decimals, or an HTTP date; a past one is 0, anything else null. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null
  const text = header.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * SECOND_MS, LONGEST_WAIT_MS)
  const date = DATE_WITH_ZONE.test(text) ? text : DATE_WITHOUT_ZONE.test(text) ? `${text} GMT` : ''
  const at = Date.parse(date)
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now.getTime()), LONGEST_WAIT_MS)
}
