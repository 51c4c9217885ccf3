import type { Line } from './delivery.ts'
import { EVENT_RETRY_DELAYS_MS } from './events.ts'
import { type Absence, faultList } from './faults.ts'
import { type Limits, rateLimiter, SLACK_LIMITS } from './limits.ts'
import type { Offers } from './snapshot.ts'
import type { SocketMode } from './socket-mode.ts'
import type { Gate } from './web-api.ts'

/** What of an app's manifest this Slack goes by. */
type AppManifest = {
  features: {
    slash_commands: readonly { command: string }[]
    shortcuts: readonly { type: 'global' | 'message'; name: string; callback_id: string }[]
  }
  settings: { event_subscriptions: { bot_events: readonly string[] } }
}

export type LocalSlackOptions = {
  /** 0 takes any free port. */
  port?: number
  /** The product's `POST /slack/events`; may be told later with `connect`. */
  eventsUrl?: string
  signingSecret: string
  botToken: string
  /** The app-level token for Socket Mode. */
  appToken?: string
  team?: { id: string; name: string }
  now?: () => number
  /** Parts of Slack's rate limits to change, or false for none. */
  limits?: Partial<Limits> | false
  /** What the bot was granted; add `chat:write.public` to let it post without being a member, `channels:history` to let it read. */
  scopes?: readonly string[]
  /** What the app offers and listens to; without it, the command `/leads` and the events of every app. */
  manifest?: AppManifest
  /** Events the app subscribed to; others are sent only by `sendEvent`. */
  subscribed?: readonly string[]
  /** Keeps channels, messages and homes in this file, from run to run; without it they end with this Slack. */
  stateFile?: string
  ackTimeoutMs?: number
  eventRetryDelaysMs?: readonly number[]
}

const ACK_TIMEOUT_MS = 3000
const PRESENT: Absence = false
const ALL_SCOPES = [
  'chat:write',
  'commands',
  'users:read',
  'users:read.email',
  'channels:read',
  'channels:join',
  'groups:read',
  'usergroups:read',
  'im:write',
  'files:write',
]
const SUBSCRIBED = ['app_home_opened', 'app_uninstalled', 'tokens_revoked']

export function lineOf(options: LocalSlackOptions, sockets: SocketMode, now: () => number): Line {
  const { eventsUrl, signingSecret, ackTimeoutMs = ACK_TIMEOUT_MS } = options
  return { eventsUrl, sockets, signingSecret, ackTimeoutMs, now }
}

export function gateOf(options: LocalSlackOptions, now: () => number): Gate {
  const limits = options.limits === false ? false : { ...SLACK_LIMITS, ...options.limits }
  return {
    botToken: options.botToken,
    appToken: options.appToken,
    revoked: undefined,
    granted: new Set(options.scopes ?? ALL_SCOPES),
    absence: PRESENT,
    faults: faultList(),
    waitSeconds: rateLimiter(limits, now),
  }
}

export function appOf(options: LocalSlackOptions) {
  const { features, settings } = options.manifest ?? {}
  const shortcuts = features?.shortcuts.map(({ type, name, callback_id }) => ({
    kind: type,
    name,
    callbackId: callback_id,
  }))
  return {
    team: { domain: 'acme-sales', ...(options.team ?? { id: 'T0LOCAL', name: 'Acme Sales' }) },
    offers: {
      commands: features?.slash_commands.map(({ command }) => command) ?? ['/leads'],
      shortcuts: shortcuts ?? [],
    } satisfies Offers,
    subscribed: new Set(options.subscribed ?? settings?.event_subscriptions.bot_events ?? SUBSCRIBED),
    retryDelaysMs: options.eventRetryDelaysMs ?? EVENT_RETRY_DELAYS_MS,
  }
}

/** What a test can make go wrong. */
export function upsets(gate: Gate) {
  return {
    /** Makes the next calls of a method (`*`: of any; `response_url` too) go wrong. */
    fail: gate.faults.add,
    mend: gate.faults.clear,
    /** Goes away: `true` answers 503 to everything, `'refuse'` cuts every connection. */
    away(how: boolean | 'refuse'): void {
      gate.absence = how === true ? '503' : how
    },
    /** Ends the token's life, or with undefined gives it back. */
    revoke(why: 'token_revoked' | 'account_inactive' | undefined): void {
      gate.revoked = why
    },
  }
}
