import type { Conversation, Plea, Turn } from '../lead/conversation.ts'
import type { Field } from '../lead/lead.ts'
import { bearer, callurlHmac, callurl as scheme } from '../wire/scheme.ts'
import { type Call, callerOf, callOf, isNote, valueIn } from './call.ts'
import { admitted, allFields, invalid, isInvalid } from './lead-reading.ts'
import { isSensitive } from './plea.ts'
import { callurlSample } from './samples.ts'
import type { Payload, Reading, Source, SourceSettings } from './source.ts'
import { leavesOf, own, textOf, unpacked } from './text.ts'
import { transcriptOf } from './transcript.ts'
import { USUAL_WORKFLOW } from './workflow.ts'
import { lackOf } from './workflow-check.ts'

/** Says nothing of who will do what, or when. */
const USUAL_CALLER_MESSAGE = 'Thank you. I have noted this for our team.'

/** CallURL's phone agents: the structured result of a call, or the bare note that a call needs a person. */
export const callurl: Source = {
  name: 'callurl',
  scheme,
  otherAuths: { hmac: () => callurlHmac, bearer: () => bearer },
  settings: ['drop', 'sensitive_reasons', 'callback', 'sms', 'caller_message', 'caller_message.<reason>'],
  takes: ['schema'],
  accepts: ['json'],
  forgivesNothing: false,
  read,
  sample: callurlSample,
}

function read(payload: Payload, endpoint: SourceSettings): Reading {
  const call = callOf(payload)
  const workflow = endpoint.schema?.fields ?? USUAL_WORKFLOW
  const note = isNote(call, workflow)
  const lack = lackOf(note ? [] : workflow, (name) => valueIn(call, name))
  const isPlea = note || call.reason !== null || call.severity === 'urgent'
  if (!isPlea && lack.problems.length > 0) return invalid(lack.problems)

  const says = { caller_message: callerMessage(call, endpoint) }
  const plea = isPlea ? pleaOf(call, lack.missing, says.caller_message, endpoint) : null
  const { contact, groups } = callerOf(call)
  const notify = notifyOf(payload.notify)
  const { turns, odd } = transcriptOf(payload.transcript)
  const conversation = conversationOf(call, contact.who.name, turns, plea)
  const flags = [...(plea ? ['needs_human'] : []), ...(plea?.sensitive ? ['sensitive'] : []), ...contact.flags]
  const draft = admitted(
    {
      ...contact.who,
      fields: allFields([...groups, { path: 'call', fields: [...odd, ...notify.odd] }]),
      flags: [...flags, ...lack.wrong.map((name) => `bad_${name}`)],
      severity: call.severity,
      conversation,
    },
    endpoint,
  )
  if (isInvalid(draft)) return draft
  const { name, email, phone } = contact.who
  const namesNobody = [name, email, phone, call.callerId].every((one) => one === null)
  return { kind: 'lead', draft, eventId: null, subject: null, says, ...(namesNobody && { namesNobody }) }
}

/** The agent's own, else the reason's, else one that commits to nothing. */
function callerMessage(call: Call, { settings }: SourceSettings): string {
  const ofReason = call.reason === null ? undefined : own(settings, `caller_message.${call.reason.trim()}`)
  return textOf(valueIn(call, 'caller_message')) ?? ofReason ?? settings.caller_message ?? USUAL_CALLER_MESSAGE
}

function pleaOf(call: Call, missing: string[], callerMessage: string, endpoint: SourceSettings): Plea {
  const reason = call.reason ?? call.severity ?? 'handoff'
  return {
    reason,
    severity: call.severity ?? 'normal',
    sensitive: isSensitive(reason, call.severity, endpoint),
    notify: notifyOf(call.payload.notify).ways,
    callerMessage,
    missing,
  }
}

/** Whom the agent wants told, and how; as it was sent in `odd` too, where it asks for something else. */
function notifyOf(value: unknown): { ways: Plea['notify']; odd: Field[] } {
  const words = leavesOf(unpacked(value)).flatMap((leaf) => (textOf(leaf) ?? '').toLowerCase().split(/[\s,;]+/))
  const asked = words.filter((word) => word !== '')
  const ways = (['slack', 'sms'] as const).filter((way) => asked.includes(way))
  return { ways, odd: asked.every((word) => ways.some((way) => way === word)) ? [] : [{ name: 'notify', value }] }
}

function conversationOf(call: Call, contactName: string | null, transcript: Turn[], plea: Plea | null): Conversation {
  return {
    id: null,
    channel: 'phone',
    externalId: call.callerId,
    contactName,
    bot: null,
    transcript,
    status: plea ? 'handoff' : 'ended',
    plea,
    pleas: plea ? 1 : 0,
    resolved: null,
    ended: null,
  }
}
