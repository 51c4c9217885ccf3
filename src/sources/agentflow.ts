import { z } from 'zod'
import type { Field } from '../lead/lead.ts'
import { agentflow as scheme } from '../wire/scheme.ts'
import { extraFields } from './extra-fields.ts'
import { admitted, invalid, isInvalid } from './lead-reading.ts'
import { Email, hasText, Name, problemsOf } from './person.ts'
import { toldSample } from './samples.ts'
import type { Payload, Reading, Source, SourceSettings } from './source.ts'
import { isIso8601 } from './timestamp.ts'

const Required = z.object({ name: Name, email: Email })
const RECOMMENDED = ['company', 'message', 'source', 'phone'] as const
const KNOWN = new Set(['name', 'email', ...RECOMMENDED, 'timestamp'])

/** The native sender. Only `name` and `email` are checked; nothing else that it may say costs a lead. */
export const agentflow: Source = {
  name: 'agentflow',
  scheme,
  otherAuths: {},
  settings: ['drop'],
  takes: [],
  accepts: ['json'],
  forgivesNothing: false,
  read,
  sample: toldSample,
}

function read(payload: Payload, endpoint: SourceSettings): Reading {
  const odd = RECOMMENDED.filter((name) => isOdd(payload[name]))
  const required = Required.safeParse(payload)
  if (!required.success) return invalid(problemsOf(required.error, payload))
  const { name, email } = required.data
  const sent = {
    name,
    email,
    company: textOf(payload.company),
    message: textOf(payload.message),
    source: textOf(payload.source),
    phone: textOf(payload.phone),
    sentAt: sentAt(payload.timestamp),
    fields: extraFields(payload, KNOWN),
    flags: [...odd.map((name) => `bad_${name}`), ...(isBadTimestamp(payload.timestamp) ? ['bad_timestamp'] : [])],
    severity: null,
    conversation: null,
  }
  const beside = odd.map((name): Field => ({ name, value: payload[name] }))
  const draft = admitted(sent, endpoint, beside)
  return isInvalid(draft) ? draft : { kind: 'lead', draft, eventId: null, subject: null }
}

/** Not text, but something: kept under `fields` by its own name and flagged `bad_<name>`, so that nothing is lost. */
function isOdd(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'string'
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && hasText(value) ? value : null
}

function sentAt(value: unknown): string | null {
  return isOdd(value) ? JSON.stringify(value) : textOf(value)
}

function isBadTimestamp(value: unknown): boolean {
  const text = sentAt(value)
  return text !== null && (isOdd(value) || !isIso8601(text))
}
