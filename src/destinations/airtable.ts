import { type Answers, classify } from '../handoff/classify.ts'
import type { Remote } from '../handoff/handoff.ts'
import { isObject, type JsonObject } from '../handoff/mapping/json.ts'
import { isSuccess } from '../wire/reply.ts'
import { type Checking, type Delivery, type Kind, type Outcome, send, type Work } from './kind.ts'
import { baseUrl, below, jsonRequest, nothingSent, optional, presenceIn, readAnswer, required } from './vendor.ts'

const API = 'https://api.airtable.com'
const USUAL_MERGE_FIELD = 'Lead ID'
/** https://airtable.com/developers/web/api/rate-limits */
const LIMIT_WAIT_MS = 30_000
/** Of the five calls a second that a base takes. */
const USUAL_RATE = 4

/** A row per lead in a table. https://airtable.com/developers/web/api/update-multiple-records */
export const airtable: Kind = {
  name: 'airtable',
  settings: {
    base_url: baseUrl(API),
    token: required('a personal access token with the scope data.records:write', true),
    base_id: required('the base, app…, as in its address'),
    table_id: required('the table, tbl…, or its name'),
    merge_field: optional('the column of the lead id, by which a row is found again', USUAL_MERGE_FIELD),
  },
  baseUrl: API,
  isSigned: false,
  usualRate: USUAL_RATE,
  deliver,
  check,
}

const ANSWERS: Answers = {
  401: { class: 'misconfigured', hint: 'Airtable does not accept the token; make a new one and --set token=…' },
  403: {
    class: 'misconfigured',
    hint: 'the token may not write to this base; give it the scope data.records:write, add the base to it, or check base_id and table_id',
  },
  404: { class: 'misconfigured', hint: 'Airtable has no such base or table; check base_id and table_id' },
  422: {
    class: 'permanent',
    hint: 'Airtable refused the row: a column is not there, a value does not fit, or several rows have this lead id; correct the table or the mapping',
  },
  429: { class: 'transient', hint: 'Airtable limits how often it may be called' },
}

function* deliver(work: Work): Delivery {
  const { setting } = work
  const fields = fieldsOf(work)
  if (!fields) return nothingSent('the mapping makes no object of columns, such as {"Name": {"$from": "name"}}')
  const [base, table] = [setting('base_id'), setting('table_id')]
  const body = { performUpsert: { fieldsToMergeOn: [setting('merge_field')] }, typecast: true, records: [{ fields }] }
  const headers = { authorization: `Bearer ${setting('token')}` }
  const reply = yield* send(jsonRequest('PATCH', below(setting('base_url'), 'v0', base, table), body, headers))
  if (!isSuccess(reply)) {
    const isLimit = reply.kind === 'answered' && reply.status === 429
    return { ...classify(reply, ANSWERS), ...(isLimit && { waitMs: LIMIT_WAIT_MS }) }
  }
  const read = readAnswer(reply, 'Airtable')
  return 'fate' in read ? read.fate : delivered(read.told, base, table)
}

/** Whether Airtable still has the row that it named, as far as the token may read. */
function* check({ setting, remote }: Work): Checking {
  if (!remote?.id) return 'unknown'
  const url = below(setting('base_url'), 'v0', setting('base_id'), setting('table_id'), remote.id)
  const headers = { authorization: `Bearer ${setting('token')}` }
  return presenceIn(yield* send({ method: 'GET', url, headers, body: '' }))
}

/** The row, with the id that it is found by whatever the mapping says. */
function fieldsOf({ mapped, setting, handoff, destination }: Work): JsonObject | null {
  if (!isObject(mapped)) return null
  const fields = Object.entries(mapped)
  // The preset's own column may not be there when the id goes into another.
  const kept = destination.mapping === null ? fields.filter(([name]) => name !== USUAL_MERGE_FIELD) : fields
  return { ...Object.fromEntries(kept), [setting('merge_field')]: handoff.lead }
}

function delivered({ records }: JsonObject, base: string, table: string): Outcome {
  const record = Array.isArray(records) ? records[0] : undefined
  const id = isObject(record) && typeof record.id === 'string' && /^\w+$/.test(record.id) ? record.id : null
  const remote: Remote | null = id === null ? null : { id, link: below('https://airtable.com', base, table, id) }
  return { class: 'delivered', error: null, hint: null, ...(remote && { remote }) }
}
