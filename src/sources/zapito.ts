import type { Conversation } from '../lead/conversation.ts'
import type { Field } from '../lead/lead.ts'
import { isInternational } from '../lead/phone.ts'
import { zapito as scheme } from '../wire/scheme.ts'
import { contactOf } from './contact.ts'
import { extraFields } from './extra-fields.ts'
import { admitted, allFields, invalid, isInvalid } from './lead-reading.ts'
import { isSensitive, severityOf } from './plea.ts'
import { zapitoSample } from './samples.ts'
import type { Payload, Reading, Source, SourceSettings } from './source.ts'
import { objectOf, textOf } from './text.ts'
import { transcriptOf, wordsOfPerson } from './transcript.ts'

const USUAL = { email: 'conversation.externalId', phone: 'conversation.externalId' }
const ENVELOPE = new Set(['event', 'at', 'reason', 'bot', 'conversation', 'transcript'])
const BOT = new Set(['id', 'name'])
const TALK = new Set(['id', 'channel', 'externalId', 'contactName', 'email'])
/** Channels whose ids of people are phone numbers, with or without the plus; Telegram's are numbers of another kind. */
const PHONE_CHANNELS = /whats|^wa$|sms|phone|voice|call|signal|viber/i

/** Zapito's human handoff: a conversation that waits for a person. */
export const zapito: Source = {
  name: 'zapito',
  scheme,
  otherAuths: {},
  settings: ['drop', 'sensitive_reasons', 'callback'],
  takes: [],
  accepts: ['json'],
  forgivesNothing: false,
  read,
  sample: zapitoSample,
}

function read(payload: Payload, endpoint: SourceSettings): Reading {
  const event = textOf(payload.event)
  if (event === null) return invalid([{ field: 'event', code: 'required', message: 'event is required.' }])
  if (event !== 'lead.handoff' && event !== 'test') return { kind: 'ignored', reason: 'unrelated_event' }
  const talk = objectOf(payload.conversation) ?? {}
  const isTest = event === 'test' || textOf(payload.reason)?.trim() === 'test'
  const [id, at] = [textOf(talk.id), textOf(payload.at)]
  if (!isTest && ![id, textOf(talk.externalId), textOf(talk.contactName)].some(Boolean)) {
    const message = 'conversation.externalId is required: it names the conversation that waits for a person.'
    return invalid([{ field: 'conversation.externalId', code: 'required', message }])
  }
  const draft = admitted(draftOf(payload, talk, endpoint), endpoint)
  if (isInvalid(draft)) return draft
  if (isTest) return { kind: 'test', draft }
  return { kind: 'lead', draft, eventId: id && at && `${id}@${at}`, subject: id }
}

function draftOf(payload: Payload, talk: Payload, endpoint: SourceSettings) {
  const transcript = transcriptOf(payload.transcript)
  const conversation = conversationOf(payload, talk, transcript.turns, endpoint)
  const phone = isPhone(conversation) ? conversation.externalId : talk.phone
  const contact = contactOf(
    {
      name: { field: 'conversation.contactName', value: talk.contactName },
      email: { field: 'conversation.email', value: talk.email },
      phone: { field: 'conversation.externalId', value: phone },
      message: { field: 'transcript', value: wordsOfPerson(transcript.turns) },
      source: { field: 'conversation.channel', value: talk.channel },
      timestamp: { field: 'at', value: payload.at },
    },
    USUAL,
  )
  const groups = [
    { path: '', fields: [...contact.odd, ...transcript.odd] },
    { path: 'event', fields: extraFields(payload, ENVELOPE) },
    { path: 'conversation', fields: extraFields(talk, TALK).filter((field) => !isHeld(field, phone)) },
    { path: 'bot', fields: extraFields(objectOf(payload.bot) ?? { name: payload.bot }, BOT) },
  ]
  const flags = ['needs_human', ...(conversation.plea?.sensitive ? ['sensitive'] : []), ...contact.flags]
  return { ...contact.who, fields: allFields(groups), flags, severity: severityOf(payload.severity), conversation }
}

function conversationOf(
  payload: Payload,
  talk: Payload,
  transcript: Conversation['transcript'],
  endpoint: SourceSettings,
): Conversation {
  const reason = textOf(payload.reason) ?? 'handoff'
  const severity = severityOf(payload.severity)
  const sent = objectOf(payload.bot) ?? { name: payload.bot }
  const bot = { id: textOf(sent.id), name: textOf(sent.name) }
  return {
    id: textOf(talk.id),
    channel: textOf(talk.channel),
    externalId: textOf(talk.externalId),
    contactName: textOf(talk.contactName),
    bot: (bot.id ?? bot.name) ? bot : null,
    transcript,
    status: 'handoff',
    plea: {
      reason,
      severity: severity ?? 'normal',
      sensitive: isSensitive(reason, severity, endpoint),
      notify: [],
      callerMessage: null,
      missing: [],
    },
    pleas: 1,
    resolved: null,
    ended: null,
  }
}

function isPhone({ externalId, channel }: Conversation): boolean {
  if (externalId === null) return false
  const isBare = channel === null || PHONE_CHANNELS.test(channel)
  return isInternational(isBare && /^\d/.test(externalId.trim()) ? `+${externalId.trim()}` : externalId)
}

/** Told by the lead itself: that it waits for a person, and its number. */
function isHeld({ name, value }: Field, phone: unknown): boolean {
  return (name === 'status' && value === 'handoff') || (name === 'phone' && value === phone)
}
