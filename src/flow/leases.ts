import type { Claimed, ClaimedPost } from './ports.ts'

/** What the dispatcher of handoffs asks of their store. */
export type HandoffLeases = {
  /** Destinations that have something due. */
  dueDestinations(): Promise<string[]>
  /** Takes up to `limit` handoffs of one destination that fell due at `since` (or ever) or later under a lease, in the order of their leads' events. */
  claim(destination: string, limit: number, token: string, since?: Date): Promise<Claimed[]>
  /** Stores a handoff that is in hand already under its lease; false where it exists already, and stays as it is. */
  insertHeld(claimed: Claimed): Promise<boolean>
  /** Prolongs these leases, as far as they are not lost. */
  renew(claimed: readonly Claimed[]): Promise<void>
  /** Gives back what was not tried. */
  release(claimed: readonly Claimed[]): Promise<void>
}

/** What the dispatcher of Slack posts asks of their store. */
export type PostLeases = {
  /** Channels that have something due. */
  dueChannels(): Promise<{ workspace: string; channel: string }[]>
  /** Takes a due post of a channel under a lease, cards first; one that is not in Slack yet only where `mayPost`. */
  claim(workspace: string, channel: string, mayPost: boolean, token: string): Promise<ClaimedPost | null>
}

/** Lets one process at a time talk to a Slack channel, and keeps Slack's pace across them. */
export type Channels = {
  /** Takes or prolongs the channel; null when another process has it. How long until a new message may be posted, and anything be edited. */
  take(workspace: string, channel: string, token: string): Promise<{ waitMs: number; hushMs: number } | null>
  /**
   * A message was just sent: on average the next may follow after that many milliseconds, with short bursts. Once one `isShown`, the
   * channel takes posts again.
   */
  posted(workspace: string, channel: string, gapMs: number, isShown: boolean): Promise<void>
  /** Slack asked for quiet: nothing is posted or edited. */
  hush(workspace: string, channel: string, forMs: number): Promise<void>
  /** The channel takes no posts for now; `since` tells one such time from the next, and `isNew` that it has just begun. */
  block(workspace: string, channel: string, forMs: number): Promise<{ since: Date; isNew: boolean }>
  release(workspace: string, channel: string, token: string): Promise<void>
}
