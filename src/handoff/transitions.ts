import type { Reply } from '../wire/reply.ts'
import type { Judged } from './classify.ts'
import type { PolicyName } from './destination.ts'
import type { Attempt, Handoff, Remote } from './handoff.ts'
import { POLICIES, retryAfterMs, retryDelayMs } from './retry.ts'

const KEPT_RESPONSE_BYTES = 4096
const KEPT_HEADERS = ['content-type', 'retry-after', 'server', 'date', 'location', 'x-request-id', 'cf-ray', 'via']

/** What came of one try, and the chance (0–1) that its jitter is drawn with. */
export type Tried = {
  at: Date
  /** The last answer; null where nothing was sent. */
  reply: Reply | null
  judged: Judged
  remote: Remote | null
  /** How long the vendor wants to be left alone at least, whatever the ladder and Retry-After say. */
  waitMs: number
  /** What an earlier try made is looked for once more after `waitMs`; nothing failed. */
  isLooking: boolean
  /** The answer was lost, of somebody who can be asked what they have. */
  isLost: boolean
  sentBody: string
  policy: PolicyName
  random: number
  now: Date
}

/** The handoff after a try: delivered, waiting for the next one, or parked. */
export function attempted(handoff: Handoff, tried: Tried): Handoff {
  const { judged, now, remote } = tried
  const attempt = attemptOf(handoff, tried)
  const next = { ...handoff, remote, attempts: [...handoff.attempts, attempt], trigger: 'auto' as const }
  if (judged.class === 'delivered')
    return { ...next, state: 'delivered', nextAttemptAt: null, hint: null, finishedAt: now }
  const step = tried.isLooking ? handoff.step : handoff.step + 1
  const wait = { step: tried.isLooking ? 0 : step, retryAfterMs: attempt.askedMs }
  const failure = { class: judged.class, ...wait, isLost: tried.isLost }
  const delay = retryDelayMs(POLICIES[tried.policy], failure, tried.random)
  if (delay === null) return { ...next, step, state: 'parked', nextAttemptAt: null, hint: judged.hint, finishedAt: now }
  return { ...next, step, nextAttemptAt: new Date(now.getTime() + delay), hint: judged.hint }
}

function attemptOf(handoff: Handoff, { at, reply, judged, sentBody, waitMs, now }: Tried): Attempt {
  const answered = reply?.kind === 'answered' ? reply : null
  return {
    n: handoff.attempts.length + 1,
    at,
    trigger: handoff.trigger,
    status: answered?.status ?? null,
    class: judged.class,
    error: judged.error,
    askedMs: Math.max(retryAfterMs(answered?.headers['retry-after'], now) ?? 0, waitMs),
    phases: reply?.phases ?? { total: 0 },
    responseHeaders: keptOf(answered?.headers ?? {}),
    responseBody: answered ? beginning(answered.body) : null,
    requestBody: sentBody === handoff.body ? null : sentBody,
  }
}

function keptOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of KEPT_HEADERS) {
    const value = headers[name]
    if (value !== undefined) kept[name] = value
  }
  return kept
}

/** There is nothing to say there about this event. */
export function skipped(handoff: Handoff, hint: string, now: Date): Handoff {
  return { ...handoff, state: 'skipped', nextAttemptAt: null, hint, finishedAt: now }
}

/** A character that the cut would break in two is left out. */
function beginning(text: string): string {
  if (Buffer.byteLength(text) <= KEPT_RESPONSE_BYTES) return text
  return new TextDecoder().decode(Buffer.from(text).subarray(0, KEPT_RESPONSE_BYTES), { stream: true })
}

/** Somebody gave it up for good: what it said goes, that it was owed stays. */
export function discarded(handoff: Handoff, now: Date): Handoff {
  const attempts = handoff.attempts.map((one) => ({ ...one, requestBody: null, responseBody: null }))
  return { ...skipped(handoff, 'discarded by an admin', now), body: null, attempts }
}

/** Nothing can be sent as things stand: kept, with the reason. */
export function parked(handoff: Handoff, hint: string, now: Date): Handoff {
  return { ...handoff, state: 'parked', nextAttemptAt: null, hint, finishedAt: now }
}

/** Somebody asked to try again now: the ladder starts anew, the log goes on. */
export function retried(handoff: Handoff, trigger: 'manual' | 'replay', now: Date): Handoff {
  return { ...handoff, state: 'open', step: 0, nextAttemptAt: now, trigger, finishedAt: null }
}
