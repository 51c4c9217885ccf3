import { needsHuman } from './conversation.ts'
import type { Lead } from './lead.ts'
import type { Band } from './score.ts'

/** The lists of the inbox, in the order in which people see them; `failed` lists handoffs that were given up. */
export const INBOX_LISTS = ['mine', 'pending', 'needs-human', 'review', 'decided', 'failed'] as const
export type InboxList = (typeof INBOX_LISTS)[number]
/** The lists of leads; the failed one lists handoffs. */
export type LeadList = Exclude<InboxList, 'failed'>

/** What of a list is looked at; null is all. `endpoint` is a name, `source` a kind of sender, `owner` a Slack user id. */
export type InboxFilters = { endpoint: string | null; source: string | null; band: Band | null; owner: string | null }
export const NO_FILTERS: InboxFilters = { endpoint: null, source: null, band: null, owner: null }

/** Where a row stands in its list: the urgent first, then the newest. */
export type InboxPlace = { urgency: number; at: Date; id: string }

const URGENT = 2
const HUMAN_WAITED_FOR = 1

/** Under which keys a lead is listed. Whoever owns an open lead has it under a key of their own. */
export function listKeysOf(lead: Lead): string[] {
  if (lead.erasedAt) return []
  const isOpen = lead.state === 'open'
  return [
    ...(isOpen ? ['pending'] : ['decided']),
    ...(needsHuman(lead.conversation) ? ['needs-human'] : []),
    ...(isOpen && lead.decision?.outcome === 'review_requested' ? ['review'] : []),
    ...(isOpen && lead.owner ? [listKey('mine', lead.owner.id)] : []),
  ]
}

/** The key of somebody's list. */
export function listKey(list: LeadList, user: string): string {
  return list === 'mine' ? `mine:${user}` : list
}

/** Decided leads stand by the time of their decision, the others by that of their arrival. */
export function placeOf(lead: Lead): InboxPlace {
  const isOpen = lead.state === 'open'
  return { urgency: urgencyOf(lead), at: (isOpen ? null : lead.decision?.at) ?? lead.receivedAt, id: lead.id }
}

function urgencyOf(lead: Lead): number {
  if (lead.severity === 'urgent' && lead.state === 'open') return URGENT
  return needsHuman(lead.conversation) ? HUMAN_WAITED_FOR : 0
}

/** A place as text, to go on from. */
export function cursorOf({ urgency, at, id }: InboxPlace): string {
  return `${urgency}.${at.getTime()}.${id}`
}

/** Null for what `cursorOf` did not write. */
export function readCursor(text: string): InboxPlace | null {
  const [, urgency, at, id] = /^(\d)\.(\d{1,15})\.((?:lead|ho)_\w{1,80})$/.exec(text) ?? []
  return urgency && at && id ? { urgency: Number(urgency), at: new Date(Number(at)), id } : null
}
