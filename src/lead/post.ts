import type { Person } from './decision.ts'
import type { DigestEvery, DigestFigures } from './digest.ts'
import { SUMMARY_WRONG } from './disputed.ts'
import type { HistoryRow } from './lead.ts'

/** Why Slack takes no posts in a channel, in words of ours. */
export type Blockage = 'archived' | 'not_in_channel' | 'shared' | 'forbidden' | 'token'

/** Something that is told beside cards and lines: to admins, to whoever sent a test, or to the owner of a lead. */
export type Notice =
  | DestinationNotice
  | TestNotice
  | PleaNotice
  | FloodNotice
  | BlockedNotice
  | ErasedNotice
  | DigestNotice
  | BudgetNotice

/** What a day or a week came to, and the one before. */
export type DigestNotice = {
  what: 'digest'
  every: DigestEvery
  from: Date
  to: Date
  now: DigestFigures
  before: DigestFigures
}

/** What stood here was about a person who was erased. */
type ErasedNotice = { what: 'erased' }

/** More cards came at once than a channel is to get. */
export type FloodNotice = { what: 'flood'; more: number }

/** A channel takes no posts. */
export type BlockedNotice = { what: 'blocked'; channel: string; why: Blockage }

/** A sender's test event arrived, and what it held. */
export type TestNotice = { what: 'test_event'; endpoint: string; held: { name: string; value: string }[] }

/** What the model may cost on a day is spent. */
type BudgetNotice = { what: 'budget_spent'; usd: number }

/** Somebody waits for a person, and this one is to see to it. */
export type PleaNotice = { what: 'plea'; owner: Person; reason: string; round: number }

/** Something that admins are told in a channel, outside any lead's thread. */
export type DestinationNotice = {
  what: 'failing' | 'recovered' | 'disabled' | 'parked' | 'replaying' | 'replayed' | 'replay_cancelled'
  /** The destination's name. */
  destination: string
  detail: string | null
  /** How far a replay is. */
  progress: { done: number; total: number } | null
}

/**
 * A message in Slack that shows stored state: a lead's card, a line in the card's thread, or a notice.
 * It says what is wanted, not what to write: whoever sends it renders the state of that moment, so the last state wins.
 */
export type Post = {
  /** `<lead>:card`, `<lead>:<destination>`, `<lead>:history:<row>`, `<lead>:<subject>` for a notice in its thread, else `notice:<subject>`. */
  id: string
  workspace: string
  channel: string
  /** Null for notices outside a thread. */
  lead: string | null
  /** The destination of a line about deliveries. */
  destination: string | null
  /** The rows of its lead's history that a line tells, first and last. */
  rows: { from: number; to: number } | null
  notice: Notice | null
  /** Set for a card that was not posted because too many came at once: the subject of the notice that counts it. */
  flood: string | null
  /** Where Slack put it; null before it was posted. */
  ts: string | null
  /** When it was first wanted. */
  since: Date
  /** Counts the requests to show something newer; shown once equal. */
  wanted: number
  /** Slack never answered an earlier post of it, so there may be a second copy; said in the message. */
  doubtful: boolean
  /** Failed calls in a row. */
  failures: number
}

/** Whether a post is the card of its lead. */
export function isCard({
  lead,
  destination,
  rows,
  notice,
}: Pick<Post, 'lead' | 'destination' | 'rows' | 'notice'>): boolean {
  return lead !== null && destination === null && rows === null && notice === null
}

const TOLD = new Set([
  'approved',
  'rejected',
  'review_requested',
  'undone',
  'reopened',
  'claimed',
  'assigned',
  'snoozed',
  'woken',
  'rescored',
  SUMMARY_WRONG,
  'resolved',
  'reminded',
  'escalated',
  'reassigned',
])

/** Whether a row of the history is told in the card's thread: what people did or did not do in time, and not what a threshold did at once. */
export function isTold({ what, by }: HistoryRow): boolean {
  return TOLD.has(what) && by?.kind !== 'auto'
}

/** What a post is about: the card of a lead, or its line for a destination. */
export type PostKey = Pick<Post, 'workspace' | 'channel' | 'destination'> & { lead: string }

/** The same for every version of a post, so that there is one. */
export function postId({ lead, destination }: Pick<PostKey, 'lead' | 'destination'>): string {
  return `${lead}:${destination ?? 'card'}`
}

/** The web address of a message, in the form that Slack's own links have. */
export function permalink(workspaceUrl: string | null, post: Pick<Post, 'channel' | 'ts'> | null): string | null {
  if (!workspaceUrl || !post?.ts) return null
  return `${workspaceUrl.replace(/\/$/, '')}/archives/${post.channel}/p${post.ts.replace('.', '')}`
}
