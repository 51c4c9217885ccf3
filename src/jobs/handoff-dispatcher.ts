import type { HandoffLeases } from '../flow/leases.ts'
import type { Claimed } from '../flow/ports.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { breaker } from '../handoff/health.ts'
import { createFirstTries } from './first-tries.ts'
import type { InHand } from './in-hand.ts'

export type HandoffDispatcherOptions = {
  leases: HandoffLeases
  destination(id: string): Promise<Destination | null>
  /** Whether this process can send there; what it cannot is left to another one. */
  reaches(destination: Destination): boolean
  takeProbe(id: string): Promise<boolean>
  /** How many of the wanted requests the destination's rate allows now. */
  takeRate(id: string, perSecond: number, wanted: number): Promise<number>
  /** Gives back what was not used of it. */
  returnRate(id: string, unused: number): Promise<void>
  /** Says `delivered` as soon as the receiver has it: the next one may go while that is saved. */
  deliver(claimed: Claimed, delivered: () => void): Promise<void>
  newToken(): string
  inHand: InHand
}

export type HandoffDispatcher = {
  /** Something of this destination fell due at `since` or later; perhaps long ago where nothing is said. */
  kick(destination: string, since?: Date): void
  /** Takes up a handoff that is not stored yet, if it could be sent at once; resolves when it is stored. Null otherwise. */
  goAhead(handoff: Handoff, destination: Destination): Promise<unknown> | null
  /** What `goAhead` answered about a try that is still in hand; null where there is none. */
  aheadOf(handoff: string): Promise<unknown> | null
  /** Takes up every destination that has something due. */
  dispatch(): Promise<void>
  /** Claims nothing more, lets what is under way finish for that long, and gives the rest back. */
  stop(timeoutMs: number): Promise<void>
}

const EVER = new Date(0)
const RENEW_EVERY_MS = 5000
const LARGEST_CLAIM = 100
/** A claim fetches this many times what may be under way at once. */
const CLAIM_AHEAD = 4
const MOST_AT_ONCE = 1024
const USUAL_CONCURRENCY = 8
const SECOND_MS = 1000
const RATE_LOOKS_PER_SECOND = 10
/** Clocks differ, and a kick may come a little after its time; what is missed nevertheless is found by the clock's next look. */
const KICK_MARGIN_MS = 1000

/** One destination's share of the work: what is claimed and waiting here, how much is under way, whether more is due, and perhaps much. */
type Lane = {
  id: string
  queue: Claimed[]
  underWay: number
  filling: boolean
  more: boolean
  /** What is due fell due then or later, as far as is known here. */
  since: number
  deep: boolean
}

/** What a lane may do now; `rate` only where it was asked. */
type Share = { limit: number; concurrency: number; rate: number | null }

/** Hands due handoffs out, batch by batch and destination by destination, so that a slow one holds up only itself. */
export function createHandoffDispatcher(options: HandoffDispatcherOptions): HandoffDispatcher {
  const { leases, inHand } = options
  const lanes = new Map<string, Lane>()
  const crowdedOut = new Set<Lane>()
  const waitingForRate = new Set<string>()
  const held = new Set<Claimed>()
  const firstTries = createFirstTries(leases.insertHeld)
  /** Of all first tries that go ahead here: each is held under a lease only once. */
  const firstToken = options.newToken()
  let stopping = false
  let underWay = 0

  const renewal = setInterval(() => {
    if (held.size > 0) inHand.run('renew leases', () => leases.renew([...held]))
  }, RENEW_EVERY_MS).unref()

  function laneOf(id: string): Lane {
    const none = { queue: [], underWay: 0, filling: false, more: false, since: Number.POSITIVE_INFINITY, deep: false }
    const lane = lanes.get(id) ?? { id, ...none }
    lanes.set(id, lane)
    return lane
  }

  function kick(id: string, since = EVER): void {
    const lane = laneOf(id)
    lane.more = true
    lane.since = Math.min(lane.since, Math.max(0, since.getTime() - KICK_MARGIN_MS))
    look(lane)
  }

  /** What the breaker, a pause or a rate would hold up is better left for whoever can send it first. */
  function goAhead(handoff: Handoff, destination: Destination): Promise<unknown> | null {
    const { id, state, health, rate } = destination
    const isHeldUp = state !== 'on' || health.openUntil !== null || rate !== null || !options.reaches(destination)
    const waiting = lanes.get(id)?.queue.length ?? 0
    if (isHeldUp || stopping || waiting >= LARGEST_CLAIM) return null
    const lane = laneOf(id)
    const claimed = { handoff, token: firstToken, isStored: false }
    held.add(claimed)
    lane.queue.push(claimed)
    look(lane)
    return firstTries.begin(claimed)
  }

  function look(lane: Lane): void {
    if (!lane.filling && !stopping) inHand.run(`dispatch ${lane.id}`, () => fill(lane))
  }

  /** Claims while more is due and the lane has room, and sends what it may; a kick that comes meanwhile has it look once more. */
  async function fill(lane: Lane): Promise<void> {
    lane.filling = true
    try {
      for (let room = true; room; ) {
        const share = await shareOf(lane)
        const claimed = share.limit > 0 ? await claim(lane, share.limit) : 0
        if (share.rate !== null) await settleRate(lane, share.rate, share.limit, claimed)
        work(lane, share.concurrency)
        room = lane.more && share.limit > 0 && !stopping
      }
    } catch (error) {
      // Nobody may look here again soon. What cannot be given back now is free when its lease ends.
      await giveBack(lane)
      throw error
    } finally {
      lane.filling = false
      if (lane.queue.length === 0 && lane.underWay === 0) lanes.delete(lane.id)
    }
  }

  /** How much may be claimed now, and how much may be under way: nothing while the destination is off or out of reach, or its breaker open. */
  async function shareOf(lane: Lane): Promise<Share> {
    const destination = await options.destination(lane.id)
    if (!destination) return { limit: lane.more ? LARGEST_CLAIM : 0, concurrency: USUAL_CONCURRENCY, rate: null }
    const { concurrency, health, rate, state } = destination
    if (state !== 'on' || !options.reaches(destination) || breaker(health, new Date()) === 'open') {
      await giveBack(lane)
      return { limit: 0, concurrency: 0, rate: null }
    }
    if (!lane.more || lane.queue.length >= concurrency) return { limit: 0, concurrency, rate: null }
    if (health.openUntil) {
      // What waited for the breaker fell due long ago.
      lane.since = 0
      return { limit: (await options.takeProbe(lane.id)) ? 1 : 0, concurrency: 1, rate: null }
    }
    if (rate === null) {
      const limit = lane.deep ? LARGEST_CLAIM : Math.min(LARGEST_CLAIM, concurrency * CLAIM_AHEAD)
      return { limit, concurrency, rate }
    }
    // What may be sent now is sent now: claimed ahead, it would go out later in a burst.
    const room = concurrency - lane.underWay - lane.queue.length
    if (room <= 0) return { limit: 0, concurrency, rate: null }
    return { limit: await options.takeRate(lane.id, rate, room), concurrency, rate }
  }

  /** What was granted but not needed goes back; where the rate was the limit, the lane looks again in a moment. */
  async function settleRate(lane: Lane, rate: number, granted: number, claimed: number): Promise<void> {
    if (granted > claimed) await options.returnRate(lane.id, granted - claimed)
    else if (!waitingForRate.has(lane.id)) {
      waitingForRate.add(lane.id)
      const again = () => {
        waitingForRate.delete(lane.id)
        kick(lane.id)
      }
      setTimeout(again, SECOND_MS / Math.min(rate, RATE_LOOKS_PER_SECOND)).unref()
    }
  }

  /** What a failed claim may have taken is not held on to: its lease runs out. */
  async function claim(lane: Lane, limit: number): Promise<number> {
    const since = new Date(lane.since)
    lane.more = false
    lane.since = Number.POSITIVE_INFINITY
    const claimed = await leases.claim(lane.id, limit, options.newToken(), since)
    for (const one of claimed) held.add(one)
    lane.queue.push(...claimed)
    lane.deep = claimed.length === limit
    if (lane.deep) {
      lane.more = true
      lane.since = Math.min(lane.since, claimed.at(-1)?.handoff.nextAttemptAt?.getTime() ?? 0)
    }
    return claimed.length
  }

  /** What was claimed but not begun may go to whoever can send it sooner. */
  async function giveBack(lane: Lane): Promise<void> {
    while (lane.queue.length > 0) {
      const waiting = lane.queue.splice(0)
      for (const one of waiting) held.delete(one)
      await Promise.all(waiting.map(firstTries.letGo))
      await leases.release(waiting)
    }
  }

  async function giveAllBack(): Promise<void> {
    await Promise.all([...lanes.values()].map(giveBack))
  }

  function work(lane: Lane, concurrency: number): void {
    while (!stopping && lane.underWay < concurrency) {
      if (underWay >= MOST_AT_ONCE) {
        crowdedOut.add(lane)
        return
      }
      const claimed = lane.queue.shift()
      if (!claimed) return
      send(lane, claimed)
    }
  }

  /** What failed counts as under way until that is saved, and with it what it says about its destination. */
  function send(lane: Lane, claimed: Claimed): void {
    lane.underWay++
    underWay++
    let isUnderWay = true
    const delivered = () => {
      if (isUnderWay) makeRoom(lane)
      isUnderWay = false
    }
    inHand
      .run(`deliver ${claimed.handoff.id}`, async () => {
        if (!(await firstTries.mayGo(claimed))) return
        await options.deliver(claimed, delivered)
        firstTries.saved(claimed)
      })
      .then(() => {
        held.delete(claimed)
        firstTries.letGo(claimed)
        delivered()
      })
  }

  function makeRoom(lane: Lane): void {
    lane.underWay--
    underWay--
    if (lane.queue.length > 0 || lane.more) look(lane)
    else if (lane.underWay === 0 && !lane.filling) lanes.delete(lane.id)
    const [next] = crowdedOut
    if (next) {
      crowdedOut.delete(next)
      look(next)
    }
  }

  return {
    kick,
    goAhead,
    aheadOf: firstTries.of,
    async dispatch() {
      for (const id of await leases.dueDestinations()) kick(id)
    },
    async stop(timeoutMs) {
      stopping = true
      inHand.run('release what waits', giveAllBack)
      await inHand.settled(timeoutMs)
      clearInterval(renewal)
      firstTries.stop()
      await giveAllBack()
    },
  }
}
