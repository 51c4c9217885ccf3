import type { HandoffLeases } from '../flow/leases.ts'
import type { Claimed } from '../flow/ports.ts'

/** Well below the time after which the sweep takes a lead's outbox for forgotten. */
const SLOW_AFTER_MS = 500
const LOOK_EVERY_MS = 250

type FirstTry = {
  claimed: Claimed
  begunAt: number
  /** The row without what came of the try, where that takes long. */
  storing: Promise<boolean> | null
  stored: Promise<void>
  resolve(): void
  reject(error: unknown): void
}

/**
 * Tries that went ahead of their handoffs. A handoff is stored with what came of its try; where that takes long or is never known,
 * it is stored before, under the lease of its try.
 */
export function createFirstTries(insertHeld: HandoffLeases['insertHeld']) {
  const tries = new Map<string, FirstTry>()

  /** One that cannot be stored now is stored at a later look. */
  const looking = setInterval(() => {
    for (const one of tries.values()) if (isSlow(one)) storeHeld(one).catch(() => {})
  }, LOOK_EVERY_MS).unref()

  function isSlow({ begunAt }: FirstTry): boolean {
    return Date.now() - begunAt >= SLOW_AFTER_MS
  }

  function storeHeld(one: FirstTry): Promise<boolean> {
    one.storing ??= insertHeld(one.claimed).then(
      (isOurs) => {
        one.resolve()
        return isOurs
      },
      (error: unknown) => {
        one.storing = null
        throw error
      },
    )
    return one.storing
  }

  function taken({ handoff: { id } }: Claimed): FirstTry | undefined {
    const one = tries.get(id)
    tries.delete(id)
    return one
  }

  return {
    /** Resolves when its handoff is stored, one way or the other; rejects where it was let go and cannot be stored. */
    begin(claimed: Claimed): Promise<void> {
      let settle: Pick<FirstTry, 'resolve' | 'reject'> | undefined
      const stored = new Promise<void>((resolve, reject) => {
        settle = { resolve, reject }
      })
      if (settle) tries.set(claimed.handoff.id, { claimed, begunAt: Date.now(), storing: null, stored, ...settle })
      return stored
    },
    /** The same of one that is in hand. */
    of: (id: string): Promise<void> | null => tries.get(id)?.stored ?? null,
    /** Whether it may be sent now. Somebody else may have met the lead's outbox while it waited, and then it is theirs. */
    mayGo({ handoff: { id } }: Claimed): boolean | Promise<boolean> {
      const one = tries.get(id)
      return !one || !isSlow(one) || storeHeld(one)
    },
    /** What came of it is stored. */
    saved(claimed: Claimed): void {
      taken(claimed)?.resolve()
    },
    /** Nothing will be known of what came of it. Resolves when it is stored, as yet under its lease, or cannot be. */
    async letGo(claimed: Claimed): Promise<void> {
      const one = taken(claimed)
      if (one) await storeHeld(one).catch(one.reject)
    },
    stop: () => clearInterval(looking),
  }
}
