import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestContext } from 'vitest'
import { MANIFEST } from '../../manifest/manifest.ts'
import { BUILT_PRODUCT } from '../../scripts/built-product.ts'
import { postLead } from '../../scripts/post-lead.ts'
import { readLine } from '../../src/admin/index.ts'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { openShell } from '../../src/shell.ts'
import { startCrm } from '../stand-ins/crm/index.ts'
import { type LocalSlackOptions, startLocalSlack } from '../stand-ins/slack/index.ts'
import { freshDatabaseUri } from './fresh-database.ts'

export const CHANNEL = 'C0LEADS'
export const JORDAN = {
  name: 'Jordan Ellis',
  email: 'jordan.ellis@stacklane.example',
  company: 'Stacklane',
  message:
    'We are evaluating tools to handle inbound demo requests at scale. Budget is approved; we decide this month.',
  source: 'website_contact_form',
}

type Environment = Record<string, string>
export type WorldOptions = { env?: Environment; slack?: Partial<LocalSlackOptions> }

/** A Slack, a CRM and a database around which a test starts Greenlight, in this process or in others. */
export async function startWorld({ env = {}, slack: slackOptions = {} }: WorldOptions = {}) {
  const secrets = { botToken: 'xoxb-test-token', signingSecret: randomBytes(16).toString('hex') }
  const slack = await startLocalSlack({ ...secrets, manifest: MANIFEST, ...slackOptions })
  const crm = await startCrm()
  const environment: Environment = {
    PORT: '0',
    MONGODB_URI: freshDatabaseUri('world'),
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    SLACK_BOT_TOKEN: secrets.botToken,
    SLACK_SIGNING_SECRET: secrets.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    EGRESS_ALLOW: '127.0.0.1, localhost',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    ...env,
  }
  const config = (more: Environment = {}) => readConfig({ ...environment, ...more })
  const shell = await openShell(config(), createLog('silent'))
  const stops: (() => Promise<unknown>)[] = [shell.close, slack.close, crm.close]

  /** Runs an admin verb as the shell does, for its data alone. */
  const admin = async (...line: string[]) => (await ask(...line)).data

  /** The same with its remarks. */
  async function ask(...line: string[]) {
    const found = readLine(line)
    const [workspace] = await shell.workspaces()
    if (!found || !workspace) throw new Error(`no such verb or no workspace: ${line.join(' ')}`)
    const context = { flow: shell.flow, workspace, by: 'test', publicUrl: 'http://greenlight.invalid' }
    return found.verb.run(context, found.words)
  }

  return {
    slack,
    crm,
    environment,
    flow: shell.flow,
    admin,
    ask,
    /** Starts Greenlight in this process. */
    async start(more: Environment = {}) {
      const app = await startApp(config(more), createLog(environment.LOG_LEVEL ?? 'silent'))
      stops.unshift(app.stop)
      const url = `http://127.0.0.1:${app.port}`
      slack.connect(`${url}/slack/events`)
      return { url, stop: app.stop }
    },
    /** Starts Greenlight in a process of its own. */
    async spawn(more: Environment = {}) {
      const child = spawn(process.execPath, [BUILT_PRODUCT], {
        env: { PATH: process.env.PATH ?? '', ...environment, LOG_LEVEL: 'info', ...more },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      stops.unshift(() => ended(child))
      const url = `http://127.0.0.1:${await listeningPort(child)}`
      slack.connect(`${url}/slack/events`)
      return { child, url, kill: () => ended(child) }
    },
    async stop() {
      for (const stop of stops) await stop()
    },
  }
}
export type World = Awaited<ReturnType<typeof startWorld>>

/** A world with one endpoint, one destination that hears of decisions, and no undo window. */
export async function startSetUpWorld(options: WorldOptions = {}) {
  const world = await startWorld(options)
  const endpoint = (await world.admin(
    'endpoint',
    'add',
    '--name',
    'web',
    '--source',
    'agentflow',
    '--channel',
    CHANNEL,
  )) as {
    url: string
    secret: string
  }
  const destination = (await world.admin(
    'destination',
    'add',
    '--name',
    'crm',
    '--url',
    `${world.crm.url}/hook`,
    '--events',
    'any-decision,lead.reopened',
  )) as {
    id: string
    signing_secret: string
  }
  world.crm.secret(destination.signing_secret)
  await world.admin('settings', 'set', 'undo_seconds=0')
  const path = new URL(endpoint.url).pathname
  return {
    ...world,
    path,
    secret: endpoint.secret,
    destination,
    /** Sends a signed lead and answers its id. */
    async send(url: string, lead: object = JORDAN): Promise<string> {
      const { status, body } = await postLead({ url: url + path, secret: endpoint.secret }, lead)
      if (status !== 202) throw new Error(`the lead was answered ${status}: ${JSON.stringify(body)}`)
      return (body as { lead_id: string }).lead_id
    },
  }
}
export type SetUpWorld = Awaited<ReturnType<typeof startSetUpWorld>>

/** The same for one test alone, which may run beside others; it ends with it. */
export async function worldFor({ onTestFinished }: TestContext, options?: WorldOptions): Promise<SetUpWorld> {
  const world = await startSetUpWorld(options)
  onTestFinished(world.stop)
  return world
}

async function listeningPort(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('the process has no stdout')
  for await (const line of createInterface(child.stdout)) {
    const { msg, port } = JSON.parse(line)
    if (msg === 'listening') {
      child.stdout.resume()
      return port
    }
  }
  throw new Error('Greenlight ended before it listened')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
