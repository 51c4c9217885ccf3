import type { Talk } from './conversation.ts'
import type { HistoryRow, Lead, OwedEvent } from './lead.ts'

/** A lead's first event, seen by its `seq`: nothing is owed before its second revision, so none comes before this one. */
export const FIRST_SEQ = 20
const SEQS_PER_REVISION = 10

const OF_CONVERSATIONS: ReadonlySet<OwedEvent['event']> = new Set(['lead.handoff', 'conversation.resolved'])

const MAX_ROWS = 1000
/** What senders cause, as often as they like. */
const OF_SENDERS: ReadonlySet<string> = new Set(['heard', 'conversation_ended', 'needs_human', 'notified'])

function isOfSenders({ what, by }: HistoryRow): boolean {
  return OF_SENDERS.has(what) || (what === 'rescored' && by?.kind === 'auto')
}

/**
 * The next revision of a lead, with its row in the history. Beyond 1,000 rows the oldest of those that its sender caused gives way,
 * and a flag says so; what people did stays.
 */
export function changed(lead: Lead, row: HistoryRow): Lead {
  const next = { ...lead, revision: lead.revision + 1, history: [...lead.history, row] }
  const oldest = next.history.length > MAX_ROWS ? next.history.findIndex(isOfSenders) : -1
  return oldest < 0 ? next : flagged({ ...next, history: next.history.toSpliced(oldest, 1) }, 'history_cut')
}

/** Its rows of these numbers, counted from 0 as they came; without those that gave way. */
export function historyRows({ revision, history }: Lead, from: number, to = revision - 1): HistoryRow[] {
  const gone = revision - history.length
  return history.slice(Math.max(0, from - gone), Math.max(0, to + 1 - gone))
}

/** The lead with that remark, once. */
export function flagged(lead: Lead, flag: string): Lead {
  return lead.flags.includes(flag) ? lead : { ...lead, flags: [...lead.flags, flag] }
}

/** What a lead owes once these events of its present revision have joined what it owed before. */
export function owing(lead: Lead, events: OwedEvent['event'][], at: Date): OwedEvent[] {
  const { revision, version, decision } = lead
  const seq = revision * SEQS_PER_REVISION
  const more = events.map((event, i) => ({ event, version, decision, talk: talkOf(lead, event), seq: seq + i, at }))
  return [...lead.owed, ...more]
}

/** Whether all that a lead owes is its first event, and the change that was just made has caused it. */
export function owesFirstAlone({ owed: [first, ...more], revision }: Lead): boolean {
  return first?.seq === FIRST_SEQ && revision * SEQS_PER_REVISION === FIRST_SEQ && more.length === 0
}

function talkOf({ conversation }: Lead, event: OwedEvent['event']): Talk | null {
  if (!conversation || !OF_CONVERSATIONS.has(event)) return null
  const { transcript, ...talk } = conversation
  return talk
}
