import { randomUUID } from 'node:crypto'
import type { Config } from './config.ts'
import { kindNamed } from './destinations/index.ts'
import type { Flow } from './flow/index.ts'
import type { Ground } from './ground.ts'
import type { ClockOptions } from './jobs/agenda.ts'
import { createHandoffDispatcher } from './jobs/handoff-dispatcher.ts'
import type { InHand } from './jobs/in-hand.ts'
import { createLater, createRemoteLater, type Steps, withoutKick } from './jobs/later.ts'
import { createSlackDispatcher } from './jobs/slack-dispatcher.ts'
import type { Log } from './log.ts'

/** What the queues of one process stand on. The flow is asked for late: it needs the queues, and they need it. */
export type QueueParts = {
  config: Config
  log: Log
  ground: Ground
  speaksFor(workspace: string): boolean
  inHand: InHand
  flow(): Flow
}

type Queues = ReturnType<typeof queuesOf>

/** What carries handoffs to their destinations, and what tells Slack. */
export function queuesOf({ log, ground: { stores }, speaksFor, inHand, flow }: QueueParts) {
  const newToken = () => randomUUID()
  const handoffs = createHandoffDispatcher({
    leases: stores.handoffs,
    destination: stores.destinations.find,
    reaches: ({ kind, workspace }) => !kindNamed(kind).isOurSlack || speaksFor(workspace),
    takeProbe: stores.destinations.takeProbe,
    takeRate: stores.rates.take,
    returnRate: stores.rates.giveBack,
    deliver: (claimed, delivered) => flow().deliverHandoff(claimed, delivered),
    newToken,
    inHand,
  })
  const posts = createSlackDispatcher({
    posts: stores.posts,
    channels: stores.channels,
    speaksFor,
    tell: (post) => flow().tellSlack(post),
    blocked: async ({ workspace, channel }, why, { since, isNew }) => {
      if (isNew) log.warn({ workspace, channel, why }, 'Slack takes no posts here; they wait')
      await flow().tellBlocked({ workspace, channel, why, since })
    },
    newToken,
    inHand,
  })
  return { handoffs, posts }
}

/** A process that works takes the next step itself; one that only serves the web tells the others. */
export function laterOf(
  { config, ground, inHand, flow }: QueueParts,
  { handoffs, posts }: Queues,
  wakeAt: (destination: string, at: Date) => void,
) {
  if (config.KICK === 'off') return withoutKick(wakeAt)
  if (config.ROLE === 'web') return createRemoteLater(ground.stores.kicks.announce, inHand)
  const steps: Steps = {
    joinNews: (id) => flow().joinNews(id),
    scoreLead: (id, known) => flow().scoreLead(id, known),
    settleLead: (id) => flow().settleLead(id),
    sendEvents: (id, known) => flow().sendEvents(id, known),
  }
  return createLater({ steps, handoffs, kickSlack: posts.kick, wakeAt, inHand })
}

/** What the clock runs. */
export function jobsOf(flow: Flow, { handoffs, posts }: Queues): Omit<ClockOptions, 'db' | 'name' | 'failed'> {
  return {
    dispatch: async () => void (await Promise.all([handoffs.dispatch(), posts.dispatch()])),
    sweep: async () => void (await flow.sweep()),
    replay: () => flow.runReplays(),
    retain: flow.retain,
    replaceOwners: flow.replaceOwners,
    digest: () => flow.digestsDue(),
    train: () => flow.trainDue(),
    wake: async (destination) => handoffs.kick(destination),
  }
}
