import { z } from 'zod'
import { type Answers, classify } from '../handoff/classify.ts'
import { isObject, type Json } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import { type Checking, type Delivery, type Fate, type Kind, type Step, send, type Work } from './kind.ts'
import { make, unsettled } from './making.ts'
import { baseUrl, below, jsonRequest, nothingSent, optional, readAs, required } from './vendor.ts'

const API = 'https://api.notion.com'
const NEWEST_VERSION = '2026-03-11'
/** The property that a page is found again by. */
const LEAD_ID = 'Lead ID'

/** A page per lead in a data source. Notion has no upsert: a page is looked for before one is made. https://developers.notion.com/reference/post-page */
export const notion: Kind = {
  name: 'notion',
  settings: {
    base_url: baseUrl(API),
    token: required('the secret of an integration, ntn_…', true),
    data_source_id: required('the data source of the database: its menu has "Copy data source ID"'),
    notion_version: optional('the Notion-Version to speak', NEWEST_VERSION),
  },
  baseUrl: API,
  isSigned: false,
  deliver,
  check,
}

const ANSWERS: Answers = {
  400: {
    class: 'permanent',
    hint: `Notion refused the page: every property must be in the database under this name and with this type, "${LEAD_ID}" as text; correct the database or the mapping`,
  },
  401: { class: 'misconfigured', hint: 'Notion does not accept the token; copy it anew and --set token=…' },
  403: {
    class: 'misconfigured',
    hint: 'the integration may not do this; give it the capabilities to read, insert and update content',
  },
  404: {
    class: 'misconfigured',
    hint: 'Notion shows no such data source to the integration: share the database with the integration, and check data_source_id',
  },
  409: { class: 'transient', hint: 'somebody changed the same thing in Notion at that moment' },
  429: { class: 'transient', hint: 'Notion limits how often it may be called' },
  529: { class: 'transient', hint: 'Notion is overloaded' },
}

const Id = z.string().regex(/^[\w-]+$/)
const Page = z.object({ id: Id, url: z.string().nullable().catch(null), in_trash: z.boolean().catch(false) })
type Page = z.output<typeof Page>
const Search = z.object({ results: z.array(Page) })
const MOST_FOUND = 10

function* deliver(work: Work): Delivery {
  const properties = propertiesOf(work)
  if (!properties)
    return nothingSent('the mapping makes no object of properties, such as {"Name": {"$notion.title": …}}')
  const known = work.remote?.id
  const patched = known ? yield* patch(work, known, properties) : null
  if (patched) return patched
  const found = yield* search(work)
  if ('fate' in found) return found.fate
  const again = found.page && found.page.id !== known ? yield* patch(work, found.page.id, properties) : null
  if (again) return again
  const wait = unsettled(work, 'page', 'Notion')
  if (wait) return wait
  const parent = { type: 'data_source_id', data_source_id: work.setting('data_source_id') }
  return fateOf(yield* make(work, 'page', request(work, 'POST', ['pages'], { parent, properties })))
}

/** What the mapping makes, with the id that the page is found again by. */
function propertiesOf({ mapped, handoff }: Work): Json | null {
  if (!isObject(mapped)) return null
  return { ...mapped, [LEAD_ID]: { rich_text: [{ text: { content: handoff.lead } }] } }
}

/** Null where the page is gone, or in the trash. */
function* patch(work: Work, id: string, properties: Json): Step<Fate | null> {
  const reply = yield* send(request(work, 'PATCH', ['pages', id], { properties }))
  return isGone(reply) ? null : fateOf(reply)
}

/** Whether there is no such page for us: unknown, or in the trash, where it takes no changes. */
function isGone(reply: Reply): boolean {
  if (reply.kind === 'failed') return false
  if (reply.status === 400) return /Can.t edit[^"]*(archived|trash)/i.test(reply.body)
  const read = isSuccess(reply) ? readAs(reply, Page, 'Notion') : null
  return reply.status === 404 || (read !== null && 'told' in read && read.told.in_trash)
}

function* search(work: Work): Step<{ page: Page | null } | { fate: Fate }> {
  const filter = { property: LEAD_ID, rich_text: { equals: work.handoff.lead } }
  const path = ['data_sources', work.setting('data_source_id'), 'query']
  const { url, ...rest } = request(work, 'POST', path, { filter, page_size: MOST_FOUND })
  // Nothing but the title is answered, since pages may be long.
  const reply = yield* send({ ...rest, url: `${url}?filter_properties=title` })
  if (!isSuccess(reply)) return { fate: classify(reply, ANSWERS) }
  const read = readAs(reply, Search, 'Notion')
  return 'fate' in read ? read : { page: read.told.results.find(({ in_trash }) => !in_trash) ?? null }
}

function fateOf(reply: Reply): Fate {
  const judged = classify(reply, ANSWERS)
  if (judged.class !== 'delivered' || reply.kind === 'failed') return judged
  const read = readAs(reply, Page, 'Notion')
  if ('told' in read) return { ...judged, remote: { id: read.told.id, link: read.told.url } }
  // A page that was too long to be read whole begins with its id.
  const begins = /^\{"object":"page","id":"([\w-]+)"/.exec(reply.body)?.[1]
  return begins && reply.bodyCut ? { ...judged, remote: { id: begins, link: null } } : read.fate
}

/** Whether a page of the lead's is there: the one that is known, or another. */
function* check(work: Work): Checking {
  const known = work.remote?.id
  if (known) {
    const reply = yield* send(request(work, 'GET', ['pages', known], null))
    if (!isGone(reply)) return isSuccess(reply) ? 'there' : 'unknown'
  }
  const found = yield* search(work)
  if ('fate' in found) return 'unknown'
  return found.page && found.page.id !== known ? 'there' : 'missing'
}

function request({ setting }: Work, method: 'GET' | 'POST' | 'PATCH', path: string[], body: Json) {
  const headers = { authorization: `Bearer ${setting('token')}`, 'notion-version': setting('notion_version') }
  const url = below(setting('base_url'), 'v1', ...path)
  return method === 'GET' ? { method, url, headers, body: '' } : jsonRequest(method, url, body, headers)
}
