import type { Remote } from '../handoff/handoff.ts'
import { isObject, type Json, type JsonObject, textOf } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import { existingId, refusalIn, refused } from './hubspot-refusal.ts'
import { contactId, searched } from './hubspot-search.ts'
import { type Checking, type Delivery, type Fate, type Kind, type Outcome, type Step, send, type Work } from './kind.ts'
import { begunAt, make, unsettled } from './making.ts'
import { baseUrl, below, jsonRequest, nothingSent, optional, presenceIn, readAnswer, required } from './vendor.ts'

const API = 'https://api.hubapi.com'
/** A call for most handoffs, two for those that are tried again, of the hundred in ten seconds that the smallest plans have. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
const USUAL_RATE = 6
/** What a try notes that it may have made. */
const MADE = 'contact'

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
  usualRate: USUAL_RATE,
  deliver,
  check,
}

/** What the contact is to hold, and how its account is called. */
export type Contact = { work: Work; properties: Record<string, string>; request: Requester }
type Requester = (method: 'GET' | 'POST' | 'PATCH', parts: string[], body: Json) => ReturnType<typeof jsonRequest>

function* deliver(work: Work): Delivery {
  if (!isObject(work.mapped) || Object.keys(work.mapped).length === 0)
    return nothingSent('the mapping makes no object of contact properties, such as {"email": {"$from": "email"}}')
  const contact: Contact = { work, properties: textsOf(work.mapped), request: requester(work) }
  const key = keyOf(contact)
  if (key) return yield* upserted(contact, key)
  const known = work.remote?.id
  return (known ? yield* patched(contact, known) : null) ?? (yield* created(contact))
}

/** Whether HubSpot still has the contact that it named. */
function* check(work: Work): Checking {
  const id = work.remote?.id
  if (!id) return 'unknown'
  return presenceIn(yield* send({ ...requester(work)('GET', [id], null), body: '' }))
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
  if (!refusal) return delivered(reply)
  const fate = refused(refusal, work.now)
  return isSuccess(reply) ? { ...fate, error: 'the answer holds an error' } : fate
}

/** Null where there is no such contact any more. */
function* patched({ work, properties, request }: Contact, id: string): Step<Outcome | null> {
  const reply = yield* send(request('PATCH', [id], { properties }))
  if (isSuccess(reply)) return delivered(reply)
  return reply.kind === 'answered' && reply.status === 404 ? null : refused(reply, work.now)
}

/** HubSpot holds e-mails unique, so that nothing is made twice. Without one, a contact that may be there already is looked for first. */
function* created(contact: Contact): Delivery {
  const { work, properties, request } = contact
  const create = request('POST', [], { properties })
  if (!properties.email?.trim())
    return (yield* madeEarlier(contact)) ?? (yield* judged(contact, yield* make(work, MADE, create)))
  return yield* judged(contact, yield* send(create))
}

/** What became of the contact that an earlier try began to make; null where it is certain that there is none. */
function* madeEarlier(contact: Contact): Step<Fate | null> {
  const begun = begunAt(contact.work, MADE)
  if (!begun) return null
  const found = yield* searched(contact, begun)
  if ('fate' in found) return found.fate
  return (found.id ? yield* patched(contact, found.id) : null) ?? unsettled(contact.work, MADE, 'HubSpot')
}

/** What a creation came to; where the contact was there already, it is changed. */
function* judged(contact: Contact, reply: Reply): Delivery {
  const existing = existingId(reply)
  if (existing) return (yield* patched(contact, existing)) ?? gone()
  return isSuccess(reply) ? delivered(reply) : refused(reply, contact.work.now)
}

function delivered(reply: Reply): Outcome {
  const read = readAnswer(reply, 'HubSpot')
  if ('fate' in read) return read.fate
  const { results, id } = read.told
  const made = contactId(Array.isArray(results) ? results[0] : { id: id ?? null })
  const remote: Remote | null = made ? { id: made, link: null } : null
  return { class: 'delivered', error: null, hint: null, ...(remote && { remote }) }
}

/** Between its refusal and our next word the contact was deleted or merged. */
function gone(): Outcome {
  return { class: 'transient', error: 'the contact that HubSpot named is gone', hint: 'HubSpot is asked again' }
}
