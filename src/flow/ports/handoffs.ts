import type { Handoff, HandoffState, Memory, Remote } from '../../handoff/handoff.ts'
import type { Replay } from '../../handoff/replay.ts'

/** A handoff in hand: the token fences its completion against whoever takes over after the lease. `isStored` is false on a first try that goes ahead: as yet only the lead's outbox knows of it. */
export type Claimed = { handoff: Handoff; token: string; isStored: boolean }

export type Handoffs = {
  /** Those that exist already stay as they are. */
  insert(handoffs: readonly Handoff[]): Promise<void>
  find(id: string): Promise<Handoff | null>
  ofLead(lead: string): Promise<Handoff[]>
  /** Newest first; `destination` is an id. */
  recent(workspace: string, filter: HandoffFilter): Promise<Handoff[]>
  /** Those of a destination, oldest first, that come after the cursor. */
  page(destination: string, which: ReplayFilter, after: Replay['cursor'], limit: number): Promise<Handoff[]>
  count(destination: string, which: ReplayFilter): Promise<number>
  /** Takes out what was said about these leads, with that hint on what was not delivered; answers how many are in hand and stay as yet. */
  erase(leads: readonly string[], hint: string): Promise<number>
  /** Bodies and answers of what was delivered, or could not be said, before that time are let go; answers how many. */
  forgetBodies(workspace: string, before: Date): Promise<number>
  /** Which of these leads have a handoff that is owed or parked. */
  undelivered(leads: readonly string[]): Promise<string[]>
  /** Saves the outcome of a try, with the handoff itself where that is not stored yet, and gives the lease back; `followed`: a younger event that waited for this one may go now. */
  finish(claimed: Claimed, after: Handoff): Promise<'saved' | 'followed' | 'lease lost'>
  /** Keeps what a try in hand wants its next one to know; false when the lease is lost. */
  keep(claimed: Claimed, memory: Memory): Promise<boolean>
  /** The record that the latest delivered handoff of a lead made or found there. */
  remoteOf(lead: string, destination: string): Promise<Remote | null>
  /** Saves a manual retry unless the handoff is in hand or changed meanwhile. */
  reopen(before: Handoff, after: Handoff): Promise<boolean>
  /** The same for one that is given up: its bodies and answers are let go with it. */
  discard(before: Handoff, after: Handoff): Promise<boolean>
  /** The thread line was asked to show this handoff. */
  told(id: string): Promise<void>
  /** Those given up, newest first, test handoffs apart. */
  failed(workspace: string, after: { at: Date; id: string } | null, limit: number): Promise<Handoff[]>
  /** Those given up since that time, at most 1,000. */
  countFailed(workspace: string, since: Date | null, until?: Date): Promise<number>
  /** Since when the longest waiting handoff of a destination is due, and its last one that did not go well. */
  trouble(workspace: string, destination: string): Promise<{ dueSince: Date | null; failing: Handoff | null }>
  /** Handoffs whose thread line was not asked for since before that time. */
  untoldSince(before: Date, limit: number): Promise<Handoff[]>
}

export type HandoffFilter = { lead?: string; destination?: string; state?: HandoffState; limit: number }

export type ReplayFilter = Pick<Replay, 'states' | 'since' | 'until'>

export type Replays = {
  insert(replay: Replay): Promise<void>
  running(): Promise<Replay[]>
  /** Newest first. */
  list(workspace: string): Promise<Replay[]>
  /** Saves state, count and cursor of a running replay, unless it has moved on; false then. */
  advance(before: Replay, after: Replay): Promise<boolean>
}
