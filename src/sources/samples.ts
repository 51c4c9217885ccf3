import type { FieldMap, FieldPath, WorkflowField } from '../lead/endpoint.ts'
import { stepsOf } from './field-map.ts'
import type { Payload, Scenario, SourceSettings } from './source.ts'
import { own } from './text.ts'
import { USUAL_WORKFLOW } from './workflow.ts'

/** Nobody: a reserved domain and a reserved number. */
const NOBODY = {
  name: 'Test Lead',
  email: 'test.lead@example.com',
  phone: '+12025550100',
  company: 'Example Company',
  message: 'This is a test from Greenlight. Nobody is waiting for an answer.',
  source: 'greenlight_test',
}
const EMERGENCY = 'This is a test from Greenlight: somebody reports an emergency and asks for a person.'
const AT = '2026-01-31T12:00:00Z'

/** A flat body, or one that an endpoint's map understands. */
export function toldSample(scenario: Scenario, _id: string, { map }: SourceSettings): Payload {
  const { name, message } = NOBODY
  const told = {
    routine: NOBODY,
    incomplete: { name, message },
    sensitive: { ...NOBODY, message: EMERGENCY },
  }[scenario]
  return map ? bodyFor(map, told) : told
}

export function leadfloSample(scenario: Scenario, id: string): Payload {
  const { name, email, phone } = NOBODY
  const customFields = { intent: 'Buy', timeFrame: scenario === 'sensitive' ? 'ASAP' : '1–3 mo' }
  const visitor = { id, name, ...(scenario !== 'incomplete' && { email, phone }), country: 'US', customFields }
  return { event: 'visitor_created', timestamp: AT, websiteId: 'site_test', data: { visitor } }
}

export function zapitoSample(scenario: Scenario, id: string): Payload {
  const who = { id, channel: 'whatsapp', externalId: NOBODY.phone, contactName: NOBODY.name, status: 'handoff' }
  return {
    event: 'lead.handoff',
    at: AT,
    reason: scenario === 'sensitive' ? 'model_error' : 'escalate',
    bot: { id: 'bot_test', name: 'Test Bot' },
    conversation: scenario === 'incomplete' ? { channel: who.channel, status: who.status } : who,
    transcript: [{ role: 'user', content: scenario === 'sensitive' ? EMERGENCY : NOBODY.message, at: AT }],
  }
}

/** A result of the endpoint's own workflow; `incomplete` lacks everything that the workflow requires. */
export function callurlSample(scenario: Scenario, id: string, { schema }: SourceSettings): Payload {
  const result = {
    workflow_id: 'wf_test',
    caller_id: NOBODY.phone,
    call_status: 'completed',
    webhook_url: 'https://example.com/callback',
    idempotency_key: id,
  }
  if (scenario === 'incomplete') return { idempotency_key: id, structured_fields: {} }
  const asked = (schema?.fields ?? USUAL_WORKFLOW).filter(({ name }) => !OF_CALL.has(name))
  const structured = Object.fromEntries(asked.map((field) => [field.name, valueFor(field)]))
  const structured_fields = { name: NOBODY.name, email: NOBODY.email, ...structured }
  if (scenario === 'routine') return { ...result, structured_fields }
  const plea = { handoff_reason: 'emergency_or_sensitive_request', severity: 'urgent', notify: ['slack'] }
  return { ...result, structured_fields, ...plea, caller_message: 'A person will look at this test.' }
}

const OF_CALL = new Set([...USUAL_WORKFLOW.map(({ name }) => name), 'severity', 'notify', 'caller_message'])
const VALUES = { number: '3', boolean: 'true', date: '2026-01-31', ...NOBODY }

function valueFor({ name, type }: WorkflowField): unknown {
  return own(VALUES, type.trim().toLowerCase()) ?? own(VALUES, name.toLowerCase()) ?? 'Test'
}

/** The body in which a map finds these values; what it does not map is not there. */
function bodyFor(map: FieldMap, told: Payload): Payload {
  const body: Record<string, unknown> = {}
  for (const [field, path] of Object.entries(map)) {
    const value = own(told, field)
    if (value !== undefined) put(body, stepsOf(firstOf(path)), value)
  }
  return body
}

function firstOf(path: FieldPath): string {
  const [first = ''] = typeof path === 'string' ? [path] : Array.isArray(path) ? path : path.join
  return first
}

/** Numbers index lists where the map says so; an object serves as well, since it is only read by the same path. */
function put(body: Record<string, unknown>, [step = '', ...further]: readonly string[], value: unknown): void {
  if (further.length === 0) {
    body[step] = value
    return
  }
  const known = body[step]
  const inside = typeof known === 'object' && known !== null ? { ...known } : {}
  body[step] = inside
  put(inside, further, value)
}
