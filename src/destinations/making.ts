import type { Memory } from '../handoff/handoff.ts'
import { isAnswerLost, type Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import { type Fate, keep, type Step, send, type Work } from './kind.ts'

/** A search may miss a record for so long after it was made. */
const INDEX_LAG_MS = 30_000
/** A try lasts so long at most, and may have made its record at its very end. */
const LONGEST_TRY_MS = 10_000

const markOf = (what: string) => `making ${what}`

/**
 * Makes a record at a vendor that cannot upsert. Before the request it is noted durably that there may be such a record from now on;
 * the note goes when the vendor refuses. `memory` is what else is to be kept.
 */
export function* make({ now }: Work, what: string, request: OutboundRequest, memory: Memory = {}): Step<Reply> {
  yield* keep({ ...memory, [markOf(what)]: now.toISOString() })
  const reply = yield* send(request)
  if (isRefusal(reply)) yield* keep(memory)
  return reply
}

/** When an earlier try began to make a record that may be there now; null where none can be. */
export function begunAt({ memory }: Work, what: string): Date | null {
  const begun = memory[markOf(what)]
  return begun === undefined ? null : new Date(begun)
}

/** Where a search has just found nothing: what to do if an earlier try may have made the record all the same; null where it cannot have. */
export function unsettled(work: Work, what: string, vendor: string): Fate | null {
  const begun = begunAt(work, what)
  if (!begun) return null
  const waitMs = begun.getTime() + LONGEST_TRY_MS + INDEX_LAG_MS - work.now.getTime()
  if (waitMs <= 0) return null
  const hint = `${vendor} may have made this ${what} without our hearing of it, and its search shows new ones late; it is looked for again`
  return { class: 'transient', error: `the ${what} may be there already`, hint, waitMs, isLooking: true }
}

/** Whether nothing was made for certain; a timeout or a 5xx leaves it open. */
export function isRefusal(reply: Reply): boolean {
  if (isAnswerLost(reply)) return false
  return reply.kind === 'failed' || (reply.status >= 300 && reply.status < 500)
}
