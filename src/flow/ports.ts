import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import type { Lead } from '../lead/lead.ts'
import type { Model } from '../scoring/model.ts'
import type { Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import type { Handoffs, Replays } from './ports/handoffs.ts'
import type { Erasures, Leads, NewsStore } from './ports/leads.ts'
import type { Audit, InboundLog } from './ports/logs.ts'
import type { Judgements, LearnedModels, Rubrics, Spending } from './ports/scoring.ts'
import type { Destinations, Endpoints, Makings, Rotations, Workspaces } from './ports/set-up.ts'
import type { Posts, Roster, SlackApi, SlackPages } from './ports/slack.ts'

export type * from './ports/handoffs.ts'
export type * from './ports/leads.ts'
export type * from './ports/logs.ts'
export type * from './ports/scoring.ts'
export type * from './ports/set-up.ts'
export type * from './ports/slack.ts'

export type Database = {
  /** `skewMs` is our clock minus the server's. Rejects where nothing answers. */
  look(): Promise<{ hasPrimary: boolean; skewMs: number | null }>
}

/** Names the next step; it runs soon, in this process or another. Forgetting one is healed by the sweep. `known` spares it a look. */
export type Later = {
  /** This process takes the steps itself; else it tells others, or leaves them to the clock. */
  isHere: boolean
  joinNews(id: string): void
  scoreLead(id: string, known?: Lead): void
  settleLead(id: string, at: Date): void
  sendEvents(id: string, known?: Lead): void
  /** Something of that destination falls due then. */
  deliver(destination: string, at: Date): void
  /** Tries at once what is not stored yet; resolves when it is, whatever came of the try. Null where this process does not send there, or has enough in hand. */
  goAhead(handoff: Handoff, destination: Destination): Promise<unknown> | null
  /** The same for a try that is in hand here already; null where there is none. */
  aheadOf(handoff: string): Promise<unknown> | null
  tellSlack(workspace: string, channel: string): void
}

/** Names no step to anybody: what waits is found by the clock of some process. */
export const NOTHING_LATER: Later = {
  isHere: false,
  joinNews: () => {},
  scoreLead: () => {},
  settleLead: () => {},
  sendEvents: () => {},
  deliver: () => {},
  goAhead: () => null,
  aheadOf: () => null,
  tellSlack: () => {},
}

type Courier = {
  send(request: OutboundRequest, limits: { timeoutMs: number }): Promise<Reply>
  /** Whether we would connect there if asked now; nothing is sent. `unresolved`: the name may come to exist yet. */
  check(url: string, limits: { timeoutMs: number }): Promise<UrlCheck>
}

export type UrlCheck = { verdict: 'allowed' | 'unresolved' } | { verdict: 'refused'; message: string }

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
  /** Scoring met what nobody foresaw; the lead goes on by the rules, or unscored for now. */
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

type FaultPoint = (
  | typeof FAULT_POINTS
  | typeof NEWS_FAULT_POINTS
  | typeof ERASURE_FAULT_POINTS
  | typeof AUDIT_FAULT_POINTS
)[number]
