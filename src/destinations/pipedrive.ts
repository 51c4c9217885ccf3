import { z } from 'zod'
import { isObject, type JsonObject } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import { type Checking, type Delivery, type Fate, type Kind, keep, type Step, send, type Work } from './kind.ts'
import { isRefusal, make, unsettled } from './making.ts'
import { isGone, refused, request, rootOf } from './pipedrive-api.ts'
import { personFor } from './pipedrive-person.ts'
import { baseUrl, below, nothingSent, presenceIn, readAs, required } from './vendor.ts'

const API = 'https://api.pipedrive.com'
/** Where people look at what the API made. */
const APP = 'https://app.pipedrive.com'
/** The newest leads of a person; one of ours that is not remembered was made lately. */
const LEADS_SEEN = 20
/** Three calls for a new person and their lead, of the twenty in two seconds that the smallest plan has. https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting */
const USUAL_RATE = 3

/** A person, found by e-mail or phone, and a lead of theirs per lead of ours. No upsert: each is looked for before it is made. https://developers.pipedrive.com/docs/api/v1 */
export const pipedrive: Kind = {
  name: 'pipedrive',
  settings: {
    base_url: baseUrl(API),
    token: required('the API token of a user, from Personal preferences › API', true),
  },
  baseUrl: API,
  isSigned: false,
  usualRate: USUAL_RATE,
  deliver,
  check,
}

const LeadId = z.string().regex(/^[\w-]+$/)
const Lead = z.object({ data: z.object({ id: LeadId, person_id: z.number().int().nullable().catch(null) }) })
const Leads = z.object({
  data: z.array(z.object({ id: LeadId, origin_id: z.string().nullable().catch(null) })).nullable(),
})
function* deliver(work: Work): Delivery {
  const { person, lead } = isObject(work.mapped) ? work.mapped : {}
  if (!isObject(person) || !isObject(lead)) {
    return nothingSent('the mapping makes no {"person": {"name": …}, "lead": {"title": …}}')
  }
  const known = work.remote?.id
  const updated = known ? yield* updateBoth(work, known, person, lead) : null
  if (updated) return updated
  const theirs = yield* personFor(work, person)
  if ('fate' in theirs) return theirs.fate
  return theirs.isNew ? yield* newLead(work, lead, theirs.id) : yield* leadFor(work, lead, theirs.id)
}

/** The lead that an earlier handoff made, and its person; null where that lead is gone. */
function* updateBoth(work: Work, id: string, person: JsonObject, lead: JsonObject): Step<Fate | null> {
  const reply = yield* send(request(work, 'PATCH', ['v1', 'leads', id], withoutOrigin(lead)))
  if (isGone(reply)) return null
  const fate = fateOf(work, reply)
  const read = isSuccess(reply) ? readAs(reply, Lead, 'Pipedrive') : null
  const owner = read && 'told' in read ? read.told.data.person_id : null
  if (fate.class !== 'delivered' || owner === null) return fate
  const { emails, phones, ...rest } = person
  const also = yield* send(request(work, 'PATCH', ['api', 'v2', 'persons', String(owner)], rest))
  return isSuccess(also) || isGone(also) ? fate : refused(also)
}

function* leadFor(work: Work, lead: JsonObject, person: number): Delivery {
  const origin = work.handoff.lead
  const query = new URLSearchParams({ person_id: String(person), limit: String(LEADS_SEEN), sort: 'add_time DESC' })
  const listed = yield* send(request(work, 'GET', ['v1', 'leads'], query))
  if (!isSuccess(listed)) return refused(listed)
  const read = readAs(listed, Leads, 'Pipedrive')
  if ('fate' in read) return read.fate
  const found = read.told.data?.find(({ origin_id }) => origin_id === origin)
  if (found) return fateOf(work, yield* send(request(work, 'PATCH', ['v1', 'leads', found.id], withoutOrigin(lead))))
  return yield* newLead(work, lead, person)
}

function* newLead(work: Work, lead: JsonObject, person: number): Delivery {
  const wait = unsettled(work, 'lead', 'Pipedrive')
  if (wait) return wait
  const whole = { ...lead, origin_id: work.handoff.lead, person_id: person }
  const reply = yield* make(work, 'lead', request(work, 'POST', ['v1', 'leads'], whole), { person: String(person) })
  // The person may be gone, too.
  if (isRefusal(reply)) yield* keep({})
  return fateOf(work, reply)
}

/** Where a lead came from is said once, when it is made. */
function withoutOrigin({ origin_id, ...lead }: JsonObject): JsonObject {
  return lead
}

function fateOf({ setting }: Work, reply: Reply): Fate {
  if (!isSuccess(reply)) return refused(reply)
  const read = readAs(reply, Lead, 'Pipedrive')
  if ('fate' in read) return read.fate
  const { id } = read.told.data
  const root = rootOf(setting('base_url'))
  const link = below(root === API ? APP : root, 'leads', 'inbox', id)
  return { class: 'delivered', error: null, hint: null, remote: { id, link } }
}

/** Whether Pipedrive still has the lead that it was told of. */
function* check(work: Work): Checking {
  const id = work.remote?.id
  if (!id) return 'unknown'
  return presenceIn(yield* send(request(work, 'GET', ['v1', 'leads', id], new URLSearchParams())))
}
