import type { Claimed } from '../flow/ports.ts'
import type { Handoff } from '../handoff/handoff.ts'

/** Well below the time after which the sweep takes a lead's outbox for forgotten. */
const SLOW_AFTER_MS = 500
const LOOK_EVERY_MS = 250

type FirstTry = {
  claimed: Claimed
  begunAt: number
  isStored: boolean
  stored: Promise<unknown>
  resolve(stored: unknown): void
}

/**
 * Tries that went ahead of their handoffs. A handoff is stored with what came of its try; where that takes long or is never known,
 * `store` keeps it as it was before, under a lease of that token if it is still in hand. What is stored already stays as it is.
 */
export function createFirstTries(store: (handoff: Handoff, token: string | null) => Promise<unknown>) {
  const tries = new Map<string, FirstTry>()

  const looking = setInterval(() => {
    const before = Date.now() - SLOW_AFTER_MS
    for (const one of tries.values()) {
      if (one.begunAt > before) return
      storeAs(one, one.claimed.token)
    }
  }, LOOK_EVERY_MS).unref()

  function storeAs(one: FirstTry, token: string | null): void {
    if (!one.isStored) one.resolve(store(one.claimed.handoff, token))
    one.isStored = true
  }

  return {
    /** Resolves when its handoff is stored, one way or the other. */
    begin(claimed: Claimed): Promise<unknown> {
      let resolve: FirstTry['resolve'] = () => {}
      const stored = new Promise((done) => {
        resolve = done
      })
      tries.set(claimed.handoff.id, { claimed, begunAt: Date.now(), isStored: false, stored, resolve })
      return stored
    },
    /** The same of one that is in hand. */
    of: (id: string): Promise<unknown> | null => tries.get(id)?.stored ?? null,
    /** What came of it is stored. */
    saved({ handoff: { id } }: Claimed): void {
      tries.get(id)?.resolve(undefined)
      tries.delete(id)
    },
    /** Nobody has it in hand any more, and nothing is known of what came of it. */
    letGo({ handoff: { id } }: Claimed): void {
      const one = tries.get(id)
      tries.delete(id)
      if (one) storeAs(one, null)
    },
    stop: () => clearInterval(looking),
  }
}
