import type { Claim } from '../destinations/kind.ts'
import type { Destination, PolicyName } from '../handoff/destination.ts'
import type { AttemptClass, Handoff, HandoffState, Memory, Remote } from '../handoff/handoff.ts'
import type { Health } from '../handoff/health.ts'
import type { Replay } from '../handoff/replay.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import type { Erasure } from '../lead/erasure.ts'
import type { InboxFilters, InboxPlace, LeadList } from '../lead/inbox.ts'
import type { HistoryRow, Lead, LeadState } from '../lead/lead.ts'
import type { HeldNews } from '../lead/news.ts'
import type { Blockage, Notice, Post, PostKey } from '../lead/post.ts'
import type { Turn } from '../lead/routing.ts'
import type { LeadCount } from '../lead/stats.ts'
import type { Waiting } from '../lead/waiting.ts'
import type { Settings, Workspace } from '../lead/workspace.ts'
import type { Judgement } from '../scoring/judgement.ts'
import type { LearnedModel } from '../scoring/learned/model.ts'
import type { Tally } from '../scoring/learned/train.ts'
import type { Model } from '../scoring/model.ts'
import type { Rubric } from '../scoring/rubric.ts'
import type { Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'

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

/** A workspace's learned score. Null in place of the model: it is of a newer format than this version reads. */
export type StoredModel = { version: number; trainedAt: Date; model: LearnedModel | null }

export type LearnedModels = {
  find(workspace: string): Promise<StoredModel | null>
  /** As it was some seconds ago at most. */
  lately(workspace: string): Promise<LearnedModel | null>
  /** Saves a model in place of that version (null: of none), unless somebody was faster; false then. */
  save(workspace: string, before: number | null, model: LearnedModel): Promise<boolean>
}

export type Rubrics = {
  /** Null: the workspace has the one that ships. */
  find(workspace: string): Promise<Rubric | null>
  /** As it was at most half a second ago. */
  lately(workspace: string): Promise<Rubric | null>
  /** Saves a rubric in place of that version, unless somebody was faster; false then. */
  save(workspace: string, before: number, after: Rubric): Promise<boolean>
}

/** What was spent on the model on one day (UTC), shared by all processes. Amounts are US dollars. */
export type Spending = {
  /** Sets an estimate aside; false when the day's budget does not have it. */
  reserve(workspace: string, day: string, usd: number, budget: number): Promise<boolean>
  /** Adds what a call cost beyond what was set aside for it; may be negative. */
  settle(workspace: string, day: string, usd: number): Promise<void>
  /** Has nobody told the admins yet that the day's budget is spent? */
  isUntold(workspace: string, day: string): Promise<boolean>
  told(workspace: string, day: string): Promise<void>
}

/** The model's answers of the last 24 hours, by what it was asked. */
export type Judgements = {
  find(lead: Pick<Lead, 'id' | 'workspace'>, question: string): Promise<KnownJudgement | null>
  keep(lead: Pick<Lead, 'id' | 'workspace'>, question: string, known: KnownJudgement): Promise<void>
  /** What was said of these leads is not kept any longer. */
  erase(leads: readonly string[]): Promise<void>
}
export type KnownJudgement = { judgement: Judgement; model: string }

/** A handoff in hand: the token fences its completion against whoever takes over after the lease. */
export type Claimed = { handoff: Handoff; token: string }

export type Handoffs = {
  /** Those that exist already stay as they are. One with a token is born in hand; answers those, and nobody claims them for a while. */
  insert(handoffs: readonly Handoff[], tokenFor?: (handoff: Handoff) => string | null): Promise<Claimed[]>
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
  /** Saves the outcome of a try and gives the lease back; `followed`: a younger event that waited for this one may go now. */
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

export type Endpoints = {
  byKey(key: string): Promise<Endpoint | null>
  /** As it was at most half a second ago; a removed one, too. */
  lately(id: string): Promise<Endpoint | null>
  /** Oldest first. */
  list(workspace: string): Promise<Endpoint[]>
  /** Throws `conflict` when its name is taken. */
  insert(endpoint: Endpoint, key: string): Promise<void>
  /** Saves what an admin changed; throws `conflict` when somebody changed it since `before` was read, or has the name. */
  update(before: Endpoint, changes: EndpointChanges): Promise<void>
  /** Its key is unknown from now on; what came in by it stays. */
  remove(id: string, at: Date): Promise<void>
}
export type EndpointChanges = Partial<Omit<Endpoint, 'id' | 'workspace' | 'source' | 'auth' | 'createdAt'>>

export type Destinations = {
  find(id: string): Promise<Destination | null>
  /** As it is now, not as it was half a second ago. */
  fresh(id: string): Promise<Destination | null>
  list(workspace: string): Promise<Destination[]>
  insert(destination: Destination): Promise<void>
  /** Saves what an admin changed; throws `conflict` when somebody changed secrets since `before` was read. */
  update(
    before: Destination,
    changes: Partial<Omit<Destination, 'id' | 'workspace' | 'kind' | 'createdAt' | 'health'>>,
  ): Promise<void>
  /** The access token that its kind last kept for it. */
  token(id: string): Promise<string | null>
  keepToken(id: string, token: string): Promise<void>
  /** Counts an attempt for or against its health, atomically; null when it is gone. `restMs` is how long it wants to be left alone. */
  noteAttempt(
    id: string,
    attempt: AttemptClass,
    now: Date,
    restMs: number,
  ): Promise<{ before: Health; after: Health } | null>
  /** Disables a destination that is on; false when somebody was faster. */
  switchOff(id: string, reason: string): Promise<boolean>
  /** Forgets past failures. */
  resetHealth(id: string): Promise<void>
  /** Nothing more is sent there; what it was sent stays in the log. */
  remove(id: string, at: Date): Promise<void>
}

/** What a handoff wants to be alone in making at a destination; `key` is whatever tells it apart there. */
export type Making = { workspace: string; destination: string; handoff: string; key: string }

/** What was made lately where searches show it late. */
export type Makings = {
  /** Whoever asks first has the claim for a minute, on every process, and may ask again. */
  claim(making: Making): Promise<Claim>
  /** Tells those who ask after it what was made. */
  made(making: Making, id: string): Promise<void>
}

export type Workspaces = {
  find(id: string): Promise<Workspace | null>
  /** As it was at most half a second ago, for steps that take many leads. */
  lately(id: string): Promise<Workspace | null>
  list(): Promise<Workspace[]>
  /** Remembers a team that Slack named; its settings stay. */
  remember(team: Omit<Workspace, 'settings' | 'away'>): Promise<void>
  /** Saves those settings; the others stay as they are. */
  saveSettings(id: string, changes: Partial<Settings>): Promise<void>
  /** Somebody is away until then; with null, not any more. */
  setAway(id: string, user: string, until: Date | null): Promise<void>
}

/** Whose turn it is, by rotation; ids begin with the workspace's. */
export type Rotations = {
  /**
   * Takes the turn of that name as `next` finds it by the order that stands, atomically among all processes; null where it finds
   * nobody. A turn that is among the last thousand taken answers who took it.
   */
  take(id: string, turn: string, next: (order: readonly string[]) => Promise<Turn>): Promise<string | null>
}

/** Who there is, as Slack last told. */
export type Roster = {
  /** The people of a user group; null where Slack never told. */
  membersOf(workspace: string, group: string): Promise<readonly string[] | null>
  /** Whether somebody's account was switched off; false where Slack never told. */
  isGone(workspace: string, user: string): Promise<boolean>
}

/** One row of the inbound log for a call that made no lead. */
export type InboundRow = {
  at: Date
  workspace: string
  endpoint: { id: string; name: string }
  outcome: 'received' | 'duplicate' | 'ignored' | 'rejected'
  code: string | null
  status: number
  requestId: string
  address: string
  bytes: number
  bodyHash: string | null
  ms: number
  leadId: string | null
}

export type InboundLog = {
  /** Never fails the call that it tells of. Counts every refusal, and keeps at most 100 rows of them a minute per endpoint. */
  write(row: InboundRow): Promise<void>
  /** Newest first; `endpoint` is an id. */
  recent(workspace: string, filter: InboundFilter): Promise<InboundRow[]>
  /** Forgets from where calls about these leads came. */
  erase(leads: readonly string[]): Promise<void>
  /** How often an endpoint refused for each reason in the last 30 days; a second late. */
  refusals(endpoint: string): Promise<Record<string, number>>
  /** Writes what is counted so far. */
  flush(): Promise<void>
}
export type InboundFilter = { lead?: string; endpoint?: string; code?: string; limit: number }

/** One row of the audit log: who changed or decided what, with how it was before and after. Secrets never stand in it. */
export type AuditRow = {
  id: string
  at: Date
  workspace: string
  by: string
  what: string
  detail: Record<string, unknown>
  /** `begun`: nobody knows whether it was done, for the process died. */
  outcome: 'begun' | 'done' | 'failed'
}
/** Null is all; `by` and `what` are exact. */
export type AuditFilter = {
  since: Date | null
  until: Date | null
  by: string | null
  what: string | null
  limit: number | null
}

export type Audit = {
  /** Durable when it resolves. */
  begin(row: Omit<AuditRow, 'outcome'>): Promise<void>
  /** How it ended; what is said once stays. */
  end(id: string, outcome: 'done' | 'failed'): Promise<void>
  /** Newest first. */
  each(workspace: string, filter: AuditFilter): AsyncIterable<AuditRow>
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

export type Database = {
  /** `skewMs` is our clock minus the server's. Rejects where nothing answers. */
  look(): Promise<{ hasPrimary: boolean; skewMs: number | null }>
}

/** Names the next step; it runs soon, in this process or another. Forgetting one is healed by the sweep. `known` spares it a look. */
export type Later = {
  joinNews(id: string): void
  scoreLead(id: string, known?: Lead): void
  settleLead(id: string, at: Date): void
  sendEvents(id: string, known?: Lead): void
  /** Something of that destination falls due then. */
  deliver(destination: string, at: Date): void
  /** A token for a handoff that is about to be stored, where this process will carry it at once; null when it has enough in hand. */
  tokenFor(destination: Destination): string | null
  carry(claimed: Claimed): void
  tellSlack(workspace: string, channel: string): void
}

export type Courier = {
  send(request: OutboundRequest, limits: { timeoutMs: number }): Promise<Reply>
  /** Whether we would connect there if asked now; nothing is sent. `unresolved`: the name may come to exist yet. */
  check(url: string, limits: { timeoutMs: number }): Promise<UrlCheck>
}
export type UrlCheck = { verdict: 'allowed' | 'unresolved' } | { verdict: 'refused'; message: string }

/** Where Slack's Web API is, and the bot token that a workspace gave our app; null where it gave none. Tokens are never logged. */
export type SlackApi = { url: string; token(workspace: string): Promise<string | null> }

/** Everything the flow needs from outside. */
export type Ports = {
  now(): Date
  /** A chance between 0 and 1, for jitter. */
  random(): number
  /** A prefix and a ULID. */
  newId(prefix: string): string
  randomBytes(size: number): Buffer
  /** Lets whatever else is due in this process go first. */
  breathe(): Promise<void>
  /** Where senders reach us, without a last slash. */
  publicUrl: string
  /** Where our requests come from, for people; empty where nobody said. */
  egressIps: string
  leads: Leads
  news: NewsStore
  erasures: Erasures
  database: Database
  learnedModels: LearnedModels
  rubrics: Rubrics
  spending: Spending
  judgements: Judgements
  handoffs: Handoffs
  replays: Replays
  posts: Posts
  rotations: Rotations
  roster: Roster
  endpoints: Endpoints
  destinations: Destinations
  makings: Makings
  workspaces: Workspaces
  inboundLog: InboundLog
  audit: Audit
  model: Model | null
  slack: SlackPages
  slackApi: SlackApi
  courier: Courier
  later: Later
  /** Scoring met what nobody foresaw; the rules took over. */
  puzzled(lead: string, error: unknown): void
  /** Waits for so long. */
  pause(ms: number): Promise<void>
  /** A place where a test may end the process; does nothing otherwise. */
  reached(point: FaultPoint): void
}

/** Every place between two writes of the walk. */
export const FAULT_POINTS = [
  'received.saved',
  'scored.saved',
  'decided.saved',
  'settled.saved',
  'sending.inserted',
  'sending.saved',
  'delivering.claimed',
  'delivering.sent',
  'delivering.saved',
  'telling.wanted',
  'posting.claimed',
  'posting.sent',
  'posting.saved',
] as const
/** The place between two writes of forgetting a person. */
export const ERASURE_FAULT_POINTS = ['erased.saved'] as const
/** The places between two writes of news that joins its lead. */
export const NEWS_FAULT_POINTS = ['news.saved', 'joined.saved', 'joined.settled'] as const
/** The place between a change of an admin and the end of its row in the audit log. */
export const AUDIT_FAULT_POINTS = ['audited.changed'] as const
export type FaultPoint = (
  | typeof FAULT_POINTS
  | typeof NEWS_FAULT_POINTS
  | typeof ERASURE_FAULT_POINTS
  | typeof AUDIT_FAULT_POINTS
)[number]
