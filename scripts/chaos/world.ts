import { randomBytes } from 'node:crypto'
import type { Connection } from 'mongoose'
import { readLine } from '../../src/admin/index.ts'
import { readConfig } from '../../src/config.ts'
import { ENDPOINT_AUTHS, type Endpoint } from '../../src/lead/endpoint.ts'
import { createLog } from '../../src/log.ts'
import { connect } from '../../src/mongo/index.ts'
import { openShell } from '../../src/shell.ts'
import { SOURCES } from '../../src/sources/index.ts'
import { type Crm, startCrm } from '../../test/stand-ins/crm/index.ts'
import { type LocalSlack, startLocalSlack } from '../../test/stand-ins/slack/index.ts'
import { type KillableMongod, startMongod } from './mongod.ts'
import { createProduct, type Product } from './product.ts'

/** Where leads go in; without a channel they are never shown in Slack. */
export type Intake = { path: string; secret: string; channel: string | null }
/** Whoever sends to an endpoint of a source, and how it proves itself. */
export type Sender = Pick<Endpoint, 'source' | 'auth' | 'settings'> & { path: string; secret: string }
/** A receiver: what it hears of, at its own path of the CRM. */
export type Receiver = { id: string; name: string; path: string; events: readonly string[] }

type WorldPlan = {
  /** How many processes of the product. */
  processes: number
  /** How many channels with an endpoint each; one more endpoint has none. */
  channels: number
  receivers: readonly { name: string; events: readonly string[] }[]
  /** Whether there is an endpoint of every source, in every way that its sender can prove itself; none otherwise. */
  everySource?: boolean
  env?: Record<string, string>
  /** Where the product finds Slack, when not at its own address. */
  slackApiUrl?: (slack: LocalSlack) => Promise<string>
}

/** A database, a Slack and a CRM of our own around real processes of the product, all on the loopback interface. */
export type World = {
  mongod: KillableMongod
  database: Connection
  slack: LocalSlack
  crm: Crm
  products: Product[]
  intakes: Intake[]
  senders: Sender[]
  receivers: Receiver[]
  /** Who clicks. */
  people: string[]
  stop(): Promise<void>
}

const EVERY_EVENT = ['lead.scored', 'lead.qualified', 'lead.rejected', 'lead.review_requested', 'lead.reopened']
const DECISIONS = EVERY_EVENT.slice(1)
/** The usual receivers: one hears everything, one the decisions, one the scores. */
export const RECEIVERS = [
  { name: 'everything', events: EVERY_EVENT },
  { name: 'decisions', events: DECISIONS },
  { name: 'scores', events: ['lead.scored'] },
]
/** Every source, in every way that its senders can prove themselves. */
const WAYS: Pick<Sender, 'source' | 'auth' | 'settings'>[] = SOURCES.flatMap(({ name, otherAuths }) =>
  ENDPOINT_AUTHS.filter((auth) => auth === 'signature' || auth in otherAuths).map((auth) => ({
    source: name,
    auth,
    settings: name === 'generic' && auth === 'header' ? { header: 'x-secret' } : {},
  })),
)
const UNDO_SECONDS = 1
const PEOPLE = 12

export async function startWorld(plan: WorldPlan): Promise<World> {
  const secrets = { botToken: 'xoxb-chaos', signingSecret: randomBytes(16).toString('hex') }
  const mongod = await startMongod()
  const slack = await startLocalSlack({ ...secrets, limits: false })
  const crm = await startCrm()
  const environment = {
    MONGODB_URI: mongod.uri,
    ENCRYPTION_KEYS: `chaos:${randomBytes(32).toString('base64')}`,
    SLACK_BOT_TOKEN: secrets.botToken,
    SLACK_SIGNING_SECRET: secrets.signingSecret,
    SLACK_API_URL: (await plan.slackApiUrl?.(slack)) ?? slack.apiUrl,
    EGRESS_ALLOW: '127.0.0.1',
    LOG_LEVEL: 'info',
    ...plan.env,
  }
  const channels = Array.from({ length: plan.channels }, (_, i) => addChannel(slack, i))
  const setUp = await setUpProduct(environment, crm, channels, plan)
  const products = await Promise.all(Array.from({ length: plan.processes }, () => createProduct(environment)))
  await Promise.all(products.map((product) => product.start()))
  const database = await connect(mongod.uri)
  return {
    mongod,
    database,
    slack,
    crm,
    products,
    ...setUp,
    people: addPeople(slack, channels),
    async stop() {
      await Promise.all(products.map((product) => product.kill()))
      await database.close()
      await Promise.all([slack.close(), crm.close(), mongod.remove()])
    },
  }
}

/** Does what an admin would, by the admin's own verbs. */
async function setUpProduct(
  environment: Record<string, string>,
  crm: Crm,
  channels: string[],
  { receivers, everySource = false }: WorldPlan,
): Promise<Pick<World, 'intakes' | 'senders' | 'receivers'>> {
  const shell = await openShell(readConfig(environment), createLog('silent'))
  const admin = async (...line: string[]): Promise<unknown> => {
    const found = readLine(line)
    const [workspace] = await shell.workspaces()
    if (!found || !workspace) throw new Error(`no such verb or no workspace: ${line.join(' ')}`)
    return (await found.verb.run({ flow: shell.flow, workspace, by: 'chaos', publicUrl: '' }, found.words)).data
  }
  try {
    await admin('settings', 'set', `undo_seconds=${UNDO_SECONDS}`)
    const made: Pick<World, 'intakes' | 'senders' | 'receivers'> = { intakes: [], senders: [], receivers: [] }
    for (const sender of everySource ? WAYS : []) {
      const name = `${sender.source} by ${sender.auth}`
      const set = Object.entries(sender.settings).flatMap(([key, value]) => ['--set', `${key}=${value}`])
      const words = ['--name', name, '--source', sender.source, '--auth', sender.auth, '--rate', '0', ...set]
      const { url, secret } = (await admin('endpoint', 'add', ...words)) as { url: string; secret: string | null }
      made.senders.push({ ...sender, path: url, secret: secret ?? '' })
    }
    for (const channel of [null, ...channels]) {
      const name = `web ${channel ?? 'without a channel'}`
      const place = channel ? ['--channel', channel] : []
      const answer = await admin('endpoint', 'add', '--name', name, '--source', 'agentflow', '--rate', '0', ...place)
      const { url, secret } = answer as { url: string; secret: string }
      made.intakes.push({ path: url, secret, channel })
    }
    for (const { name, events } of receivers) {
      const path = `/${name}`
      const words = ['--name', name, '--url', crm.url + path, '--events', events.join(',')]
      const { id, signing_secret } = (await admin('destination', 'add', ...words)) as {
        id: string
        signing_secret: string
      }
      crm.secret(signing_secret, path)
      made.receivers.push({ id, name, path, events })
    }
    return made
  } finally {
    await shell.close()
  }
}

function addChannel({ state }: LocalSlack, n: number): string {
  const leads = state.channels.get('C0LEADS')
  if (!leads) throw new Error('the local Slack has lost its channel')
  const id = `C0CHAOS${n}`
  state.channels.set(id, { ...leads, id, name: `chaos-${n}`, members: new Set(leads.members) })
  return id
}

function addPeople({ state }: LocalSlack, channels: string[]): string[] {
  const riley = state.users.get('U0RILEY')
  if (!riley) throw new Error('the local Slack has lost Riley')
  return Array.from({ length: PEOPLE }, (_, i) => {
    const id = `U0CHAOS${i}`
    state.users.set(id, { ...riley, id, name: `chaos${i}`, realName: `Person ${i}` })
    for (const channel of channels) state.channels.get(channel)?.members.add(id)
    return id
  })
}
