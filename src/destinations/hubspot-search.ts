import { isObject, type Json } from '../handoff/mapping/json.ts'
import { isSuccess } from '../wire/reply.ts'
import type { Contact } from './hubspot.ts'
import { refused } from './hubspot-refusal.ts'
import { type Outcome, type Step, send } from './kind.ts'
import { readAnswer } from './vendor.ts'

const CLOCK_SKEW_MS = 300_000
/** HubSpot takes six filters at once: these, and the time of creation. */
const MOST_FILTERS = 5
const LONGEST_SEARCHED_CHARACTERS = 255
/** Says nothing about who it is. */
const TELLS_NOBODY_APART = new Set(['lifecyclestage', 'hs_lead_status'])
const TELLING = ['phone', 'lastname', 'firstname', 'company']

/** The contact that an earlier try of this handoff made without hearing of it; `id` is null where the search shows none. */
export function* searched(
  { work, properties, request }: Contact,
  begun: Date,
): Step<{ id: string | null } | { fate: Outcome }> {
  const filters = filtersOf(properties)
  if (filters.length === 0) return { id: null }
  const since = String(begun.getTime() - CLOCK_SKEW_MS)
  const all = [...filters, { propertyName: 'createdate', operator: 'GTE', value: since }]
  const query = { filterGroups: [{ filters: all }], properties: ['createdate'], limit: 1 }
  const reply = yield* send(request('POST', ['search'], query))
  if (!isSuccess(reply)) return { fate: refused(reply, work.now) }
  const read = readAnswer(reply, 'HubSpot')
  return 'fate' in read ? read : { id: contactId(Array.isArray(read.told.results) ? read.told.results[0] : undefined) }
}

/** The id of a contact as HubSpot tells it. */
export function contactId(contact: Json | undefined): string | null {
  return isObject(contact) && typeof contact.id === 'string' && /^[\w-]+$/.test(contact.id) ? contact.id : null
}

function filtersOf(properties: Contact['properties']) {
  const rank = (name: string) => (TELLING.includes(name) ? TELLING.indexOf(name) : TELLING.length)
  return Object.entries(properties)
    .filter(([name, value]) => !TELLS_NOBODY_APART.has(name) && isSearchable(value))
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .slice(0, MOST_FILTERS)
    .map(([propertyName, value]) => ({ propertyName, operator: 'EQ', value }))
}

function isSearchable(value: string): boolean {
  return value.trim() !== '' && value.length <= LONGEST_SEARCHED_CHARACTERS
}
