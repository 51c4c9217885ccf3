import { changed, owing } from './change.ts'
import {
  type Conversation,
  continued,
  type Notified,
  needsHuman,
  SEVERITIES,
  type Severity,
  UNHEARD,
  waysOf,
} from './conversation.ts'
import type { Person } from './decision.ts'
import type { Field, Lead } from './lead.ts'
import type { HeldNews, News } from './news.ts'

/** Whether the owner can be reached by text message. */
export type Reach = { sms: boolean }

const MAX_FIELDS = 500
const REMEMBERED_NEWS = 500

/** Somebody waits for a person: that is owed before anything else is known. Each plea is a round of its own. */
export function pleaded(lead: Lead, reach: Reach, at: Date): Lead {
  const { conversation } = lead
  if (!conversation) return lead
  const { plea } = conversation
  const pleas = conversation.pleas + 1
  const flags = new Set([...lead.flags, 'needs_human', ...(plea?.sensitive ? ['sensitive'] : [])])
  const next: Lead = {
    ...changed(lead, { at, what: 'needs_human', by: null, detail: plea?.reason ?? null }),
    conversation: { ...conversation, status: 'handoff', pleas, resolved: null },
    flags: [...flags],
    severity: plea ? worse(lead.severity, plea.severity) : lead.severity,
  }
  const unreached = (plea ? waysOf(plea) : []).filter((way) => !isReached(next, reach, way))
  const skipped = unreached.map((by): Notified => ({ by, outcome: 'skipped', round: pleas }))
  return { ...next, notified: [...next.notified, ...skipped], owed: owing(next, ['lead.handoff'], at) }
}

function worse(one: Severity | null, other: Severity): Severity {
  return one && SEVERITIES.indexOf(one) > SEVERITIES.indexOf(other) ? one : other
}

function isReached({ owner, channel }: Lead, { sms }: Reach, way: Notified['by']): boolean {
  return way === 'sms' ? sms : owner !== null && channel !== null
}

/** The lead with what its sender told besides; the same news joins once. */
export function joined(lead: Lead, { id, news }: HeldNews, reach: Reach, at: Date): Lead {
  if (lead.news.includes(id)) return lead
  const next: Lead = {
    ...changed(lead, { at, what: news.what, by: null, detail: null }),
    ...whoItIs(lead, news),
    fields: fieldsWith(lead.fields, news.fields),
    flags: [...new Set([...lead.flags, ...(news.flags ?? [])])],
    severity: news.severity ?? lead.severity,
    conversation: news.conversation ? told(lead.conversation ?? UNHEARD, news.conversation) : lead.conversation,
    news: [...lead.news, id].slice(-REMEMBERED_NEWS),
  }
  return needsHuman(news.conversation) ? pleaded(next, reach, at) : next
}

/** What was known stays; what was not is filled in. */
function whoItIs(lead: Lead, news: News) {
  return {
    name: lead.name ?? news.name ?? null,
    email: lead.email ?? news.email ?? null,
    phone: lead.phone ?? news.phone ?? null,
    company: lead.company ?? news.company ?? null,
    message: lead.message ?? news.message ?? null,
  }
}

/** A field that comes again takes the place of the one before. */
function fieldsWith(before: readonly Field[], more: readonly Field[]): Field[] {
  const all = new Map([...before, ...more].map((field) => [field.name, field]))
  return [...all.values()].slice(0, MAX_FIELDS)
}

/** A person who is waited for is waited for until somebody resolves it, even though the talk has ended. */
function told(before: Conversation, news: Partial<Conversation>): Conversation {
  const ends = news.status === 'ended' && before.status !== 'handoff'
  return {
    id: news.id ?? before.id,
    channel: news.channel ?? before.channel,
    externalId: news.externalId ?? before.externalId,
    contactName: news.contactName ?? before.contactName,
    bot: news.bot ?? before.bot,
    transcript: continued(before.transcript, news.transcript ?? []),
    status: ends ? 'ended' : before.status,
    plea: news.plea ?? before.plea,
    pleas: before.pleas,
    resolved: before.resolved,
    ended: news.ended ?? before.ended,
  }
}

/** Somebody took care of it: the bot may talk again, which is owed to those who can tell it. */
export function resolved(lead: Lead, by: Person, at: Date): Lead {
  const { conversation } = lead
  if (!conversation) return lead
  const next: Lead = {
    ...changed(lead, { at, what: 'resolved', by, detail: null }),
    conversation: { ...conversation, status: 'resolved', resolved: { by, at } },
    flags: lead.flags.filter((flag) => flag !== 'needs_human'),
    due: null,
  }
  return { ...next, owed: owing(next, ['conversation.resolved'], at) }
}

/** What came of telling the owner; a later outcome of the same takes the place of the earlier one. */
export function notified(lead: Lead, row: Notified, at: Date): Lead {
  const others = lead.notified.filter(({ by, round }) => by !== row.by || round !== row.round)
  const next = changed(lead, { at, what: 'notified', by: null, detail: `${row.by}: ${row.outcome}` })
  return { ...next, notified: [...others, row] }
}
