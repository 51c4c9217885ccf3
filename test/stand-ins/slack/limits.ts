import type { Tier } from './api/method.ts'

/** How fast this Slack lets one app call it; `false` lifts the limits. */
export type Limits = {
  /** Posts per second in one channel, and how many may come at once before that counts. */
  postsPerSecond: number
  postBurst: number
  /** Calls per minute of each method, by its tier. */
  perMinute: Record<1 | 2 | 3 | 4, number>
}

/** https://docs.slack.dev/apis/web-api/rate-limits; the tiers are Slack's promised minimum. */
export const SLACK_LIMITS: Limits = { postsPerSecond: 1, postBurst: 5, perMinute: { 1: 1, 2: 20, 3: 50, 4: 100 } }

type Bucket = { tokens: number; at: number }

/** Counts calls; answers how many seconds a caller must wait, or undefined when the call may go ahead. */
export function rateLimiter(limits: Limits | false, now: () => number) {
  const buckets = new Map<string, Bucket>()

  function take(name: string, capacity: number, perSecond: number): number | undefined {
    const bucket = buckets.get(name) ?? { tokens: capacity, at: now() }
    buckets.set(name, bucket)
    bucket.tokens = Math.min(capacity, bucket.tokens + ((now() - bucket.at) / 1000) * perSecond)
    bucket.at = now()
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond))
    bucket.tokens -= 1
    return undefined
  }

  return function waitSeconds(method: string, tier: Tier, channel: string | undefined): number | undefined {
    if (limits === false) return undefined
    if (method === 'chat.postMessage') return take(`post ${channel ?? ''}`, limits.postBurst, limits.postsPerSecond)
    if (tier === 'special') return undefined
    return take(method, limits.perMinute[tier], limits.perMinute[tier] / 60)
  }
}
