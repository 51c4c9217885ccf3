import { randomBytes, randomInt } from 'node:crypto'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { monotonicFactory } from 'ulid'
import type { Config } from './config.ts'
import { createCourier } from './courier/courier.ts'
import { AppError } from './errors.ts'
import type { Ports } from './flow/ports.ts'
import { errorFields, type Log } from './log.ts'
import { startEmbeddedMongo } from './mongo/embedded.ts'
import { checkKeys, connect, createKeyring, createStores, hasPrimary, makeIndexes, type Stores } from './mongo/index.ts'
import { localKeys } from './mongo/local-keys.ts'
import { type Model, priceOf } from './scoring/model.ts'
import { createClients, type SlackClients, silentLogger } from './slack/clients.ts'
import { createPages } from './slack/pages.ts'
import { ownToken } from './slack/people/team.ts'
import { parseAllow } from './wire/public-address.ts'

/** Where the embedded database and this machine's own encryption key live. */
const DATA_FOLDER = '.greenlight'
const USER_AGENT = 'Greenlight/0.1 (+webhooks)'
const SLACK_API = 'https://slack.com/api'
const RANDOM_RANGE = 2 ** 32
/** Its own source of randomness asks the system for each letter. */
const nextUlid = monotonicFactory(() => randomInt(RANDOM_RANGE) / RANDOM_RANGE)

/** What both the server and the admin's shell stand on: the stores, and every port but the queue. `close` lets go of all of it. */
export type Ground = {
  stores: Stores
  ports: Omit<Ports, 'later' | 'roster'>
  slack: SlackClients
  db: NonNullable<Awaited<ReturnType<typeof connect>>['db']>
  ready(): Promise<boolean>
  close(): Promise<void>
}

/** Connects and checks the database, makes its indexes, and opens what talks to others. Throws where the database or its keys do not fit. */
export async function prepareGround(config: Config, log: Log): Promise<Ground> {
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
    model: await modelOf(config, log),
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
      log.error({ lead, ...errorFields(error) }, 'scoring failed; the lead goes on by the rules, or unscored for now'),
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
async function modelOf(config: Config, log: Log): Promise<Model | null> {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_FALLBACK_MODEL, OPENAI_MODEL, OPENAI_PRICE, OPENAI_TIMEOUT_MS } =
    config
  if (!OPENAI_API_KEY) return null
  // Whoever has no key need not hold the SDK in memory.
  const { createModel } = await import('./openai/model.ts')
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
