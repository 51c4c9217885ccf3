import { randomUUID } from 'node:crypto'
import type { Config } from './config.ts'
import { createFlow, type Flow } from './flow/index.ts'
import { type Ground, prepareGround } from './ground.ts'
import { createHttp } from './http/index.ts'
import { type Clock, startClock } from './jobs/agenda.ts'
import { createInHand } from './jobs/in-hand.ts'
import { takeKick } from './jobs/later.ts'
import { errorFields, type Log } from './log.ts'
import { jobsOf, laterOf, type QueueParts, queuesOf } from './queues.ts'
import { type Bolt, createBolt } from './slack/bolt.ts'
import { createRoster } from './slack/people/roster.ts'
import { learnTeam } from './slack/people/team.ts'

const FINISH_WITHIN_MS = 15_000

/** A running Greenlight. `stop` takes nothing more in, finishes what is in hand, and closes everything in reverse. */
type App = { port: number; stop(): Promise<void> }

type Team = ReturnType<typeof learnTeam>

/** What the parts of one process share. */
type Parts = QueueParts & { team: Team; failed(what: string, error: unknown): void }

/** Starts the share of the work that `ROLE` names, and listens. */
export async function startApp(config: Config, log: Log): Promise<App> {
  const ground = await prepareGround(config, log)
  const { stores } = ground
  const failed = (what: string, error: unknown) => log.error({ what, ...errorFields(error) }, 'failed')
  const inHand = createInHand(failed)
  const team = teamOf(config, log, ground)
  const speaksFor = (workspace: string) => team.id() === workspace
  const parts: Parts = { config, log, ground, team, speaksFor, inHand, flow: () => flow, failed }
  const works = config.ROLE !== 'web'
  const serves = config.ROLE !== 'worker'

  const queues = queuesOf(parts)
  let clock: Clock | null = null
  const later = laterOf(parts, queues, (destination, at) => clock?.wakeAt(destination, at))
  const roster = createRoster(ground.slack.interactive, speaksFor)
  const flow: Flow = createFlow({ ...ground.ports, later, roster })

  // Its jobs run at once, so the flow is there before it.
  if (works) clock = await startClock({ db: ground.db, name: randomUUID(), failed, ...jobsOf(flow, queues) })
  const stopListening = works
    ? stores.kicks.listen(
        (kick) => takeKick(later, kick),
        (error) => failed('kick', error),
      )
    : async () => {}
  const bolt = serves ? boltOf(parts) : null
  const http = httpOf(parts, bolt)
  const port = await http.start(config.PORT)

  return {
    port,
    async stop() {
      queues.posts.stop()
      team.stop()
      await Promise.all([http.close(), bolt?.stop(), queues.handoffs.stop(FINISH_WITHIN_MS), stopListening()])
      later.stop()
      await clock?.stop()
      await ground.close()
    },
  }
}

/** Learns whose bot token this is, so that only its workspace is spoken for. */
function teamOf({ PUBLIC_URL }: Config, log: Log, { slack, stores }: Ground): Team {
  return learnTeam(slack.interactive, {
    remember: (asked) => stores.workspaces.remember({ ...asked, publicUrl: PUBLIC_URL }),
    known: stores.workspaces.list,
    unknown: (error) => log.warn(errorFields(error), 'Slack does not say whose bot token this is; asking again'),
  })
}

function boltOf({ config, ground, team, flow, failed }: Parts): Bolt {
  return createBolt({
    signingSecret: config.SLACK_SIGNING_SECRET,
    botToken: config.SLACK_BOT_TOKEN,
    appToken: config.SLACK_APP_TOKEN ?? null,
    clients: ground.slack,
    acts: flow(),
    publicUrl: config.PUBLIC_URL,
    ownWorkspace: team.id,
    now: ground.ports.now,
    newId: ground.ports.newId,
    failed,
  })
}

/** Without Bolt, as in a worker, no endpoint is known either: such a process serves its health alone. */
function httpOf({ config, ground, team, inHand, flow, failed }: Parts, bolt: Bolt | null) {
  return createHttp({
    findEndpoint: async (key) => (bolt ? ground.stores.endpoints.byKey(key) : null),
    receiveLead: flow().receiveLead,
    logRefusal: flow().refuseCall,
    ready: async () => ({ ok: await ground.ready(), body: { in_hand: inHand.count(), slack_team: team.id() } }),
    slackListener: bolt?.listener ?? null,
    trustProxy: config.TRUST_PROXY,
    maxBytes: config.INBOUND_MAX_BYTES,
    failed,
  })
}
