import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { monotonicFactory } from 'ulid'
import type { Config } from './config.ts'
import { createCourier } from './courier/courier.ts'
import { kindNamed } from './destinations/index.ts'
import { AppError } from './errors.ts'
import { createFlow, type Flow } from './flow/index.ts'
import type { Later, Ports } from './flow/ports.ts'
import { createHttp } from './http/index.ts'
import { type Clock, startClock } from './jobs/agenda.ts'
import { createHandoffDispatcher } from './jobs/handoff-dispatcher.ts'
import { createInHand } from './jobs/in-hand.ts'
import { createLater, createRemoteLater, type Steps, takeKick, withoutKick } from './jobs/later.ts'
import { createSlackDispatcher } from './jobs/slack-dispatcher.ts'
import type { Workspace } from './lead/workspace.ts'
import { errorFields, type Log } from './log.ts'
import { startEmbeddedMongo } from './mongo/embedded.ts'
import { checkKeys, connect, createKeyring, createStores, hasPrimary, makeIndexes, type Stores } from './mongo/index.ts'
import { localKeys } from './mongo/local-keys.ts'
import { createModel } from './openai/model.ts'
import { type Model, priceOf } from './scoring/model.ts'
import { type Bolt, createBolt } from './slack/bolt.ts'
import { createClients, type SlackClients, silentLogger } from './slack/clients.ts'
import { createPages } from './slack/pages.ts'
import { createRoster } from './slack/people/roster.ts'
import { askTeam, learnTeam, ownToken } from './slack/people/team.ts'
import { parseAllow } from './wire/public-address.ts'

/** Where the embedded database and this machine's own encryption key live. */
const DATA_FOLDER = '.greenlight'
const USER_AGENT = 'Greenlight/0.1 (+webhooks)'
const SLACK_API = 'https://slack.com/api'
const RANDOM_RANGE = 2 ** 32
/** Its own source of randomness asks the system for each letter. */
const nextUlid = monotonicFactory(() => randomInt(RANDOM_RANGE) / RANDOM_RANGE)
const FINISH_WITHIN_MS = 15_000

/** What both the server and the admin's shell stand on. */
type Ground = {
  stores: Stores
  ports: Omit<Ports, 'later' | 'roster'>
  slack: SlackClients
  db: NonNullable<Awaited<ReturnType<typeof connect>>['db']>
  ready(): Promise<boolean>
  close(): Promise<void>
}

async function prepareGround(config: Config, log: Log): Promise<Ground> {
  const keys = config.ENCRYPTION_KEYS ?? (await localKeys(DATA_FOLDER))
  const embedded = config.MONGODB_URI ? null : await startEmbedded(log)
  const connection = await connect(config.MONGODB_URI ?? embedded?.uri ?? '')
  const { db } = connection
  if (!db) throw new AppError('unavailable', 'MongoDB names no database.')
  const keyring = createKeyring(keys)
  await checkKeys(connection, keyring)
  const stores = createStores(connection, keyring)
  await makeIndexes(connection)
  const courier = createCourier({ allow: parseAllow(config.EGRESS_ALLOW), userAgent: USER_AGENT })
  const slack = createClients({ token: config.SLACK_BOT_TOKEN, apiUrl: config.SLACK_API_URL, logger: silentLogger() })
  const ports = {
    ...stores,
    courier,
    model: modelOf(config, log),
    slack: createPages(slack.posting),
    slackApi: { url: config.SLACK_API_URL ?? SLACK_API, token: ownToken(slack.interactive, config.SLACK_BOT_TOKEN) },
    publicUrl: config.PUBLIC_URL,
    egressIps: config.EGRESS_IPS,
    now: () => new Date(),
    random: Math.random,
    newId: (prefix: string) => `${prefix}_${nextUlid()}`,
    randomBytes,
    breathe: () => setImmediate(),
    pause: (ms: number) => sleep(ms),
    puzzled: (lead: string, error: unknown) =>
      log.error({ lead, ...errorFields(error) }, 'scored by the rules, since scoring failed'),
    reached: (point: string) => {
      if (point === config.FAULT_POINT) process.kill(process.pid, 'SIGKILL')
    },
  }
  const close = async () => {
    await courier.close()
    await stores.inboundLog.flush()
    await connection.close()
    await embedded?.stop()
  }
  return { stores, ports, slack, db, ready: () => hasPrimary(connection), close }
}

function startEmbedded(log: Log) {
  return startEmbeddedMongo({ env: process.env, dataDir: DATA_FOLDER, log: (line) => log.info(line) })
}

/** Why the model was of no use is for the operator; the detail holds no word of a lead. */
function modelOf(config: Config, log: Log): Model | null {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_FALLBACK_MODEL, OPENAI_MODEL, OPENAI_PRICE, OPENAI_TIMEOUT_MS } =
    config
  if (!OPENAI_API_KEY) return null
  const model = createModel({
    apiKey: OPENAI_API_KEY,
    model: OPENAI_MODEL,
    price: priceOf(OPENAI_PRICE),
    timeoutMs: OPENAI_TIMEOUT_MS,
    ...(OPENAI_BASE_URL && { baseUrl: OPENAI_BASE_URL }),
    ...(OPENAI_FALLBACK_MODEL && { fallbackModel: OPENAI_FALLBACK_MODEL }),
  })
  return {
    ...model,
    async judge(brief) {
      const answer = await model.judge(brief)
      if (answer.kind === 'failed') log.warn({ why: answer.why, detail: answer.detail }, 'the model gave no judgement')
      return answer
    },
  }
}

const NOTHING_LATER: Later = {
  joinNews: () => {},
  scoreLead: () => {},
  settleLead: () => {},
  sendEvents: () => {},
  deliver: () => {},
  tokenFor: () => null,
  carry: () => {},
  tellSlack: () => {},
}

/** The flow for a shell: what it changes is taken up by the processes that run. */
export async function openShell(
  config: Config,
  log: Log,
): Promise<{ flow: Flow; workspaces(): Promise<Workspace[]>; close(): Promise<void> }> {
  const ground = await prepareGround(config, log)
  const { workspaces } = ground.stores
  return {
    flow: createFlow({
      ...ground.ports,
      later: NOTHING_LATER,
      roster: createRoster(ground.slack.interactive, () => true),
    }),
    async workspaces() {
      const known = await workspaces.list()
      if (known.length > 0) return known
      if (!config.SLACK_BOT_TOKEN) return []
      await workspaces.remember({ ...(await askTeam(ground.slack.interactive)), publicUrl: config.PUBLIC_URL })
      return workspaces.list()
    },
    close: ground.close,
  }
}

/** A running Greenlight. `stop` takes nothing more in, finishes what is in hand, and closes everything in reverse. */
type App = { port: number; stop(): Promise<void> }

export async function startApp(config: Config, log: Log): Promise<App> {
  const ground = await prepareGround(config, log)
  const { stores, ports } = ground
  const failed = (what: string, error: unknown) => log.error({ what, ...errorFields(error) }, 'failed')
  const inHand = createInHand(failed)
  const newToken = () => randomUUID()
  const works = config.ROLE !== 'web'
  const serves = config.ROLE !== 'worker'

  const team = learnTeam(ground.slack.interactive, {
    remember: (asked) => stores.workspaces.remember({ ...asked, publicUrl: config.PUBLIC_URL }),
    known: stores.workspaces.list,
    unknown: (error) => log.warn(errorFields(error), 'Slack does not say whose bot token this is; asking again'),
  })
  const speaksFor = (workspace: string) => team.id() === workspace

  const handoffs = createHandoffDispatcher({
    leases: stores.handoffs,
    destination: stores.destinations.find,
    reaches: ({ kind, workspace }) => !kindNamed(kind).isOurSlack || speaksFor(workspace),
    takeProbe: stores.destinations.takeProbe,
    takeRate: stores.rates.take,
    returnRate: stores.rates.giveBack,
    deliver: (claimed, delivered) => flow.deliverHandoff(claimed, delivered),
    newToken,
    inHand,
  })
  const posts = createSlackDispatcher({
    posts: stores.posts,
    channels: stores.channels,
    speaksFor,
    tell: (post) => flow.tellSlack(post),
    blocked: async ({ workspace, channel }, why, { since, isNew }) => {
      if (isNew) log.warn({ workspace, channel, why }, 'Slack takes no posts here; they wait')
      await flow.tellBlocked({ workspace, channel, why, since })
    },
    newToken,
    inHand,
  })
  let clock: Clock | null = null
  let bolt: Bolt | null = null
  const wakeAt = (destination: string, at: Date) => clock?.wakeAt(destination, at)
  const steps: Steps = {
    joinNews: (id) => flow.joinNews(id),
    scoreLead: (id, known) => flow.scoreLead(id, known),
    settleLead: (id) => flow.settleLead(id),
    async sendEvents(id, known) {
      await flow.sendEvents(id, known)
      bolt?.leadChanged()
    },
  }
  const later = nextSteps()
  const flow: Flow = createFlow({ ...ports, later, roster: createRoster(ground.slack.interactive, speaksFor) })
  /** A process that works takes the next step itself; one that only serves the web tells the others. */
  function nextSteps() {
    if (config.KICK === 'off') return withoutKick(wakeAt)
    if (!works) return createRemoteLater(stores.kicks.announce, inHand)
    return createLater({ steps, handoffs, kickSlack: posts.kick, wakeAt, inHand })
  }

  // Its jobs run at once, so the flow is there before it.
  clock = works
    ? await startClock({
        db: ground.db,
        name: newToken(),
        dispatch: async () => void (await Promise.all([handoffs.dispatch(), posts.dispatch()])),
        sweep: async () => void (await flow.sweep()),
        replay: () => flow.runReplays(),
        retain: flow.retain,
        replaceOwners: flow.replaceOwners,
        digest: () => flow.digestsDue(),
        train: () => flow.trainDue(),
        wake: async (destination) => handoffs.kick(destination),
        failed,
      })
    : null

  const deaf = async () => {}
  const stopListening = works
    ? stores.kicks.listen(
        (kick) => takeKick(later, kick),
        (error) => failed('kick', error),
      )
    : deaf
  bolt = serves
    ? createBolt({
        signingSecret: config.SLACK_SIGNING_SECRET,
        botToken: config.SLACK_BOT_TOKEN,
        appToken: config.SLACK_APP_TOKEN ?? null,
        clients: ground.slack,
        acts: flow,
        publicUrl: config.PUBLIC_URL,
        ownWorkspace: team.id,
        now: ports.now,
        newId: ports.newId,
        failed,
      })
    : null
  const http = createHttp({
    findEndpoint: async (key) => (serves ? stores.endpoints.byKey(key) : null),
    receiveLead: flow.receiveLead,
    logRefusal: flow.refuseCall,
    ready: async () => ({ ok: await ground.ready(), body: { in_hand: inHand.count(), slack_team: team.id() } }),
    slackListener: bolt?.listener ?? null,
    trustProxy: config.TRUST_PROXY,
    maxBytes: config.INBOUND_MAX_BYTES,
    failed,
  })
  const port = await http.start(config.PORT)

  return {
    port,
    async stop() {
      posts.stop()
      team.stop()
      await Promise.all([http.close(), bolt?.stop(), handoffs.stop(FINISH_WITHIN_MS), stopListening()])
      later.stop()
      await clock?.stop()
      await ground.close()
    },
  }
}
