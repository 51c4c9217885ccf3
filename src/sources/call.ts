import type { Severity } from '../lead/conversation.ts'
import type { WorkflowField } from '../lead/endpoint.ts'
import type { Field } from '../lead/lead.ts'
import { type Contact, contactOf } from './contact.ts'
import { extraFields } from './extra-fields.ts'
import { guessed } from './guessed.ts'
import type { FieldGroup } from './lead-reading.ts'
import { severityOf } from './plea.ts'
import { namedIn } from './scopes.ts'
import type { Payload } from './source.ts'
import { isObject, own, textOf, unpacked } from './text.ts'

/** What the phone agent says of a call, before anybody judges it. */
export type Call = {
  payload: Payload
  /** The fields that the agent filled in. */
  structured: Payload
  callerId: string | null
  reason: string | null
  severity: Severity | null
}

const RESULT = ['workflow_id', 'caller_id', 'call_status', 'structured_fields', 'webhook_url']
/** What becomes part of the conversation or of the answer. */
const SPOKEN = ['handoff_reason', 'severity', 'notify', 'caller_message', 'transcript']
const NO_REASON = /^(?:none|no|n\/?a|null|nil|undefined|false|-+)$/i
/** A number that somebody calls from, and no name for an account or a withheld one. */
const DIALLED = /^\s*(?:tel:)?[+(]?[\d\s().\-/]{5,}$/i

const USUAL = { email: 'structured_fields.email', phone: 'caller_id' }

/** What a call tells, wherever in its payload the sender put it. */
export function callOf(payload: Payload): Call {
  const named = namedIn(unpacked(payload.structured_fields))
  const structured = Object.fromEntries(named.map(({ name, value }) => [name, value]))
  const told = (name: string) => valueIn({ payload, structured }, name)
  const reason = textOf(told('handoff_reason'))
  return {
    payload,
    structured,
    callerId: textOf(told('caller_id')),
    reason: reason !== null && NO_REASON.test(reason.trim()) ? null : reason,
    severity: severityOf(told('severity')),
  }
}

/** What stands under that name, in the call itself or in what the agent filled in. */
export function valueIn({ payload, structured }: Pick<Call, 'payload' | 'structured'>, name: string): unknown {
  const ofCall = RESULT.includes(name) || SPOKEN.includes(name)
  const places = ofCall ? [payload, structured] : [structured, payload]
  return places.map((place) => own(place, name)).find((value) => textOf(value) !== null || isObject(value))
}

/** A bare note that a person is needed: nothing in it belongs to a result. */
export function isNote(call: Call, workflow: readonly WorkflowField[]): boolean {
  const names = [...RESULT, ...workflow.map(({ name }) => name)].filter((name) => !SPOKEN.includes(name))
  const asks = call.reason ?? call.severity ?? textOf(call.payload.notify)
  return asks !== null && names.every((name) => valueIn(call, name) === undefined)
}

/** Who called: by what the agent filled in, else by the number that they called from. Everything else stays a field. */
export function callerOf(call: Call): { contact: Contact; groups: FieldGroup[] } {
  const { payload, structured, callerId } = call
  const beside = extraFields(payload, new Set([...RESULT, ...SPOKEN, ...Object.keys(structured)]))
  const { found, groups } = guessed({
    ...structured,
    ...Object.fromEntries(beside.map(({ name, value }) => [name, value])),
  })
  const given = contactOf(found, USUAL)
  const isNumber = callerId !== null && DIALLED.test(callerId)
  const contact = { ...given, who: { ...given.who, phone: given.who.phone ?? (isNumber ? callerId : null) } }
  const rest = extraFields(payload, new Set(beside.map(({ name }) => name))).filter((field) => isKept(field, call))
  return { contact, groups: [{ path: '', fields: contact.odd }, ...groups, { path: 'call', fields: rest }] }
}

/** Not what the conversation holds, unless it could not be understood. */
function isKept({ name, value }: Field, call: Call): boolean {
  switch (name) {
    case 'structured_fields':
      return Object.keys(call.structured).length === 0
    case 'handoff_reason':
      return call.reason === null && textOf(value) !== null
    case 'severity':
      return severityOf(value) === null && textOf(value) !== null
    default:
      return !SPOKEN.includes(name)
  }
}
