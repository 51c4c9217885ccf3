import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../../src/config.ts'
import type { Destination } from '../../src/handoff/destination.ts'
import type { EventName } from '../../src/handoff/events.ts'
import { createLog } from '../../src/log.ts'
import { connect, createKeyring, createStores } from '../../src/mongo/index.ts'
import { openShell } from '../../src/shell.ts'
import { startLocalSlack } from '../../test/stand-ins/slack/index.ts'
import { ended } from './program.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const BY = 'bench'
const USUAL_CONCURRENCY = 8

type Product = { pid: number; url: string; stop(): Promise<void> }

/** An empty database with a Slack beside it, in which the product runs in processes of its own. */
export async function openWorld(mongoUri: string, profileFolder: string | null) {
  const secrets = { botToken: 'xoxb-bench', signingSecret: randomBytes(16).toString('hex') }
  const slack = await startLocalSlack({ ...secrets, limits: false })
  const environment = {
    PORT: '0',
    MONGODB_URI: databaseIn(mongoUri, `bench_${randomBytes(6).toString('hex')}`),
    ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    SLACK_BOT_TOKEN: secrets.botToken,
    SLACK_SIGNING_SECRET: secrets.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    EGRESS_ALLOW: '127.0.0.1',
  }
  const config = readConfig(environment)
  const shell = await openShell(config, createLog('silent'))
  const connection = await connect(environment.MONGODB_URI)
  const stores = createStores(connection, createKeyring(config.ENCRYPTION_KEYS ?? []))
  const [team] = await shell.workspaces()
  if (!team) throw new Error('the local Slack names no workspace')
  const workspace = team.id
  const running = new Set<Product>()

  return {
    slack,
    stores,
    workspace,
    mongoUri: environment.MONGODB_URI,
    db: connection.getClient().db(connection.name),
    /** An endpoint without a rate limit; its path and secret. */
    async addEndpoint(name: string, channel: string | null): Promise<{ path: string; secret: string }> {
      const asked = {
        workspace,
        by: BY,
        source: 'agentflow',
        secret: null,
        auth: 'signature' as const,
        rate: 0,
        burst: 0,
      }
      const { key, secret } = await shell.flow.addEndpoint({ ...asked, name, channel })
      return { path: `/in/${key}`, secret: secret ?? '' }
    },
    async addDestination(
      name: string,
      url: string,
      events: EventName[],
      concurrency = USUAL_CONCURRENCY,
    ): Promise<Destination> {
      const asked = {
        workspace,
        by: BY,
        kind: 'webhook',
        headers: {},
        settings: {},
        signing: 'agentflow',
        policy: 'default',
        rate: null,
        decisionsOnly: false,
        mapping: null,
      } as const
      return (await shell.flow.addDestination({ ...asked, name, url, events, concurrency })).destination
    },
    noUndo: () => shell.flow.changeSettings({ workspace, by: BY, changesOf: () => ({ undo_seconds: 0 }) }),
    /** Starts one process of the product. */
    async start(role: 'all' | 'web' | 'worker'): Promise<Product> {
      const product = await startProduct({ ...environment, ROLE: role }, profileFolder)
      running.add(product)
      slack.connect(`${product.url}/slack/events`)
      return { ...product, stop: () => product.stop().finally(() => running.delete(product)) }
    },
    async close(): Promise<void> {
      for (const product of running) await product.stop()
      await connection.dropDatabase()
      await Promise.all([shell.close(), connection.close(), slack.close()])
    },
  }
}
export type World = Awaited<ReturnType<typeof openWorld>>

function databaseIn(mongoUri: string, name: string): string {
  const uri = new URL(mongoUri)
  uri.pathname = `/${name}`
  return uri.href
}

/** In a folder without an `.env` file, so that nobody's own settings slip in. A profile is written when the process ends by itself. */
async function startProduct(environment: Record<string, string>, profileFolder: string | null): Promise<Product> {
  const profiling = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : []
  const child = spawn(process.execPath, [...profiling, '--import', import.meta.resolve('tsx'), MAIN], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = async () => {
    if (!profileFolder) return ended(child)
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await exited
  }
  for await (const line of createInterface(child.stdout)) {
    const { msg, port } = JSON.parse(line)
    if (msg !== 'listening') continue
    child.stdout.resume()
    return { pid: child.pid ?? 0, url: `http://127.0.0.1:${port}`, stop }
  }
  throw new Error('the product ended before it listened')
}
