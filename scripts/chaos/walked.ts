import type { EventName } from '../../src/handoff/events.ts'
import type { HistoryRow } from '../../src/lead/lead.ts'

/** What a lead's history says it owes, how it stands, and what in it cannot be. */
export type Walked = {
  owed: { event: EventName; version: number }[]
  version: number
  isOpen: boolean
  problems: string[]
}

const DECISION_EVENT = { approved: 'lead.qualified', rejected: 'lead.rejected' } as const

/** Follows a history with an undo window row by row, knowing nothing of the product's own transitions. */
export function walked(history: readonly HistoryRow[]): Walked {
  const lead: Walked = { owed: [], version: 0, isOpen: true, problems: [] }
  let pending: EventName | null = null
  let scores = 0
  const must = (holds: boolean, what: string) => void (holds || lead.problems.push(what))
  for (const { what } of history) {
    switch (what) {
      case 'scored':
        scores++
        lead.owed.push({ event: 'lead.scored', version: 0 })
        break
      case 'review_requested':
        must(lead.isOpen, 'review of a decided lead')
        lead.version++
        lead.owed.push({ event: 'lead.review_requested', version: lead.version })
        break
      case 'approved':
      case 'rejected':
        must(lead.isOpen, 'decided twice')
        lead.isOpen = false
        lead.version++
        pending = DECISION_EVENT[what]
        break
      case 'settled':
        must(pending !== null, 'settled without a decision')
        if (pending) lead.owed.push({ event: pending, version: lead.version })
        pending = null
        break
      case 'undone':
        must(pending !== null, 'undone without a decision')
        pending = null
        lead.isOpen = true
        break
      case 'reopened':
        must(!lead.isOpen && pending === null, 'reopened without a settled decision')
        lead.owed.push({ event: 'lead.reopened', version: lead.version })
        lead.isOpen = true
        break
    }
  }
  must(scores === 1, `scored ${scores} times`)
  must(pending === null, 'never settled')
  return lead
}
