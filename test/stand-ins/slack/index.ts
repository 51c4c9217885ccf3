import { changes } from './changes.ts'
import type { Line } from './delivery.ts'
import { EVENT_RETRY_DELAYS_MS, type SentEvent, sendEvent } from './events.ts'
import { type Absence, type Fault, faultList } from './faults.ts'
import type { Json } from './json.ts'
import { type Limits, rateLimiter, SLACK_LIMITS } from './limits.ts'
import { look } from './look.ts'
import { localPage } from './page-server.ts'
import { person } from './person.ts'
import { seededWorld } from './seed.ts'
import { listen, portOf } from './server.ts'
import { talk } from './talk.ts'
import type { Gate } from './web-api.ts'

export type { Given, Values } from './inputs.ts'
export type { Shown } from './person.ts'
export type { Call, Channel, Message, User, View } from './state.ts'

export const ALL_SCOPES = [
  'chat:write',
  'commands',
  'users:read',
  'users:read.email',
  'channels:read',
  'channels:join',
  'groups:read',
  'usergroups:read',
  'im:write',
]

export type LocalSlackOptions = {
  /** 0 takes any free port. */
  port?: number
  /** The product's `POST /slack/events`; may be told later with `connect`. */
  eventsUrl?: string
  signingSecret: string
  botToken: string
  team?: { id: string; name: string }
  now?: () => number
  /** Parts of Slack's rate limits to change, or false for none. */
  limits?: Partial<Limits> | false
  /** What the bot was granted; add `chat:write.public` to let it post without being a member. */
  scopes?: readonly string[]
  commands?: readonly string[]
  shortcuts?: readonly Shortcut[]
  /** Events the app subscribed to; others are sent only by `sendEvent`. */
  subscribed?: readonly string[]
  ackTimeoutMs?: number
  eventRetryDelaysMs?: readonly number[]
}
export type Shortcut = { kind: 'global' | 'message'; name: string; callbackId: string }

const NOT_AWAY: Absence = false

/** Starts a Slack of our own: its Web API, its limits, its signed requests, and a page to look at it. */
export async function startLocalSlack(options: LocalSlackOptions) {
  const now = options.now ?? Date.now
  const watched = changes()
  const team = { domain: 'acme-sales', ...(options.team ?? { id: 'T0LOCAL', name: 'Acme Sales' }) }
  const world = seededWorld(team, now, watched.changed)
  const commands = options.commands ?? ['/leads']
  const line: Line = {
    eventsUrl: options.eventsUrl,
    signingSecret: options.signingSecret,
    ackTimeoutMs: options.ackTimeoutMs ?? 3000,
    now,
  }
  const gate: Gate = {
    botToken: options.botToken,
    revoked: undefined,
    granted: new Set(options.scopes ?? ALL_SCOPES),
    absence: NOT_AWAY,
    faults: faultList(),
    waitSeconds: rateLimiter(options.limits === false ? false : { ...SLACK_LIMITS, ...options.limits }, now),
  }
  const subscribed = new Set(options.subscribed ?? ['app_home_opened', 'app_uninstalled', 'tokens_revoked'])

  const send = (event: Json, eventId?: string): Promise<SentEvent> =>
    sendEvent(world, line, event, options.eventRetryDelaysMs ?? EVENT_RETRY_DELAYS_MS, eventId)
  const driver = { ...person(world, line, watched, commands), ...talk(world, watched, subscribed, send) }
  const { page, endStreams } = localPage(world, watched, driver, { commands, shortcuts: options.shortcuts ?? [] })
  const server = await listen(world, gate, page, options.port ?? 0)
  const url = `http://localhost:${portOf(server)}`
  world.url = url

  return {
    url,
    apiUrl: `${url}/api`,
    state: world,
    ...driver,
    until: watched.until,
    /** Tells this Slack where the product listens. */
    connect(eventsUrl: string): void {
      line.eventsUrl = eventsUrl
    },
    ...look(world),
    /** Makes the next calls of a method (`*`: of any; `response_url` too) go wrong. */
    fail: (method: string, fault: Fault, times = 1): void => gate.faults.add(method, fault, times),
    mend: (): void => gate.faults.clear(),
    /** Goes away: `true` answers 503 to everything, `'refuse'` cuts every connection. */
    away(how: boolean | 'refuse'): void {
      gate.absence = how === true ? '503' : how
    },
    /** Ends the token's life, or with undefined gives it back. */
    revoke(why: 'token_revoked' | 'account_inactive' | undefined): void {
      gate.revoked = why
    },
    sendEvent: send,
    async close(): Promise<void> {
      endStreams()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export type LocalSlack = Awaited<ReturnType<typeof startLocalSlack>>
