import { contactOf } from './contact.ts'
import { guessed } from './guessed.ts'
import { textOfHtml } from './html.ts'
import { admitted, allFields, asSent, invalid, isInvalid } from './lead-reading.ts'
import { mapped } from './mapped.ts'
import type { Payload, Reading, SourceSettings } from './source.ts'
import { objectOf, textOf } from './text.ts'

const PING = /^(?:[\w.-]+[._-])?ping$/i
const TEST = /^(?:(?:webhook|endpoint|event|message)s?[._-])?test$/i

/** Reads a sender that names its own fields: by the endpoint's map, else by what such fields are usually called. */
export function toldLead(payload: Payload, endpoint: SourceSettings): Reading {
  const event = textOf(payload.event) ?? textOf(payload.type) ?? ''
  if (PING.test(event)) return { kind: 'ignored', reason: 'ping' }
  const isTest = TEST.test(event)
  const { found, groups } = endpoint.map ? mapped(payload, endpoint.map) : guessed(payload)
  const contact = contactOf(found, usualNames(payload))
  if (contact.problems.length > 0 && !isTest) return invalid(contact.problems)
  const fields = allFields([{ path: '', fields: contact.odd }, ...groups])
  const { who, flags } = contact
  const message = textOfHtml(who.message ?? '')
  const draft = admitted(
    { ...who, message: message ?? who.message, fields, flags, severity: null, conversation: null },
    endpoint,
    message === null ? [] : [asSent('message', who.message)],
  )
  if (isInvalid(draft)) return draft
  return isTest ? { kind: 'test', draft } : { kind: 'lead', draft, eventId: null, subject: null }
}

/** What a way to reach somebody would be called here: Standard Webhooks puts all of it into `data`. */
function usualNames(payload: Payload) {
  return objectOf(payload.data) ? { email: 'data.email', phone: 'data.phone' } : { email: 'email', phone: 'phone' }
}
