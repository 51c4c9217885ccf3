import { changed, flagged, owing } from './change.ts'
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
const MAX_FIELD_CHARACTERS = 1_000_000
const REMEMBERED_NEWS = 500
const REMEMBERED_OUTCOMES = 100
/** A flood of pleas tells nobody more than these do, until they have gone out. */
const MOST_OWED_PLEAS = 20
const MAX_REASON_CHARACTERS = 200

/** Somebody waits for a person: that is owed before anything else is known. Each plea is a round of its own. */
export function pleaded(lead: Lead, reach: Reach, at: Date): Lead {
  const { conversation } = lead
  if (!conversation) return lead
  const { plea } = conversation
  const pleas = conversation.pleas + 1
  const marked = plea?.sensitive ? flagged(flagged(lead, 'needs_human'), 'sensitive') : flagged(lead, 'needs_human')
  const detail = plea && [...plea.reason].slice(0, MAX_REASON_CHARACTERS).join('')
  const next: Lead = {
    ...changed(marked, { at, what: 'needs_human', by: null, detail }),
    conversation: { ...conversation, status: 'handoff', pleas, resolved: null },
    severity: plea ? worse(lead.severity, plea.severity) : lead.severity,
  }
  const unreached = (plea ? waysOf(plea) : []).filter((way) => !isReached(next, reach, way))
  const skipped = unreached.map((by): Notified => ({ by, outcome: 'skipped', round: pleas }))
  const told: Lead = { ...next, notified: [...next.notified, ...skipped].slice(-REMEMBERED_OUTCOMES) }
  const owed = lead.owed.filter(({ event }) => event === 'lead.handoff')
  return owed.length < MOST_OWED_PLEAS
    ? { ...told, owed: owing(next, ['lead.handoff'], at) }
    : flagged(told, 'pleas_cut')
}

function worse(one: Severity | null, other: Severity): Severity {
  return one && SEVERITIES.indexOf(one) > SEVERITIES.indexOf(other) ? one : other
}

function isReached({ owner, channel }: Lead, { sms }: Reach, way: Notified['by']): boolean {
  return way === 'sms' ? sms : owner !== null && channel !== null
}

/** The lead with what its sender told besides; the same news joins once. A flag says where it was too much to keep. */
export function joined(lead: Lead, { id, news }: HeldNews, reach: Reach, at: Date): Lead {
  if (lead.news.includes(id)) return lead
  const fields = fieldsWith(lead.fields, news.fields)
  const marked = [...(news.flags ?? []), ...(fields.areCut ? ['fields_cut'] : [])].reduce(flagged, lead)
  const next: Lead = {
    ...changed(marked, { at, what: news.what, by: null, detail: null }),
    ...whoItIs(lead, news),
    fields: fields.kept,
    severity: news.severity ?? lead.severity,
    conversation: news.conversation ? told(lead.conversation ?? UNHEARD, news.conversation) : lead.conversation,
    news: [...lead.news, id].slice(-REMEMBERED_NEWS),
  }
  const known = isSameToScorer(lead, next) ? next : { ...next, staleSince: at }
  return needsHuman(news.conversation) ? pleaded(known, reach, at) : known
}

/** Whether all that scoring reads of a lead is as it was. */
function isSameToScorer(one: Lead, other: Lead): boolean {
  const read = ({ name, email, phone, company, message, fields }: Lead) =>
    JSON.stringify([name, email, phone, company, message, fields])
  return read(one) === read(other)
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

/** A field that comes again takes the place of the one before. At most 500, or as many as a million characters hold. */
function fieldsWith(before: readonly Field[], more: readonly Field[]): { kept: Field[]; areCut: boolean } {
  const all = new Map([...before, ...more].map((field) => [field.name, field]))
  const kept: Field[] = []
  let characters = 0
  for (const field of all.values()) {
    characters += JSON.stringify(field).length
    if (kept.length === MAX_FIELDS || characters > MAX_FIELD_CHARACTERS) break
    kept.push(field)
  }
  return { kept, areCut: kept.length < all.size }
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

/**
 * Somebody took care of it: the bot may talk again, which is owed to those who can tell it. `lost` is the destination that its
 * endpoint names for that, where it is not there any more.
 */
export function resolved(lead: Lead, by: Person, lost: string | null, at: Date): Lead {
  const { conversation } = lead
  if (!conversation) return lead
  const calm = { ...lead, flags: lead.flags.filter((flag) => flag !== 'needs_human' && flag !== 'callback_lost') }
  const detail = lost && `There is no destination "${lost}" to tell the bot`
  const next: Lead = {
    ...changed(lost ? flagged(calm, 'callback_lost') : calm, { at, what: 'resolved', by, detail }),
    conversation: { ...conversation, status: 'resolved', resolved: { by, at } },
    due: null,
  }
  return { ...next, owed: owing(next, ['conversation.resolved'], at) }
}

/** What came of telling the owner; a later outcome of the same takes the place of the earlier one. */
export function notified(lead: Lead, row: Notified, at: Date): Lead {
  const others = lead.notified.filter(({ by, round }) => by !== row.by || round !== row.round)
  const next = changed(lead, { at, what: 'notified', by: null, detail: `${row.by}: ${row.outcome}` })
  return { ...next, notified: [...others, row].slice(-REMEMBERED_OUTCOMES) }
}
