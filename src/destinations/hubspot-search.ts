import { isObject } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import type { Contact } from './hubspot.ts'
import { refused } from './hubspot-refusal.ts'
import { type Ask, type Outcome, send } from './kind.ts'
import { readAnswer } from './vendor.ts'

/** What was written shows in HubSpot's search after at most this long. */
export const SEARCH_LAG_MS = 30_000
const CLOCK_SKEW_MS = 300_000
/** HubSpot takes six filters at once: these, and the time of creation. */
const MOST_FILTERS = 5
const LONGEST_SEARCHED_CHARACTERS = 255
/** Says nothing about who it is. */
const TELLS_NOBODY_APART = new Set(['lifecyclestage', 'hs_lead_status'])
const TELLING = ['phone', 'lastname', 'firstname', 'company']

/** The contact that an earlier try of this handoff may have made without hearing of it; `id` is null where it made none. */
export function* earlierCreate(
  contact: Contact,
): Generator<Ask, { id: string | null } | { fate: Outcome }, Reply | undefined> {
  const { work, request } = contact
  const since = Date.parse(work.memory.creating ?? '')
  const filters = filtersOf(contact.properties)
  if (Number.isNaN(since) || filters.length === 0) return { id: null }
  const waitMs = since + SEARCH_LAG_MS - work.now.getTime()
  if (waitMs > 0) return { fate: tooEarly(waitMs) }
  const created = { propertyName: 'createdate', operator: 'GTE', value: String(since - CLOCK_SKEW_MS) }
  const query = { filterGroups: [{ filters: [...filters, created] }], properties: ['createdate'], limit: 1 }
  const reply = yield* send(request('POST', ['search'], query))
  if (!isSuccess(reply)) return { fate: refused(reply, work.now) }
  const read = readAnswer(reply, 'HubSpot')
  if ('fate' in read) return read
  const [found] = Array.isArray(read.told.results) ? read.told.results : []
  return { id: isObject(found) && typeof found.id === 'string' && /^\d+$/.test(found.id) ? found.id : null }
}

/** Whether HubSpot may have made the contact although it did not say so. */
export function isLeftOpen(reply: Reply): boolean {
  if (reply.kind === 'failed') return ['timeout', 'reset', 'too_large', 'protocol'].includes(reply.cause)
  return isSuccess(reply) || reply.status >= 500 || reply.status === 408
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

function tooEarly(waitMs: number): Outcome {
  const hint = 'HubSpot may have made this contact without saying so; its search shows new ones after half a minute'
  return { class: 'transient', error: 'waited for the search of HubSpot', hint, waitMs }
}
