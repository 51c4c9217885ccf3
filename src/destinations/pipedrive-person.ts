import { z } from 'zod'
import { isObject, type Json, type JsonObject } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import { type Ask, type Fate, keep, send, type Work } from './kind.ts'
import { make, unsettled } from './making.ts'
import { isGone, refused, request } from './pipedrive-api.ts'
import { readAs } from './read-as.ts'

const SHORTEST_TERM = 2

const Made = z.object({ data: z.object({ id: z.number().int() }) })
const Texts = z.array(z.string()).catch([])
const Person = z.object({ id: z.number().int(), emails: Texts, phones: Texts })
type Person = z.output<typeof Person>
const Search = z.object({ data: z.object({ items: z.array(z.object({ item: Person })) }) })

type Step<Value> = Generator<Ask, Value | { fate: Fate }, Reply | undefined>

/** The lead's person: the one that an earlier try made, else one who is found, else a new one. */
export function* personFor(work: Work, person: JsonObject): Step<{ id: number }> {
  const made = work.memory.person
  const kept = made ? { id: Number(made), emails: [], phones: [] } : null
  const found = kept ? { person: kept } : yield* searchPerson(work, person)
  if ('fate' in found) return found
  if (found.person) {
    const { id } = found.person
    const reply = yield* send(request(work, 'PATCH', ['api', 'v2', 'persons', String(id)], news(person, found.person)))
    if (isSuccess(reply)) return { id }
    if (!isGone(reply)) return { fate: refused(reply) }
  }
  const wait = unsettled(work, 'person', 'Pipedrive')
  if (wait) return { fate: wait }
  const reply = yield* make(work, 'person', request(work, 'POST', ['api', 'v2', 'persons'], person))
  if (!isSuccess(reply)) return { fate: refused(reply) }
  const read = readAs(reply, Made, 'Pipedrive')
  if ('fate' in read) return read
  yield* keep({ person: String(read.told.data.id) })
  return { id: read.told.data.id }
}

/** By exact e-mail, or by phone where there is none; nobody where there is neither. */
function* searchPerson(work: Work, person: JsonObject): Step<{ person: Person | null }> {
  const fields = firstOf(person.emails) ? 'email' : 'phone'
  const term = firstOf(person.emails) ?? firstOf(person.phones) ?? ''
  if (term.length < SHORTEST_TERM) return { person: null }
  const query = new URLSearchParams({ term, fields, exact_match: 'true', limit: '1' })
  const reply = yield* send(request(work, 'GET', ['api', 'v2', 'persons', 'search'], query))
  if (!isSuccess(reply)) return { fate: refused(reply) }
  const read = readAs(reply, Search, 'Pipedrive')
  return 'fate' in read ? read : { person: read.told.data.items[0]?.item ?? null }
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
