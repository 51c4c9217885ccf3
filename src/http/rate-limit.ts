/** What an endpoint allows: so many requests per second, and `burst` at once; rate 0 is no limit. */
type Allowance = { id: string; rate: number; burst: number }

/** What keeps one sender from taking all the room. */
export type RateLimit = {
  /** Takes one request from the endpoint's bucket: 0 when there was one, else the whole seconds until there is. */
  take(allowance: Allowance): number
}

/** An endpoint that has not been called for as long as it takes so many others starts afresh. */
const MOST_BUCKETS = 10_000

/** A token bucket per endpoint, in this process. `nowMs` is a clock that never goes back. */
export function createRateLimit(nowMs: () => number): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>()

  return {
    take({ id, rate, burst }) {
      if (rate <= 0) return 0
      const size = Math.max(1, burst)
      const at = nowMs()
      const before = buckets.get(id) ?? { tokens: size, at }
      const tokens = Math.min(size, before.tokens + ((at - before.at) / 1000) * rate)
      const isFree = tokens >= 1
      buckets.delete(id)
      buckets.set(id, { tokens: isFree ? tokens - 1 : tokens, at })
      if (buckets.size > MOST_BUCKETS) buckets.delete(oldest(buckets))
      return isFree ? 0 : Math.max(1, Math.ceil((1 - tokens) / rate))
    },
  }
}

/** A map keeps the order in which its keys were set. */
function oldest(buckets: ReadonlyMap<string, unknown>): string {
  const [id = ''] = buckets.keys()
  return id
}
