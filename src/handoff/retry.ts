import type { PolicyName } from './destination.ts'
import type { AttemptClass } from './handoff.ts'

const SECOND_MS = 1000
const LONGEST_WAIT_MS = 24 * 3600 * SECOND_MS
/** Jitter only adds, so that nobody is called earlier than they asked. */
const JITTER_SHARE = 0.1

/** Seconds before each attempt; the first is made at once. */
type Ladder = readonly number[]

/** How a destination's failures are retried: a ladder per class; an empty one parks at once. */
export type Policy = {
  timeoutMs: number
  ladders: Record<'transient' | 'misconfigured' | 'permanent', Ladder>
}

const LONG: Ladder = [0, 5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 36_000]
const SHORT: Ladder = [0, 30, 300]
const ONCE: Ladder = [0]
const ONCE_MORE: Ladder = [0, 30]
const TEN_SECONDS_MS = 10 * SECOND_MS

/** The four policies: ours, and those that the texts of AgentFlow, Zapito and LeadFlo promise. */
export const POLICIES: Record<PolicyName, Policy> = {
  default: { timeoutMs: TEN_SECONDS_MS, ladders: { transient: LONG, misconfigured: SHORT, permanent: ONCE } },
  agentflow: { timeoutMs: TEN_SECONDS_MS, ladders: { transient: LONG, misconfigured: LONG, permanent: LONG } },
  zapito: {
    timeoutMs: TEN_SECONDS_MS,
    ladders: { transient: ONCE_MORE, misconfigured: ONCE_MORE, permanent: ONCE_MORE },
  },
  leadflo: { timeoutMs: 5 * SECOND_MS, ladders: { transient: ONCE, misconfigured: ONCE, permanent: ONCE } },
}

/** How many attempts the ladder of a class allows, for "attempt 3 of 10". */
export function attemptsAllowed(policy: PolicyName, failure: AttemptClass): number {
  return ladderOf(POLICIES[policy], failure).length
}

/** Milliseconds until the next attempt after `step` automatic ones failed, or null when the handoff is to be parked. */
export function retryDelayMs(
  policy: Policy,
  failure: { class: AttemptClass; step: number; retryAfterMs: number | null },
  random: number,
): number | null {
  const seconds = ladderOf(policy, failure.class)[failure.step]
  if (seconds === undefined) return null
  const floor = Math.max(seconds * SECOND_MS, failure.retryAfterMs ?? 0)
  return Math.min(LONGEST_WAIT_MS, floor + floor * JITTER_SHARE * random)
}

function ladderOf(policy: Policy, failure: AttemptClass): Ladder {
  if (failure === 'transient' || failure === 'misconfigured' || failure === 'permanent') return policy.ladders[failure]
  return ONCE
}

/** A Retry-After header in milliseconds from now: seconds, also with decimals, or an HTTP date; a past one is 0, anything else null. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * SECOND_MS, LONGEST_WAIT_MS)
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now.getTime()), LONGEST_WAIT_MS)
}
