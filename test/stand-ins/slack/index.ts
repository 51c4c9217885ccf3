import { changes } from './changes.ts'
import { type SentEvent, sendEvent } from './events.ts'
import type { Json } from './json.ts'
import { keep, recall } from './keep.ts'
import { look } from './look.ts'
import { localPage } from './page-server.ts'
import { person } from './person.ts'
import { BOT, seededWorld } from './seed.ts'
import { listen, portOf } from './server.ts'
import { appOf, gateOf, type LocalSlackOptions, lineOf, upsets } from './settings.ts'
import { socketMode } from './socket-mode.ts'
import { talk } from './talk.ts'

export type { LocalSlackOptions } from './settings.ts'
export type { Message } from './state.ts'

/** Starts a Slack of our own: its Web API, its limits, its signed requests, and a page to look at it. */
export async function startLocalSlack(options: LocalSlackOptions) {
  const now = options.now ?? Date.now
  const watched = changes()
  const sockets = socketMode(BOT.appId)
  const line = lineOf(options, sockets, now)
  const gate = gateOf(options, now)
  const { team, offers, subscribed, retryDelaysMs } = appOf(options)
  const world = seededWorld(team, now, watched.changed)
  if (options.stateFile !== undefined) await recall(world, options.stateFile)
  const kept = options.stateFile === undefined ? null : keep(world, options.stateFile, watched.watch)
  const send = (event: Json, eventId?: string): Promise<SentEvent> =>
    sendEvent(world, line, event, retryDelaysMs, eventId)

  const driver = { ...person(world, line, watched, offers.commands), ...talk(world, watched, subscribed, send) }
  const { page, endStreams } = localPage(world, watched, driver, offers)
  const server = await listen({ world, gate, page, sockets }, options.port ?? 0)
  world.url = `http://localhost:${portOf(server)}`

  return {
    url: world.url,
    apiUrl: `${world.url}/api`,
    state: world,
    ...driver,
    ...look(world),
    ...upsets(gate),
    /** Resolves with the first true answer, asked again whenever something changes in this Slack. */
    until: watched.until,
    sendEvent: send,
    /** Whether the product holds a WebSocket open, over which it is then sent everything. */
    hasSocket: sockets.isOpen,
    /** Tells this Slack where the product listens. */
    connect(eventsUrl: string): void {
      line.eventsUrl = eventsUrl
    },
    async close(): Promise<void> {
      endStreams()
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await kept?.stop()
    },
  }
}

export type LocalSlack = Awaited<ReturnType<typeof startLocalSlack>>
