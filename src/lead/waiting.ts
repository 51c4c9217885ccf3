import type { Lead } from './lead.ts'

/** The next step of a lead's walk, and the time from which it is due. */
export type Waiting = { step: 'join' | 'score' | 'settle' | 'send' | 'show' | 'wake' | 'answer'; since: Date }

/** What is this lead waiting for, and since when? Null when it waits only for people. */
export function waitingFor(lead: Lead): Waiting | null {
  if (lead.erasedAt) return null
  const owed = lead.owed[0]
  if (owed) return { step: 'send', since: owed.at }
  if (lead.awaitsNews) return { step: 'join', since: lead.receivedAt }
  if (!lead.score) return { step: 'score', since: lead.receivedAt }
  if (lead.decision?.undoUntil) return { step: 'settle', since: lead.decision.undoUntil }
  if (lead.staleSince) return { step: 'score', since: lead.staleSince }
  if (lead.channel && lead.shownRevision < lead.revision) return { step: 'show', since: lastChange(lead) }
  if (lead.snooze) return { step: 'wake', since: lead.snooze.until }
  if (lead.due) return { step: 'answer', since: lead.due.at }
  return null
}

function lastChange(lead: Lead): Date {
  return lead.history.at(-1)?.at ?? lead.receivedAt
}
