import type { AttemptClass } from './handoff.ts'

/** How a destination has been doing lately. A breaker that is open, or a rest, holds its handoffs back until `openUntil`, then lets one probe through. */
export type Health = {
  /** Failures since the last success. */
  failures: number
  failingSince: Date | null
  openUntil: Date | null
  /** Until then one process has the probe. */
  probeUntil: Date | null
  /** How often the breaker opened since the last success. */
  openings: number
}

export const HEALTHY: Health = { failures: 0, failingSince: null, openUntil: null, probeUntil: null, openings: 0 }

const OPENS_AFTER_FAILURES = 10
const FIRST_OPEN_MS = 10_000
const LONGEST_OPEN_MS = 5 * 60_000
const DISABLED_AFTER_MS = 5 * 24 * 3600 * 1000

/**
 * What an attempt says about its destination: a body that was refused says nothing against the receiver itself. Who limits how often
 * it is called is left alone for `restMs`, five minutes at most, as behind a breaker; that is no failure of its own.
 */
export function healthAfter(health: Health, attempt: AttemptClass, now: Date, restMs = 0): Health {
  if (attempt === 'delivered') return restedFrom(health, now)
  // Whoever refuses a body answers: a breaker may close, but single failures stay counted.
  if (attempt === 'permanent') return health.openUntil ? restedFrom(health, now) : health
  const failures = health.failures + 1
  const failingSince = health.failingSince ?? now
  const probed = health.openings > 0
  const rest = restMs > 0 ? laterOf(health.openUntil, now, Math.min(restMs, LONGEST_OPEN_MS)) : health.openUntil
  const counted = { ...health, failures, failingSince }
  if (!probed && failures < OPENS_AFTER_FAILURES)
    return { ...counted, openUntil: rest && rest > now ? rest : null, probeUntil: null }
  if (probed && health.openUntil && health.openUntil > now) return { ...counted, openUntil: rest }
  const openMs = Math.min(FIRST_OPEN_MS * 2 ** health.openings, LONGEST_OPEN_MS)
  return {
    failures,
    failingSince,
    openings: health.openings + 1,
    openUntil: laterOf(rest, now, openMs),
    probeUntil: null,
  }
}

/** What was under way when a rest began says nothing about its end. */
function restedFrom({ openings, openUntil }: Health, now: Date): Health {
  return openings === 0 && openUntil && openUntil > now ? { ...HEALTHY, openUntil } : HEALTHY
}

function laterOf(until: Date | null, now: Date, ms: number): Date {
  return new Date(Math.max(until?.getTime() ?? 0, now.getTime() + ms))
}

/** `closed`: send; `open`: wait; `probing`: one handoff may show whether it is over. */
export function breaker(health: Health, now: Date): 'closed' | 'open' | 'probing' {
  if (!health.openUntil) return 'closed'
  return health.openUntil > now ? 'open' : 'probing'
}

/** True for a destination whose breaker has not closed for five days. */
export function isGivenUp({ failingSince, openings }: Health, now: Date): boolean {
  return openings > 0 && failingSince !== null && now.getTime() - failingSince.getTime() >= DISABLED_AFTER_MS
}
