import type { Usage } from '../scoring/model.ts'
import { NO_USAGE } from '../scoring/model.ts'

/** What one lead's tries have in common: the time that they have together, and the tokens that they have used. */
export type Tries = { startedAt: number; signal: AbortSignal; deadline: number; usage: Usage }

/** Of the time that is left, one try may take this share, so that something is left for the next. */
const TRY_SHARE = 0.6

export function beginTries(timeoutMs: number): Tries {
  return {
    startedAt: performance.now(),
    signal: AbortSignal.timeout(timeoutMs),
    deadline: Date.now() + timeoutMs,
    usage: NO_USAGE,
  }
}

/** How long there is for further tries, in milliseconds. */
export function leftMs({ deadline }: Tries): number {
  return Math.max(0, deadline - Date.now())
}

/** Ends one try in time for the next. */
export function trySignal(tries: Tries): AbortSignal {
  return AbortSignal.any([tries.signal, AbortSignal.timeout(Math.ceil(leftMs(tries) * TRY_SHARE))])
}

/** Counts what a try has used. */
export function addUsage(tries: Tries, { tokensIn, tokensOut }: Usage): void {
  const { usage } = tries
  tries.usage = { tokensIn: usage.tokensIn + tokensIn, tokensOut: usage.tokensOut + tokensOut }
}
