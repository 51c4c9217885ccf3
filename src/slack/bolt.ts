import type { RequestListener } from 'node:http'
import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt'
import { groupsIn } from '../lead/roles.ts'
import { listen } from './clicks/listeners.ts'
import { silentLogger } from './clients.ts'
import { listenToCommands } from './command/command-listeners.ts'
import { listenToLines } from './command/line-listeners.ts'
import type { BoltOptions, Context } from './context.ts'
import { listenToVerbForms } from './forms/form-listeners.ts'
import { listenToHome } from './home/home-listeners.ts'
import { createLatelyDrawn, type LatelyDrawn } from './home/lately-drawn.ts'
import { lookAtHome } from './home/show-home.ts'
import { createPeople } from './people/people.ts'
import { holdSocket } from './socket.ts'

export const EVENTS_PATH = '/slack/events'

/** How Slack is heard: `listener` is for what it posts to us, and null where a WebSocket is held instead. */
export type Bolt = { listener: RequestListener | null; stop(): Promise<void> }

/** Bolt over HTTP, to be mounted before anything reads the body, or in Socket Mode. Either way the same listeners answer. */
export function createBolt(options: BoltOptions): Bolt {
  return options.appToken === null ? overHttp(options) : overSocket(options, options.appToken)
}

/** We own the server, so the app is never started. */
function overHttp(options: BoltOptions): Bolt {
  const { signingSecret } = options
  const receiver = new HTTPReceiver({ signingSecret, logger: silentLogger(), endpoints: EVENTS_PATH })
  const { homes } = createApp(options, receiver)
  const listener: RequestListener = (request, response) => {
    if (isFromTheFuture(request.headers['x-slack-request-timestamp'], options.now())) response.writeHead(401).end()
    else receiver.requestListener(request, response)
  }
  return { listener, stop: async () => homes.stop() }
}

function overSocket(options: BoltOptions, appToken: string): Bolt {
  const { slackApiUrl } = options.clients.interactive
  const receiver = new SocketModeReceiver({
    appToken,
    logger: silentLogger(),
    installerOptions: { clientOptions: { slackApiUrl } },
  })
  const { app, homes } = createApp(options, receiver)
  const socket = holdSocket(app, (error) => options.failed('socket mode', error))
  return {
    listener: null,
    stop() {
      homes.stop()
      return socket.stop()
    },
  }
}

function createApp(options: BoltOptions, receiver: Receiver): { app: App; homes: LatelyDrawn } {
  const app = new App({
    receiver,
    logger: silentLogger(),
    convoStore: false,
    clientOptions: { slackApiUrl: options.clients.interactive.slackApiUrl },
    authorize: async () => ({ botToken: options.botToken }),
  })
  app.error(async (error) => options.failed('slack', error))
  const people = createPeople(options.clients.interactive, async (workspace) =>
    groupsIn(await options.acts.settings(workspace)),
  )
  const homes = createLatelyDrawn(
    (owner, state) => lookAtHome(context, owner, state),
    (error) => options.failed('home', error),
  )
  const context: Context = { ...options, people, homes }
  listen(app, context)
  listenToCommands(app, context)
  listenToLines(app, context)
  listenToVerbForms(app, context)
  listenToHome(app, context)
  return { app, homes }
}

const TOLERANCE_S = 300

/** Bolt refuses requests older than five minutes, but none that are newer than now. */
function isFromTheFuture(timestamp: string | string[] | undefined, now: Date): boolean {
  return Number(timestamp) - now.getTime() / 1000 > TOLERANCE_S
}
