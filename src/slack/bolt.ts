import type { RequestListener } from 'node:http'
import { App, HTTPReceiver } from '@slack/bolt'
import type { Flow } from '../flow/index.ts'
import { groupsIn } from '../lead/roles.ts'
import { type SlackClients, silentLogger } from './clients.ts'
import { listenToCommands } from './command-listeners.ts'
import { listenToVerbForms } from './form-listeners.ts'
import { listenToHome } from './home-listeners.ts'
import { listen } from './listeners.ts'
import { createPeople } from './people.ts'

export type BoltOptions = {
  signingSecret: string
  botToken: string
  clients: SlackClients
  /** What clicks and commands may do. */
  acts: Flow
  /** Where senders reach us, without a last slash. */
  publicUrl: string
  /** The workspace that the bot token belongs to, once Slack has told; null before. */
  ownWorkspace(): string | null
  now(): Date
  newId(prefix: string): string
  /** Bolt's own place for errors. */
  failed(what: string, error: unknown): void
}

export const EVENTS_PATH = '/slack/events'

/** Bolt over HTTP, to be mounted before anything reads the body. We own the server, so the app is never started. */
export function createBolt(options: BoltOptions): RequestListener {
  const logger = silentLogger()
  const receiver = new HTTPReceiver({
    signingSecret: options.signingSecret,
    logger,
    endpoints: EVENTS_PATH,
  })
  const app = new App({
    receiver,
    logger,
    convoStore: false,
    clientOptions: { slackApiUrl: options.clients.interactive.slackApiUrl },
    authorize: async () => ({ botToken: options.botToken }),
  })
  app.error(async (error) => options.failed('slack', error))
  const people = createPeople(options.clients.interactive, async (workspace) =>
    groupsIn(await options.acts.settings(workspace)),
  )
  const context = { ...options, people }
  listen(app, context)
  listenToCommands(app, context)
  listenToVerbForms(app, context)
  listenToHome(app, context)
  return (request, response) => {
    if (isFromTheFuture(request.headers['x-slack-request-timestamp'], options.now())) response.writeHead(401).end()
    else receiver.requestListener(request, response)
  }
}

const TOLERANCE_S = 300

/** Bolt refuses requests older than five minutes, but none that are newer than now. */
function isFromTheFuture(timestamp: string | string[] | undefined, now: Date): boolean {
  return Number(timestamp) - now.getTime() / 1000 > TOLERANCE_S
}
