import type { Remote } from '../handoff/handoff.ts'
import { isObject, type Json, type JsonObject, textOf } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import { existingId, refusalIn, refused } from './hubspot-refusal.ts'
import { earlierCreate, isLeftOpen, SEARCH_LAG_MS } from './hubspot-search.ts'
import { type Ask, type Delivery, type Kind, keep, type Outcome, send, type Work } from './kind.ts'
import { baseUrl, below, jsonRequest, nothingSent, optional, readAnswer, required } from './vendor.ts'

const API = 'https://api.hubapi.com'

/** A contact per person, found again by e-mail or by a property of the account's own. https://developers.hubspot.com/docs/api-reference/crm-contacts-v3 */
export const hubspot: Kind = {
  name: 'hubspot',
  settings: {
    base_url: baseUrl(API),
    token: required('the access token of a private app that may read and write contacts', true),
    id_property: optional(
      'the contact property that tells contacts apart: email, or one of your own with unique values',
    ),
    path: optional('where contacts are below base_url, for other versions of the API', '/crm/v3/objects/contacts'),
  },
  baseUrl: API,
  isSigned: false,
  deliver,
}

/** What the contact is to hold, and how its account is called. */
export type Contact = { work: Work; properties: Record<string, string>; request: Requester }
type Requester = (method: 'POST' | 'PATCH', parts: string[], body: Json) => ReturnType<typeof jsonRequest>

function* deliver(work: Work): Delivery {
  if (!isObject(work.mapped) || Object.keys(work.mapped).length === 0)
    return nothingSent('the mapping makes no object of contact properties, such as {"email": {"$from": "email"}}')
  const contact: Contact = { work, properties: textsOf(work.mapped), request: requester(work) }
  const key = keyOf(contact)
  if (key) return yield* upserted(contact, key)
  const known = work.remote?.id
  return (known ? yield* patched(contact, known) : null) ?? (yield* created(contact))
}

/** Every property of HubSpot is text; an empty one is cleared. */
function textsOf(mapped: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(mapped).map(([name, value]) => [name, textOf(value)]))
}

function requester({ setting }: Work): Requester {
  const base = `${below(setting('base_url'))}/${setting('path').replace(/^\/+/, '')}`
  const headers = { authorization: `Bearer ${setting('token')}` }
  return (method, parts, body) => jsonRequest(method, below(base, ...parts), body, headers)
}

type Key = { idProperty: string; id: string }

/** By what the contact is found again; null where HubSpot is left to tell contacts apart. */
function keyOf({ work, properties }: Contact): Key | null {
  const idProperty = work.setting('id_property')
  const own = idProperty === 'email' ? '' : work.handoff.lead
  const mapped = Object.hasOwn(properties, idProperty) ? properties[idProperty]?.trim() : ''
  const id = mapped || own
  return idProperty && id ? { idProperty, id } : null
}

function* upserted(contact: Contact, { idProperty, id }: Key): Delivery {
  const { work, properties, request } = contact
  const inputs = [{ idProperty, id, objectWriteTraceId: work.handoff.lead, properties }]
  const reply = yield* send(request('POST', ['batch', 'upsert'], { inputs }))
  const refusal = refusalIn(reply)
  const existing = existingId(refusal)
  // Its e-mail belongs to a contact that has not got this id yet.
  if (existing)
    return (yield* patched({ ...contact, properties: { ...properties, [idProperty]: id } }, existing)) ?? gone()
  return refusal ? refused(refusal, work.now) : delivered(reply)
}

/** Null where there is no such contact any more. */
function* patched(
  { work, properties, request }: Contact,
  id: string,
): Generator<Ask, Outcome | null, Reply | undefined> {
  const reply = yield* send(request('PATCH', [id], { properties }))
  if (isSuccess(reply)) return delivered(reply)
  return reply.kind === 'answered' && reply.status === 404 ? null : refused(reply, work.now)
}

/** HubSpot holds e-mails unique, so that nothing is made twice. Without one, a create whose fate is not known is looked for before the next. */
function* created(contact: Contact): Delivery {
  const { work, properties, request } = contact
  const isUnique = Boolean(properties.email?.trim())
  if (!isUnique) {
    const earlier = yield* earlierCreate(contact)
    if ('fate' in earlier) return earlier.fate
    const fate = earlier.id ? yield* patched(contact, earlier.id) : null
    if (fate) return fate
    yield* keep({ creating: work.now.toISOString() })
  }
  const reply = yield* send(request('POST', [], { properties }))
  const existing = existingId(reply)
  if (existing) return (yield* patched(contact, existing)) ?? gone()
  const fate = isSuccess(reply) ? delivered(reply) : refused(reply, work.now)
  if (isUnique || fate.class === 'delivered') return fate
  if (isLeftOpen(reply)) return { ...fate, waitMs: SEARCH_LAG_MS }
  yield* keep({})
  return fate
}

function delivered(reply: Reply): Outcome {
  const read = readAnswer(reply, 'HubSpot')
  if ('fate' in read) return read.fate
  const { results, id } = read.told
  const made = Array.isArray(results) ? results[0] : { id: id ?? null }
  const remote: Remote | null = isObject(made) && typeof made.id === 'string' ? { id: made.id, link: null } : null
  return { class: 'delivered', error: null, hint: null, ...(remote && { remote }) }
}

/** Between its refusal and our next word the contact was deleted or merged. */
function gone(): Outcome {
  return { class: 'transient', error: 'the contact that HubSpot named is gone', hint: 'HubSpot is asked again' }
}
