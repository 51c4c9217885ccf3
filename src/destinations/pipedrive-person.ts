import { z } from 'zod'
import { isObject, type Json, type JsonObject } from '../handoff/mapping/json.ts'
import { phoneKey } from '../lead/phone.ts'
import { isSuccess } from '../wire/reply.ts'
import { claim, type Fate, keep, type Step, send, tellMade, type Work } from './kind.ts'
import { make, unsettled } from './making.ts'
import { isGone, refused, request } from './pipedrive-api.ts'
import { readAs } from './vendor.ts'

const SHORTEST_TERM = 2
/** Few spellings break the last digits of a number apart, and few persons share them. */
const ENDING_DIGITS = 4
const ALIKE_SEEN = 100

const Made = z.object({ data: z.object({ id: z.number().int() }) })
const Texts = z.array(z.string()).catch([])
const Person = z.object({ id: z.number().int(), emails: Texts, phones: Texts })
type Person = z.output<typeof Person>
const Search = z.object({ data: z.object({ items: z.array(z.object({ item: Person })) }) })

type Found<Value> = Step<Value | { fate: Fate }>
/** The person of a lead; whoever is new has no leads yet. */
type Theirs = { id: number; isNew: boolean }

/** Another lead of the same person came at the same time. */
const BEING_MADE: Fate = {
  class: 'transient',
  error: 'this person is being made for another lead',
  hint: 'Pipedrive is asked again as soon as that is known',
}

/** The lead's person: the one that an earlier try wrote, else one who is found or was made lately, else a new one. */
export function* personFor(work: Work, person: JsonObject): Found<Theirs> {
  const { person: written } = work.memory
  if (written) return { id: Number(written), isNew: false }
  const found = yield* searchPerson(work, person)
  if ('fate' in found) return found
  const changed = found.person && (yield* changedPerson(work, person, found.person))
  return changed ?? (yield* newPerson(work, person))
}

/** Null where that person is gone. */
function* changedPerson(work: Work, person: JsonObject, theirs: Person): Step<Theirs | { fate: Fate } | null> {
  const { id } = theirs
  const reply = yield* send(request(work, 'PATCH', ['api', 'v2', 'persons', String(id)], news(person, theirs)))
  if (isSuccess(reply)) return { id, isNew: false }
  return isGone(reply) ? null : { fate: refused(reply) }
}

/** Pipedrive's search shows a new person late, so that of several leads of one person only the first may make it. */
function* newPerson(work: Work, person: JsonObject): Found<Theirs> {
  const wait = unsettled(work, 'person', 'Pipedrive')
  if (wait) return { fate: wait }
  const { term, key: known } = termOf(person)
  const key = `person ${known}`
  const claimed = term ? yield* claim(key) : null
  if (claimed?.claim === 'taken') return { fate: BEING_MADE }
  if (claimed?.claim === 'made') {
    const theirs = { id: Number(claimed.id), emails: [term], phones: [term] }
    const changed = yield* changedPerson(work, person, theirs)
    if (changed) return changed
  }
  const reply = yield* make(work, 'person', request(work, 'POST', ['api', 'v2', 'persons'], person))
  if (!isSuccess(reply)) return { fate: refused(reply) }
  const read = readAs(reply, Made, 'Pipedrive')
  if ('fate' in read) return read
  const { id } = read.told.data
  yield* keep({ person: String(id) })
  if (term) yield* tellMade(key, String(id))
  return { id, isNew: true }
}

/** By exact e-mail, or by phone where there is none, in whatever spelling; nobody where there is neither. */
function* searchPerson(work: Work, person: JsonObject): Found<{ person: Person | null }> {
  const { term, fields, key } = termOf(person)
  if (term.length < SHORTEST_TERM) return { person: null }
  const exact = yield* search(work, { term, fields, exact_match: 'true', limit: '1' })
  if ('fate' in exact) return exact
  const [found] = exact.persons
  const ending = fields === 'phone' && !found ? key.slice(-ENDING_DIGITS) : ''
  if (!/^\d{4}$/.test(ending)) return { person: found ?? null }
  const alike = yield* search(work, { term: ending, fields, limit: String(ALIKE_SEEN) })
  if ('fate' in alike) return alike
  return { person: alike.persons.find(({ phones }) => phones.some((phone) => phoneKey(phone, null) === key)) ?? null }
}

function* search(work: Work, query: Record<string, string>): Found<{ persons: Person[] }> {
  const path = ['api', 'v2', 'persons', 'search']
  const reply = yield* send(request(work, 'GET', path, new URLSearchParams(query)))
  if (!isSuccess(reply)) return { fate: refused(reply) }
  const read = readAs(reply, Search, 'Pipedrive')
  return 'fate' in read ? read : { persons: read.told.data.items.map(({ item }) => item) }
}

/** What tells a person apart, and what is equal for every spelling of it; '' where nothing does. */
function termOf({ emails, phones }: JsonObject): { term: string; fields: 'email' | 'phone'; key: string } {
  const [email, phone] = [firstOf(emails), firstOf(phones) ?? '']
  return email
    ? { term: email, fields: 'email', key: email.toLowerCase() }
    : { term: phone, fields: 'phone', key: phoneKey(phone, null) ?? phone }
}

/** What may be changed of a person who is there already: a list of addresses would replace all that they have. */
function news(person: JsonObject, { emails: theirEmails, phones: theirPhones }: Person): JsonObject {
  const { emails = [], phones = [], ...rest } = person
  return {
    ...rest,
    ...(theirEmails.length === 0 && firstOf(emails) && { emails }),
    ...(theirPhones.length === 0 && firstOf(phones) && { phones }),
  }
}

/** The `value` of the first entry of a list of e-mails or phones. */
function firstOf(list: Json | undefined): string | null {
  const first = Array.isArray(list) ? list[0] : undefined
  return isObject(first) && typeof first.value === 'string' && first.value.trim() !== '' ? first.value.trim() : null
}
