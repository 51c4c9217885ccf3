import type { Json } from '../handoff/mapping/json.ts'
import type { Delivery, Kind, Work } from './kind.ts'
import { postFormat, unspeakable } from './post.ts'
import { type Told, told } from './told.ts'

/** What its widget knows of a visitor besides name and ways to reach them; other fields are custom ones. */
const VISITOR = ['country', 'city', 'referrer', 'firstSeenAt', 'qualityScore', 'urgencyScore']
const ELSEWHERE = [...VISITOR, 'visitorId', 'websiteId', 'leadCaptured']

/** Receivers made for LeadFloAgent: a visitor is created when a lead is scored, and its conversation may end. */
export const leadflo: Kind = {
  name: 'leadflo',
  settings: {},
  baseUrl: null,
  isSigned: true,
  usual: { signing: 'shared-secret', policy: 'leadflo' },
  deliver,
}

function* deliver(work: Work): Delivery {
  const { event, lead } = work.handoff
  const about = told(work)
  const visitorId = textAt(about, 'visitorId') ?? lead
  if (event === 'lead.scored' || event === 'test')
    return yield* postFormat(work, envelope('visitor_created', about, { visitor: visitor(about, visitorId) }))
  const isOver = event === 'conversation.resolved' || about.conversation.status === 'ended'
  if (!isOver) return unspeakable(work, 'LeadFlo', 'lead.scored, and of a conversation that ended')
  return yield* postFormat(work, envelope('conversation_ended', about, ending(about, visitorId, lead)))
}

function envelope(event: string, about: Told, data: Json) {
  return { event, timestamp: about.occurred_at, websiteId: textAt(about, 'websiteId') ?? about.endpoint.id, data }
}

function visitor(about: Told, id: string) {
  const { name, email, phone, company, message, received_at, score, fields } = about
  const own = VISITOR.flatMap((key) => (Object.hasOwn(fields, key) ? [[key, fields[key] ?? null]] : []))
  const custom = Object.entries(fields).filter(([key]) => !ELSEWHERE.includes(key))
  return {
    id,
    name,
    email,
    ...(phone !== null && { phone }),
    ...(company !== null && { company }),
    ...(message !== null && { message }),
    firstSeenAt: received_at,
    ...(score !== null && { qualityScore: score }),
    ...Object.fromEntries(own),
    customFields: Object.fromEntries(custom),
  }
}

function ending({ conversation, fields }: Told, visitorId: string, lead: string) {
  const { id, message_count, ended } = conversation
  return {
    conversationId: id ?? lead,
    visitorId,
    leadCaptured: typeof fields.leadCaptured === 'boolean' ? fields.leadCaptured : true,
    messageCount: ended.message_count ?? message_count,
    durationSeconds: ended.duration_seconds,
  }
}

function textAt({ fields }: Told, name: string): string | null {
  const value = Object.hasOwn(fields, name) ? fields[name] : null
  return typeof value === 'string' && value !== '' ? value : null
}
