import type { Remote } from '../handoff/handoff.ts'
import { isObject, type JsonObject } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import { type Checking, type Delivery, type Kind, type Outcome, type Step, send, type Work } from './kind.ts'
import { refused } from './salesforce-refusal.ts'
import { type Session, sendIn } from './salesforce-session.ts'
import {
  baseUrl,
  below,
  jsonIn,
  jsonRequest,
  nothingSent,
  optional,
  presenceIn,
  readAnswer,
  required,
} from './vendor.ts'

const LOGIN = 'https://login.salesforce.com'

/** A record per lead, found again by an external id. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm */
export const salesforce: Kind = {
  name: 'salesforce',
  settings: {
    base_url: { ...baseUrl(LOGIN), isRequired: true, what: 'your My Domain, https://….my.salesforce.com' },
    client_id: required('the consumer key of an external client app with the client credentials flow'),
    client_secret: required('its consumer secret', true),
    object: optional('the object that leads become', 'Lead'),
    external_id_field: optional('its text field of the lead id: an external id, unique', 'External_Lead_Id__c'),
    api_version: optional('the version of the REST API', 'v62.0'),
  },
  baseUrl: LOGIN,
  isSigned: false,
  deliver,
  check,
}

function* deliver(work: Work): Delivery {
  const fields = fieldsOf(work)
  if (!fields) return nothingSent('the mapping makes no object of fields, such as {"LastName": {"$last": "name"}}')
  const sent = yield* sendIn(work, (session) => upsert(work, session, fields))
  return 'fate' in sent ? sent.fate : yield* judged(work, sent.session, sent.reply)
}

/** Whether Salesforce still has a record with the lead id. */
function* check(work: Work): Checking {
  const sent = yield* sendIn(work, (session) => readId(work, session))
  return 'fate' in sent ? 'unknown' : presenceIn(sent.reply)
}

/** Without the ids that stand in the address: Salesforce refuses them in the body. */
function fieldsOf({ mapped, setting }: Work): JsonObject | null {
  if (!isObject(mapped)) return null
  const ids = ['id', setting('external_id_field').toLowerCase()]
  const fields = Object.entries(mapped).filter(([name]) => !ids.includes(name.toLowerCase()))
  return fields.length > 0 ? Object.fromEntries(fields) : null
}

function upsert(work: Work, session: Session, fields: JsonObject) {
  return jsonRequest('PATCH', recordUrl(work, session), fields, { authorization: `Bearer ${session.access}` })
}

function recordUrl({ setting, handoff }: Work, { instance }: Session): string {
  const version = setting('api_version')
  return below(
    instance,
    'services',
    'data',
    version,
    'sobjects',
    setting('object'),
    setting('external_id_field'),
    handoff.lead,
  )
}

function* judged(work: Work, session: Session, reply: Reply): Step<Outcome> {
  if (!isSuccess(reply)) return refused(reply, work)
  // An update may answer without a body, a creation never does.
  const isEmpty = reply.kind === 'answered' && reply.body === '' && !reply.bodyCut
  const read = isEmpty ? { told: {} } : readAnswer(reply, 'Salesforce')
  if ('fate' in read) return read.fate
  const id = idIn(read.told) ?? work.remote?.id ?? (yield* askedId(work, session))
  const remote: Remote | null = id ? { id, link: below(session.instance, id) } : null
  return { class: 'delivered', error: null, hint: null, ...(remote && { remote }) }
}

/** An update does not say which record it was; where nobody has heard of it, for the link alone, it is asked. */
function* askedId(work: Work, session: Session): Step<string | null> {
  const told = jsonIn(yield* send(readId(work, session)))
  return isObject(told) ? idIn(told) : null
}

function readId(work: Work, session: Session): OutboundRequest {
  const headers = { authorization: `Bearer ${session.access}` }
  return { method: 'GET', url: `${recordUrl(work, session)}?fields=Id`, headers, body: '' }
}

function idIn(told: JsonObject): string | null {
  const id = told.id ?? told.Id
  return typeof id === 'string' && /^\w{15,18}$/.test(id) ? id : null
}
