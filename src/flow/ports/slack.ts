import type { PolicyName } from '../../handoff/destination.ts'
import type { Handoff } from '../../handoff/handoff.ts'
import type { HistoryRow, Lead } from '../../lead/lead.ts'
import type { Blockage, Notice, Post, PostKey } from '../../lead/post.ts'

export type Posts = {
  /** Asks for the current state to be shown. */
  want(keys: readonly PostKey[]): Promise<void>
  /** Asks for a lead's history up to that row to be told in its thread: behind what is told already, in the line that still waits. */
  tellHistory(place: { workspace: string; channel: string; lead: string }, row: number): Promise<void>
  /** Posts a notice, or edits the one about the same subject; in the thread of the lead's card where a lead is named. */
  announce(subject: string, place: { workspace: string; channel: string; lead?: string }, notice: Notice): Promise<void>
  /** Posts a notice outside of threads, unless that subject was announced before. */
  announceOnce(subject: string, place: { workspace: string; channel: string }, notice: Notice): Promise<void>
  /** Whether that subject was announced outside of threads. */
  wasAnnounced(subject: string): Promise<boolean>
  /** How many cards were posted first in a channel since then, and the flood that is going on there. */
  lately(workspace: string, channel: string, since: Date): Promise<{ cards: number; flood: string | null }>
  /** Counts a card as part of a flood in the place of posting it, and has the flood's notice say so. */
  fold(post: ClaimedPost, flood: string): Promise<void>
  /** How many cards a flood counts. */
  countFolded(flood: string): Promise<number>
  find(lead: string, destination: string | null): Promise<Post | null>
  /** The cards of these leads, as far as there are any. */
  cards(leads: readonly string[]): Promise<Post[]>
  /** Drops what was not posted yet about these leads, and empties notices; with `show` everything posted is shown anew. */
  erase(leads: readonly string[], show: boolean): Promise<void>
  /** Somebody clicked on the card there: it is posted, should Slack's answer have been lost. */
  seen(lead: string, ts: string): Promise<void>
  /** Shown, up to the `wanted` that was claimed; `ts` is null for what stays out of Slack. */
  shown(post: ClaimedPost, ts: string | null, isWaiting?: boolean): Promise<void>
  /** Not shown; tried again after that many milliseconds. */
  failed(
    post: ClaimedPost,
    failure: { error: string; retryMs: number; doubtful: boolean; forgetTs: boolean },
  ): Promise<void>
}

export type ClaimedPost = Post & { token: string }

/** Who there is, as Slack last told. */
export type Roster = {
  /** The people of a user group; null where Slack never told. */
  membersOf(workspace: string, group: string): Promise<readonly string[] | null>
  /** Whether somebody's account was switched off; false where Slack never told. */
  isGone(workspace: string, user: string): Promise<boolean>
}

/**
 * What Slack made of a call. `isWaiting`: what it shows is a card that waits for a decision. `early`: a line whose card is not there yet. `folded`: one of too many cards.
 * `dropped`: there is nothing left to show. `blocked`: the channel takes no posts until somebody changes that. `unknown`: nobody can tell whether it was carried out.
 */
export type SlackAnswer =
  | { kind: 'shown'; ts: string; isWaiting?: true }
  | { kind: 'limited'; retryMs: number }
  | { kind: 'early' }
  | { kind: 'folded'; flood: string }
  | { kind: 'blocked'; why: Blockage }
  | { kind: 'dropped' }
  | { kind: 'gone' }
  | { kind: 'refused'; error: string }
  | { kind: 'unknown'; error: string }

/** What a card tells of its lead beyond the lead itself. */
export type CardFacts = {
  lead: Lead
  now: Date
  /** The same person's last request before this one, and its card's address. */
  earlier: { lead: Lead; url: string | null } | null
  /** Until when it is to be answered; null where nobody is to be reminded. */
  answerBy: Date | null
  /** Whom its routing rule pings: the Slack id of a user or user group. */
  mention: string | null
  /** The channel wants a card even of what a threshold decided. */
  always: boolean
  /** The channel may be shared with other companies. */
  mayBeShared: boolean
}

/** Renders stored state and posts it, or edits what stands at `ts`. */
export type SlackPages = {
  card(post: Post, view: CardFacts): Promise<SlackAnswer>
  history(post: Post, threadTs: string, view: { lead: Lead; rows: HistoryRow[] }): Promise<SlackAnswer>
  /** `isLoud`: told in the channel too. */
  line(
    post: Post,
    threadTs: string,
    view: { handoff: Handoff; now: Date; policy: PolicyName; isLoud: boolean },
  ): Promise<SlackAnswer>
  notice(post: Post, threadTs: string | null, notice: Notice): Promise<SlackAnswer>
  /** The ids of a few of the workspace's admins and owners, owners first; none while Slack does not tell. */
  workspaceAdmins(): Promise<string[]>
  /** How the token and these channels are, for whoever looks for what is wrong. */
  look(channels: readonly string[]): Promise<SlackFacts>
}

/** `error` is Slack's word where the token does not work; the rest is empty then. `skewMs` is our clock minus Slack's. */
export type SlackFacts = {
  error: string | null
  team: string | null
  bot: string | null
  scopes: string[]
  skewMs: number | null
  channels: ChannelFacts[]
}

/** `open`: a channel that the bot sees and is no member of. `absent`: one that it does not see. */
export type ChannelFacts = {
  id: string
  name: string | null
  state: 'member' | 'open' | 'archived' | 'absent' | 'unknown'
}

/** Where Slack's Web API is, and the bot token that a workspace gave our app; null where it gave none. Tokens are never logged. */
export type SlackApi = { url: string; token(workspace: string): Promise<string | null> }
