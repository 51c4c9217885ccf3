import { changed, owing } from './change.ts'
import { needsHuman, newest } from './conversation.ts'
import { pleaded, type Reach } from './conversing.ts'
import type { Decision, Outcome, Person } from './decision.ts'
import { undisputed } from './disputed.ts'
import type { Lead, LeadDraft, OwedEvent } from './lead.ts'
import type { Score } from './score.ts'

/** What destinations are told of a decision. */
export const DECISION_EVENT = {
  approved: 'lead.qualified',
  rejected: 'lead.rejected',
  review_requested: 'lead.review_requested',
} as const satisfies Record<Outcome, OwedEvent['event']>

/** Where a lead came in and what is already known about it; `severity` is what it has where its draft names none. */
type Arrival = Pick<
  Lead,
  'id' | 'workspace' | 'endpoint' | 'channel' | 'subject' | 'owner' | 'severity' | 'test' | 'unsigned'
> & {
  at: Date
  reach: Reach
  /** Who typed it in, where it did not come by a call. */
  by?: Person
}

/** A new lead; it waits to be scored. Where a person is waited for, that is owed at once. */
export function received(draft: LeadDraft, arrival: Arrival): Lead {
  const { at, reach, by = null, ...where } = arrival
  const conversation = draft.conversation && {
    ...draft.conversation,
    transcript: newest(draft.conversation.transcript),
    pleas: 0,
  }
  const lead: Lead = {
    awaitsNews: where.subject !== null,
    staleSince: null,
    news: [],
    notified: [],
    state: 'open',
    score: null,
    decision: null,
    version: 0,
    rule: null,
    due: null,
    snooze: null,
    priorLeads: 0,
    receivedAt: at,
    scoredAt: null,
    revision: 1,
    shownRevision: 0,
    owed: [],
    history: [{ at, what: 'received', by, detail: `by ${where.endpoint.name}` }],
    // Spread last: V8 adds properties to a spread copy one by one, and takes a hundred times as long.
    ...draft,
    ...where,
    conversation,
    severity: draft.severity ?? where.severity,
  }
  return needsHuman(conversation) ? pleaded(lead, reach, at) : lead
}

/** The first score; it owes `lead.scored`, and `lead.review_requested` where thresholds left the lead to people. */
export function scored(lead: Lead, score: Score, asksForReview: boolean, at: Date): Lead {
  const next = changed(lead, { at, what: 'scored', by: null, detail: `${score.value} by ${score.scoredBy}` })
  const events: OwedEvent['event'][] = asksForReview ? ['lead.scored', 'lead.review_requested'] : ['lead.scored']
  return { ...next, score, scoredAt: at, owed: owing(next, events, at) }
}

/** A later score in the place of the first. It decides nothing and owes nothing. */
export function rescored(lead: Lead, score: Score, by: Person, at: Date): Lead {
  const detail = `${lead.score?.value ?? '–'} → ${score.value}`
  const next = changed(lead, { at, what: 'rescored', by, detail })
  return { ...next, flags: undisputed(next.flags), score, scoredAt: at }
}

/** What somebody decided. A lead that nobody scored yet is scored in the same breath, so that the handoff is whole. */
export type Verdict = {
  outcome: Outcome
  by: Person
  reason: string | null
  note: string | null
  /** The day by which a review is to be done, `YYYY-MM-DD`. */
  due?: string | null
  /** Who looks into it from now on; null leaves the owner as it is. */
  owner: Person | null
  undoSeconds: number
}

/** A decision is the next version. Nothing is owed before its undo window has closed; Review has none and leaves the lead open. */
export function decided(lead: Lead, verdict: Verdict, at: Date): Lead {
  const { outcome, by, reason, note, due = null, owner, undoSeconds } = verdict
  const undoUntil =
    outcome !== 'review_requested' && undoSeconds > 0 ? new Date(at.getTime() + undoSeconds * 1000) : null
  const decision: Decision = { outcome, by, at, reason, note, due, undoUntil }
  const next: Lead = {
    ...changed(lead, { at, what: outcome, by, detail: groundsOf(decision), ...(owner && { whom: owner }) }),
    state: outcome === 'review_requested' ? 'open' : outcome,
    decision,
    owner: owner ?? lead.owner,
    due: null,
    snooze: null,
    version: lead.version + 1,
  }
  return undoUntil ? next : { ...next, owed: owing(next, [DECISION_EVENT[outcome]], at) }
}

/** Reason, due day and note in one line, as histories and receivers read them; null where there is none. */
export function groundsOf({ reason, due, note }: Pick<Decision, 'reason' | 'due' | 'note'>): string | null {
  return [reason, due && `due ${due}`, note].filter(Boolean).join(': ') || null
}

/** The undo window has closed: the decision stands and is owed to the destinations. */
export function settled(lead: Lead, at: Date): Lead {
  if (!lead.decision) return lead
  const decision = { ...lead.decision, undoUntil: null }
  const next = { ...changed(lead, { at, what: 'settled', by: null, detail: null }), decision }
  return { ...next, owed: owing(next, [DECISION_EVENT[decision.outcome]], at) }
}

/** The decision is taken back before anything was sent. */
export function undone(lead: Lead, by: Person, at: Date): Lead {
  return { ...changed(lead, { at, what: 'undone', by, detail: null }), state: 'open', decision: null }
}

/** The decision is taken back after it was sent: those who were told are owed `lead.reopened`. */
export function reopened(lead: Lead, by: Person, at: Date): Lead {
  const next: Lead = { ...changed(lead, { at, what: 'reopened', by, detail: null }), state: 'open', decision: null }
  return { ...next, owed: owing(next, ['lead.reopened'], at) }
}

/** What it owed has become handoffs, and its card was asked to show it. No new revision: nothing about the lead itself changed. */
export function caughtUp(lead: Lead): Lead {
  return { ...lead, owed: [], shownRevision: lead.revision }
}
