import type { Conversation, Notified, Severity, Talk } from './conversation.ts'
import type { Decision, Person } from './decision.ts'
import type { Score } from './score.ts'
import type { Due } from './sla.ts'

/** An extra field as the sender named it: any characters in the name, any JSON in the value. */
export type Field = { name: string; value: unknown }

/** Who a lead is and what they asked for, as a source understood it. */
export type LeadDraft = {
  name: string | null
  email: string | null
  phone: string | null
  company: string | null
  message: string | null
  source: string | null
  /** The sender's own submission time, kept as it was written. */
  sentAt: string | null
  fields: Field[]
  /** Remarks for the card, such as `bad_timestamp`; `needs_human` and `sensitive` keep thresholds from deciding. */
  flags: string[]
  severity: Severity | null
  conversation: Conversation | null
}

/** A lead that is put aside until a time. */
export type Snooze = { until: Date; by: Person }

/** `open` leads wait for a decision; the other two are decided. */
export type LeadState = 'open' | 'approved' | 'rejected'

/** An event that a lead owes to its destinations: its own outbox, written with the transition itself. */
export type OwedEvent = {
  event:
    | 'lead.scored'
    | 'lead.qualified'
    | 'lead.rejected'
    | 'lead.review_requested'
    | 'lead.reopened'
    | 'lead.handoff'
    | 'conversation.resolved'
  /** The decision version that the event speaks of; 0 before any decision. */
  version: number
  /** The decision that it speaks of: a later one may stand on the lead before the event has become handoffs. */
  decision: Decision | null
  /** How the conversation stood, for the two events that speak of it; null for the others. */
  talk: Talk | null
  /** Orders the events of one lead. */
  seq: number
  at: Date
}

/** One row of the audit trail inside a lead. */
export type HistoryRow = {
  at: Date
  what: string
  by: Person | null
  detail: string | null
  /** Whom it was assigned to, or who was reminded: a person or a user group. */
  whom?: Person
  /** How long it was put aside. */
  until?: Date
}

export type Lead = LeadDraft & {
  /** `lead_` + ULID. */
  id: string
  workspace: string
  endpoint: { id: string; name: string; source: string }
  /** Slack channel of the card; null means inbox only. */
  channel: string | null
  /** What its sender's events are about, such as a visitor; no other lead of its endpoint is about the same. */
  subject: string | null
  /** Nobody has looked yet whether news about its subject came before it. */
  awaitsNews: boolean
  /** Since when its score is stale: facts joined, or somebody decided before the model answered. Null when it knows all. */
  staleSince: Date | null
  /** Ids of the latest news that joined it, so that none joins twice. */
  news: string[]
  test: boolean
  /** True when the endpoint takes unsigned requests, so the sender is not proven. */
  unsigned: boolean
  state: LeadState
  score: Score | null
  decision: Decision | null
  /** Raised with every decision, never lowered; 0 before the first. */
  version: number
  owner: Person | null
  /** The name of the routing rule that it matched. */
  rule: string | null
  /** What comes next while nobody answers; null once somebody did, or nobody is to be reminded. */
  due: Due | null
  /** What came of telling the owner of a plea. */
  notified: Notified[]
  /** Set while the lead is put aside. */
  snooze: Snooze | null
  priorLeads: number
  receivedAt: Date
  scoredAt: Date | null
  /** Raised with every transition; the card shows at least this revision. */
  revision: number
  /** The revision that the card was last asked to show. */
  shownRevision: number
  owed: OwedEvent[]
  history: HistoryRow[]
  /** Set once its person was erased: nothing about them is in it any more, and nobody changes it. */
  erasedAt?: Date
}
