import type { Person } from './decision.ts'

/** Something that is told beside cards and lines: to admins, to whoever sent a test, or to the owner of a lead. */
export type Notice = DestinationNotice | TestNotice | PleaNotice

/** A sender's test event arrived, and what it held. */
export type TestNotice = { what: 'test_event'; endpoint: string; held: { name: string; value: string }[] }

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
 * A message in Slack that shows stored state: a lead's card, the thread line of one of its destinations, or a notice.
 * It says what is wanted, not what to write: whoever sends it renders the state of that moment, so the last state wins.
 */
export type Post = {
  /** `<lead>:card`, `<lead>:<destination>`, `<lead>:<subject>` for a notice in its thread, else `notice:<subject>`. */
  id: string
  workspace: string
  channel: string
  /** Null for notices outside a thread. */
  lead: string | null
  /** Null for cards and notices. */
  destination: string | null
  notice: Notice | null
  /** Where Slack put it; null before it was posted. */
  ts: string | null
  /** Counts the requests to show something newer; shown once equal. */
  wanted: number
  /** Slack never answered an earlier post of it, so there may be a second copy; said in the message. */
  doubtful: boolean
  /** Failed calls in a row. */
  failures: number
}

export type PostKey = Pick<Post, 'workspace' | 'channel' | 'destination'> & { lead: string }

export function postId({ lead, destination }: Pick<PostKey, 'lead' | 'destination'>): string {
  return `${lead}:${destination ?? 'card'}`
}

/** The web address of a message, in the form that Slack's own links have. */
export function permalink(workspaceUrl: string | null, post: Pick<Post, 'channel' | 'ts'> | null): string | null {
  if (!workspaceUrl || !post?.ts) return null
  return `${workspaceUrl.replace(/\/$/, '')}/archives/${post.channel}/p${post.ts.replace('.', '')}`
}
