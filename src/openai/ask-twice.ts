import { setTimeout as pause } from 'node:timers/promises'
import type { Brief } from '../scoring/brief.ts'
import { type Answer, ask, type Server } from './ask.ts'
import type { Failure } from './failure.ts'
import { addUsage, leftMs, type Tries, trySignal } from './tries.ts'

const RETRY_PAUSE_MS = 400

/** Asks one model: a try, and one more after a transient error when time allows. */
export type AskTwice = (model: string, brief: Brief, tries: Tries) => Promise<Answer>

export function createAskTwice(server: Server): AskTwice {
  /** Until when each model asked to be left alone (429 with Retry-After). */
  const restUntil = new Map<string, number>()

  async function askOnce(model: string, brief: Brief, tries: Tries): Promise<Answer> {
    const answer = await ask(server, { model, brief }, trySignal(tries))
    addUsage(tries, answer.usage)
    return answer
  }

  return async (model, brief, tries) => {
    const restingMs = (restUntil.get(model) ?? 0) - Date.now()
    if (restingMs >= leftMs(tries)) return { usage: tries.usage, failure: rateLimited(restingMs) }
    if (restingMs > 0) await pause(restingMs)
    const first = await askOnce(model, brief, tries)
    if (!('failure' in first) || first.failure.scope !== 'transient') return first
    const waitMs = first.failure.waitMs ?? RETRY_PAUSE_MS
    if (first.failure.waitMs !== null) restUntil.set(model, Date.now() + waitMs)
    if (waitMs >= leftMs(tries)) return first
    await pause(waitMs)
    return askOnce(model, brief, tries)
  }
}

function rateLimited(waitMs: number): Failure {
  return { why: 'model_error', detail: 'rate limited', scope: 'transient', waitMs }
}
