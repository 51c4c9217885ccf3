import type { Claimed } from '../flow/ports.ts'
import type { Destination } from '../handoff/destination.ts'
import type { InHand } from './in-hand.ts'

/** What the dispatcher asks of the store of handoffs. */
type Leases = {
  dueDestinations(): Promise<string[]>
  claim(destination: string, limit: number, token: string): Promise<Claimed[]>
  renew(tokens: readonly string[]): Promise<void>
  release(token: string): Promise<void>
}

export type HandoffDispatcherOptions = {
  leases: Leases
  destination(id: string): Promise<Destination | null>
  deliver(claimed: Claimed): Promise<void>
  newToken(): string
  inHand: InHand
}

export type HandoffDispatcher = {
  /** Something of this destination is due now. */
  kick(destination: string): void
  /** Takes up every destination that has something due. */
  dispatch(): Promise<void>
  /** Claims nothing more, lets what is under way finish for that long, and gives the rest back. */
  stop(timeoutMs: number): Promise<void>
}

const RENEW_EVERY_MS = 5000
const LARGEST_CLAIM = 100
/** A claim fetches this many times what may be under way at once. */
const CLAIM_AHEAD = 4
const MOST_AT_ONCE = 1024
const USUAL_CONCURRENCY = 8

/** One destination's share of the work: what is claimed and waiting here, how much is under way, and whether more is due. */
type Lane = { id: string; queue: Claimed[]; underWay: number; filling: boolean; more: boolean }

/** Hands due handoffs out, batch by batch and destination by destination, so that a slow one holds up only itself. */
export function createHandoffDispatcher(options: HandoffDispatcherOptions): HandoffDispatcher {
  const { leases, inHand } = options
  const lanes = new Map<string, Lane>()
  const crowdedOut = new Set<Lane>()
  /** Tokens under which something is held here, and how much. */
  const held = new Map<string, number>()
  let stopping = false
  let underWay = 0

  const renewal = setInterval(() => {
    if (held.size > 0) inHand.run('renew leases', () => leases.renew([...held.keys()]))
  }, RENEW_EVERY_MS).unref()

  function kick(id: string): void {
    const lane = lanes.get(id) ?? { id, queue: [], underWay: 0, filling: false, more: false }
    lanes.set(id, lane)
    lane.more = true
    if (!lane.filling && !stopping) inHand.run(`dispatch ${id}`, () => fill(lane))
  }

  /** Claims while more is due and the lane has room; a kick that comes meanwhile has it look once more. */
  async function fill(lane: Lane): Promise<void> {
    lane.filling = true
    try {
      while (lane.more && !stopping) {
        const destination = await options.destination(lane.id)
        if (destination && destination.state !== 'on') return
        const concurrency = destination?.concurrency ?? USUAL_CONCURRENCY
        if (lane.queue.length < concurrency) await claim(lane, Math.min(LARGEST_CLAIM, concurrency * CLAIM_AHEAD))
        work(lane, concurrency)
        if (lane.queue.length >= concurrency) return
      }
    } finally {
      lane.filling = false
      if (lane.queue.length === 0 && lane.underWay === 0 && !lane.more) lanes.delete(lane.id)
    }
  }

  async function claim(lane: Lane, limit: number): Promise<void> {
    const token = options.newToken()
    lane.more = false
    held.set(token, 1)
    const claimed = await leases.claim(lane.id, limit, token)
    held.set(token, claimed.length + 1)
    letGo(token)
    lane.queue.push(...claimed)
    lane.more ||= claimed.length === limit
  }

  function work(lane: Lane, concurrency: number): void {
    while (!stopping && lane.underWay < concurrency) {
      if (underWay >= MOST_AT_ONCE) {
        crowdedOut.add(lane)
        return
      }
      const claimed = lane.queue.shift()
      if (!claimed) return
      lane.underWay++
      underWay++
      inHand
        .run(`deliver ${claimed.handoff.id}`, () => options.deliver(claimed))
        .then(() => done(lane, claimed, concurrency))
    }
  }

  function done(lane: Lane, { token }: Claimed, concurrency: number): void {
    lane.underWay--
    underWay--
    letGo(token)
    work(lane, concurrency)
    if (lane.queue.length < concurrency && (lane.more || lane.underWay === 0)) kick(lane.id)
    const [next] = crowdedOut
    if (next) {
      crowdedOut.delete(next)
      kick(next.id)
    }
  }

  function letGo(token: string): void {
    const left = (held.get(token) ?? 1) - 1
    if (left > 0) held.set(token, left)
    else held.delete(token)
  }

  return {
    kick,
    async dispatch() {
      for (const id of await leases.dueDestinations()) kick(id)
    },
    async stop(timeoutMs) {
      stopping = true
      await inHand.settled(timeoutMs)
      clearInterval(renewal)
      await Promise.all([...held.keys()].map((token) => leases.release(token)))
    },
  }
}
