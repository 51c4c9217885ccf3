import type { Erasure } from '../../lead/erasure.ts'
import type { InboxFilters, InboxPlace, LeadList } from '../../lead/inbox.ts'
import type { Lead, LeadState } from '../../lead/lead.ts'
import type { HeldNews } from '../../lead/news.ts'
import type { LeadCount } from '../../lead/stats.ts'
import type { Waiting } from '../../lead/waiting.ts'
import type { Tally } from '../../scoring/learned/train.ts'

/** How a lead is recognised when it is sent again, and how it came in. */
export type Intake = {
  /** Null for what is never taken for a repetition. */
  dedupeKey: string | null
  bodyHash: string
  rememberedUntil: Date
  requestId: string
  address: string
  bytes: number
  ms: number
}

/** `known`: another submission, but about a subject that has its lead. */
export type Saved =
  | { kind: 'new' }
  | { kind: 'duplicate'; leadId: string; sameBody: boolean }
  | { kind: 'known'; leadId: string }

export type Leads = LeadLists & {
  /** Durable (majority, journaled) when it resolves; the inbound log row is part of it. */
  insert(lead: Lead, intake: Intake): Promise<Saved>
  find(id: string): Promise<Lead | null>
  /** The lead of a workspace that came in last. */
  newest(workspace: string): Promise<Lead | null>
  findBySubject(endpoint: string, subject: string): Promise<Lead | null>
  /** Saves what a transition made of a lead, unless its revision has moved on; false then. One write, history and outbox in it. */
  advance(before: Lead, after: Lead): Promise<boolean>
  /** Saves that what this revision of a lead owed is sent, and that its card was asked to show it; false where it has moved on. */
  caughtUp(lead: Lead): Promise<boolean>
  /** Takes a lead that waits for a step in hand for that many milliseconds; false when somebody else has. */
  hold(id: string, forMs: number): Promise<boolean>
  /** The rules of time have changed: leads that wait for an answer are looked at now, whatever they were to wait for. */
  lookAgain(workspace: string, now: Date): Promise<void>
  /** Leads that have waited for a step since before that time. */
  waitingSince(before: Date, limit: number): Promise<{ id: string; waiting: Waiting }[]>
  /** Leads that people approved or rejected after that time, if any, newest decision first, in batches; test leads aside. */
  decided(workspace: string, since: Date | null, limit: number): AsyncIterable<Lead[]>
  /** Leads newest first, in batches; those whose person was erased apart. */
  each(workspace: string, which: LeadFilter): AsyncIterable<Lead[]>
  /** Who owns open leads of a workspace. */
  owners(workspace: string): Promise<string[]>
  /** Ids of the open leads that somebody owns. */
  ownedBy(workspace: string, user: string, limit: number): Promise<string[]>
  /** Ids of the leads that were decided before that time, oldest decision first, in batches; those whose person was erased apart. */
  decidedBefore(workspace: string, before: Date): AsyncIterable<string[]>
  /** How many there are of either kind; each is counted up to that limit. */
  countDecided(workspace: string, since: Date | null, limit: number): Promise<Tally>
  /** How many leads the same person (email, else phone) sent before, in the 30 days before this one. */
  countEarlier(lead: Lead): Promise<number>
  /** The last of those. */
  lastEarlier(lead: Lead): Promise<Lead | null>
  /** Ids of the leads of whoever is known by one of these, as search words have them, or by that key of a person. */
  ofPerson(workspace: string, words: readonly string[], key: string | null, limit: number): Promise<string[]>
  /** Forgets from where these leads were sent. */
  eraseIntake(leads: readonly string[]): Promise<void>
}

/** Which leads, by when they arrived and how they stand; null is all. `endpoint` is an id. */
export type LeadFilter = {
  since: Date | null
  until: Date | null
  state: LeadState | null
  endpoint: string | null
  source: string | null
}

/** Who is to be erased; a row stays due until nothing can bring anything back. */
export type Erasures = {
  insert(erasure: Erasure): Promise<void>
  find(workspace: string, hash: string): Promise<Erasure[]>
  due(before: Date, limit: number): Promise<Erasure[]>
  /** One pass more is done; the next one is due then, or never. */
  passed(erasure: Erasure, next: Date | null): Promise<void>
  /** Takes it out of the way for that many milliseconds. */
  hold(id: string, forMs: number): Promise<void>
}

/** News that came before, or again; `sameBody` tells whether it was the same word for word. */
export type NewsSaved = { kind: 'new' } | { kind: 'duplicate'; first: HeldNews; sameBody: boolean }

/** News about leads: held until its lead is there, and remembered for 30 days. */
export type NewsStore = {
  /** Durable when it resolves. */
  insert(held: HeldNews, receipt: Pick<Intake, 'dedupeKey' | 'bodyHash' | 'rememberedUntil'>): Promise<NewsSaved>
  /** What has joined no lead yet, oldest first, and at most `limit`. */
  heldFor(endpoint: string, subject: string, limit: number): Promise<HeldNews[]>
  /** It joined that lead; with null, its lead is not there and will ask for it. */
  settle(ids: readonly string[], leadId: string | null): Promise<void>
  /** News whose lead nobody has looked for since before that time. */
  waitingSince(before: Date, limit: number): Promise<HeldNews[]>
  /** Takes it out of the way for that many milliseconds. */
  hold(id: string, forMs: number): Promise<void>
  /** What is held for a lead counts as joined, unread. */
  settleHeld(endpoint: string, subject: string, leadId: string): Promise<void>
  /** Takes out what joined these leads; that it came stays, so that it is recognised when it comes again. */
  erase(leads: readonly string[]): Promise<void>
}

/** What of the inbox is asked for: rows of one list that come after that place. */
export type InboxQuery = {
  list: LeadList
  user: string
  filters: InboxFilters
  after: InboxPlace | null
  limit: number
  now: Date
}

/** The leads as the inbox, the search and the figures see them. */
export type LeadLists = {
  inbox(workspace: string, query: InboxQuery): Promise<Lead[]>
  /** At most 1,000. */
  count(workspace: string, list: LeadList, user: string, now: Date): Promise<number>
  /** Newest first, of those that have a word beginning with each of these. Throws `bad_input` when that takes too long. */
  search(workspace: string, words: readonly string[], limit: number): Promise<Lead[]>
  /** Leads that arrived since then, test leads apart. */
  countSince(workspace: string, since: Date, until?: Date): Promise<LeadCount[]>
  /** The median time in milliseconds from arrival to decision or resolution; null where there was none. `endpoint` is a name. */
  medianSince(
    workspace: string,
    since: Date,
    then: 'decision.at' | 'conversation.resolved.at',
    which?: { until?: Date; source?: string; endpoint?: string },
  ): Promise<number | null>
}
