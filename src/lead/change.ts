import type { Talk } from './conversation.ts'
import type { HistoryRow, Lead, OwedEvent } from './lead.ts'

/** A lead's first event, seen by its `seq`: nothing is owed before its second revision, so none comes before this one. */
export const FIRST_SEQ = 20
const SEQS_PER_REVISION = 10

const OF_CONVERSATIONS: ReadonlySet<OwedEvent['event']> = new Set(['lead.handoff', 'conversation.resolved'])

/** The next revision of a lead, with its row in the history. */
export function changed(lead: Lead, row: HistoryRow): Lead {
  return { ...lead, revision: lead.revision + 1, history: [...lead.history, row] }
}

/** What a lead owes once these events of its present revision have joined what it owed before. */
export function owing(lead: Lead, events: OwedEvent['event'][], at: Date): OwedEvent[] {
  const { revision, version, decision } = lead
  const seq = revision * SEQS_PER_REVISION
  const more = events.map((event, i) => ({ event, version, decision, talk: talkOf(lead, event), seq: seq + i, at }))
  return [...lead.owed, ...more]
}

function talkOf({ conversation }: Lead, event: OwedEvent['event']): Talk | null {
  if (!conversation || !OF_CONVERSATIONS.has(event)) return null
  const { transcript, ...talk } = conversation
  return talk
}
