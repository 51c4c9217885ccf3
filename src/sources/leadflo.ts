import type { Field } from '../lead/lead.ts'
import { none, querySecret, leadflo as scheme } from '../wire/scheme.ts'
import { contactOf } from './contact.ts'
import { extraFields } from './extra-fields.ts'
import { admitted, allFields, asSent, invalid, isInvalid } from './lead-reading.ts'
import { leadfloSample } from './samples.ts'
import type { Payload, Reading, Source, SourceSettings } from './source.ts'
import { documented } from './spelling.ts'
import { objectOf, own, textOf } from './text.ts'

const USUAL = { email: 'data.visitor.email', phone: 'data.visitor.phone' }
const ENVELOPE = new Set(['event', 'timestamp', 'data'])
const CONTACT = new Set(['id', 'name', 'email', 'phone', 'company', 'message', 'customFields'])
const ENDED = new Set(['conversationId', 'visitorId', 'messageCount', 'durationSeconds'])
/** The documentation writes `1–3 mo` with an en dash, and its example sends a hyphen. */
const SPELLINGS: Record<string, readonly string[]> = {
  intent: ['Buy', 'Sell', 'Rent'],
  timeFrame: ['ASAP', '1–3 mo', '3–6 mo', '6+ mo'],
}

/** LeadFloAgent's chat widget. It never sends anything twice, so little is refused. */
export const leadflo: Source = {
  name: 'leadflo',
  scheme,
  otherAuths: { header: () => scheme, url: () => querySecret, none: () => none },
  settings: ['drop', 'callback'],
  takes: [],
  accepts: ['json'],
  forgivesNothing: false,
  unauthorized: { error: 'Unauthorized' },
  read,
  sample: leadfloSample,
}

function read(payload: Payload, endpoint: SourceSettings): Reading {
  const event = textOf(payload.event)
  if (event === null) return invalid([{ field: 'event', code: 'required', message: 'event is required.' }])
  const data = objectOf(payload.data) ?? {}
  if (event === 'visitor_created') return visitorCreated(payload, data, endpoint)
  return event === 'conversation_ended'
    ? conversationEnded(payload, data)
    : { kind: 'ignored', reason: 'unrelated_event' }
}

function visitorCreated(payload: Payload, data: Payload, endpoint: SourceSettings): Reading {
  const visitor = objectOf(data.visitor) ?? {}
  const at = (name: string) => ({ field: `data.visitor.${name}`, value: own(visitor, name) })
  const contact = contactOf(
    {
      name: at('name'),
      email: at('email'),
      phone: at('phone'),
      company: at('company'),
      message: at('message'),
      timestamp: { field: 'timestamp', value: payload.timestamp },
    },
    USUAL,
  )
  if (contact.problems.length > 0) return invalid(contact.problems)
  const id = textOf(visitor.id)
  const groups = [
    { path: '', fields: id === null ? [] : [{ name: 'visitorId', value: visitor.id }] },
    { path: '', fields: contact.odd },
    { path: 'visitor', fields: extraFields(visitor, CONTACT) },
    { path: 'customFields', fields: customFields(visitor.customFields) },
    { path: 'data', fields: extraFields(data, new Set(['visitor'])) },
    { path: 'event', fields: extraFields(payload, ENVELOPE) },
  ]
  const draft = admitted(
    { ...contact.who, fields: allFields(groups), flags: contact.flags, severity: null, conversation: null },
    endpoint,
  )
  if (isInvalid(draft)) return draft
  return { kind: 'lead', draft, eventId: id && `visitor_created:${id}`, subject: id }
}

/** Each by its own name, in the documented spelling; one that was sent otherwise is kept beside it. */
function customFields(value: unknown): Field[] {
  const custom = objectOf(value)
  if (!custom) return textOf(value) === null ? [] : [{ name: 'customFields', value }]
  return Object.entries(custom).flatMap(([name, sent]) => {
    const spelled = documented(sent, own(SPELLINGS, name) ?? [])
    if (spelled === null || spelled === sent) return [{ name, value: sent }]
    return [{ name, value: spelled }, asSent(name, sent)]
  })
}

function conversationEnded(payload: Payload, data: Payload): Reading {
  const subject = textOf(data.visitorId)
  if (subject === null) {
    const message = 'data.visitorId is required: it names the visitor whose conversation ended.'
    return invalid([{ field: 'data.visitorId', code: 'required', message }])
  }
  const id = textOf(data.conversationId)
  const counts = { messageCount: countOf(data.messageCount), durationSeconds: countOf(data.durationSeconds) }
  const odd = Object.entries(counts).flatMap(([name, count]) =>
    count === null && textOf(data[name]) !== null ? [{ name, value: data[name] }] : [],
  )
  const fields = allFields([
    { path: '', fields: odd },
    { path: 'conversation', fields: extraFields(data, ENDED) },
    { path: 'conversation', fields: extraFields(payload, ENVELOPE) },
  ])
  const conversation = { id, status: 'ended' as const, ended: { at: textOf(payload.timestamp), ...counts } }
  return {
    kind: 'news',
    news: { what: 'conversation_ended', fields, conversation },
    eventId: `conversation_ended:${id ?? subject}`,
    subject,
  }
}

function countOf(value: unknown): number | null {
  const text = textOf(value)
  return text !== null && /^\s*\d{1,15}(?:\.\d+)?\s*$/.test(text) ? Number(text) : null
}
