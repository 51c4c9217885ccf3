import { changed } from './change.ts'
import type { Decision, Person } from './decision.ts'
import type { HistoryRow, Lead } from './lead.ts'
import type { Score } from './score.ts'

/** Rows whose details are our own words, with nothing of the person in them. */
const OWN_WORDS = new Set(['received', 'scored', 'rescored'])

/**
 * The lead without its person: what they said, what was said of them, and everything they could be known by is gone. That there was
 * a lead, its figures, and which colleague did what stays. It owes nothing any more, and no step waits for it: the erasure itself has it shown.
 */
export function erased(lead: Lead, by: Person, at: Date): Lead {
  const { score, decision } = lead
  const next = changed(lead, { at, what: 'erased', by, detail: null })
  return {
    ...next,
    name: null,
    email: null,
    phone: null,
    company: null,
    message: null,
    source: null,
    sentAt: null,
    fields: [],
    flags: [],
    conversation: null,
    subject: null,
    awaitsNews: false,
    staleSince: null,
    news: [],
    score: score && withoutWords(score),
    decision: decision && withoutGrounds(decision),
    snooze: null,
    owed: [],
    shownRevision: next.revision,
    history: next.history.map(withoutDetail),
    erasedAt: at,
  }
}

function withoutWords(score: Score): Score {
  return { ...score, summary: '', recommendedAction: '', reasons: [], learned: null }
}

function withoutGrounds(decision: Decision): Decision {
  return { ...decision, reason: null, note: null, undoUntil: null }
}

function withoutDetail(row: HistoryRow): HistoryRow {
  return OWN_WORDS.has(row.what) ? row : { ...row, detail: null }
}
