import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Answer, type Call, type Clock, createClock, Refusal, startVendor, type Vendor } from './vendor.ts'

export const PIPEDRIVE = { token: 'pd0123456789abcdef' }
const SEARCH_LAG_MS = 30_000
const SHORTEST_TERM = 2

const CUSTOM_FIELD = /^[0-9a-f]{40}$/
const Contacts = z.array(
  z.strictObject({ value: z.string(), primary: z.boolean().optional(), label: z.string().optional() }),
)
/** https://developers.pipedrive.com/docs/api/v1/Persons, version 2 */
const PersonChange = z
  .strictObject({
    name: z.string().min(1).max(255),
    owner_id: z.number(),
    org_id: z.number(),
    emails: Contacts,
    phones: Contacts,
    label_ids: z.array(z.number()),
    custom_fields: z.record(z.string().regex(CUSTOM_FIELD), z.unknown()),
  })
  .partial()
const NewPerson = PersonChange.required({ name: true })
/** https://developers.pipedrive.com/docs/api/v1/Leads; custom fields stand beside the others. */
const LeadChange = z
  .object({
    title: z.string().min(1).max(255),
    owner_id: z.number(),
    label_ids: z.array(z.string()),
    person_id: z.number(),
    organization_id: z.number(),
    value: z.strictObject({ amount: z.number(), currency: z.string() }).nullable(),
    was_seen: z.boolean(),
  })
  .partial()
  .catchall(z.unknown())
  .superRefine((lead, context) => {
    const known = Object.keys(lead).filter((name) => !LEAD_NAMES.includes(name) && !CUSTOM_FIELD.test(name))
    for (const name of known) context.addIssue(`${name} is not allowed`)
  })
const LEAD_NAMES = ['title', 'owner_id', 'label_ids', 'person_id', 'organization_id', 'value', 'was_seen']

type PipedrivePerson = z.output<typeof NewPerson> & { id: number; madeAt: Date }
type PipedriveLead = { id: string; origin_id: string | null; person_id: number; title: string; madeAt: Date }

/** An account with persons and leads; what a search or a list shows is half a minute behind. */
export type Pipedrive = Vendor & {
  readonly persons: PipedrivePerson[]
  readonly leads: PipedriveLead[]
  readonly clock: Clock
}

type Account = Pick<Pipedrive, 'persons' | 'leads' | 'clock'>

export async function startPipedrive(clock: Clock = createClock()): Promise<Pipedrive> {
  const account: Account = { persons: [], leads: [], clock }
  const vendor = await startVendor((call) => route(call, account))
  return { ...vendor, ...account }
}

function refusal(status: number, error: string, code?: string): Refusal {
  return new Refusal(status, {
    success: false,
    error,
    error_info: 'Please check developers.pipedrive.com for more information.',
    data: null,
    additional_data: null,
    ...(code && { code }),
  })
}

function route(call: Call, account: Account): Answer {
  const { method, path, headers } = call
  if (headers['x-api-token'] !== PIPEDRIVE.token) throw refusal(401, 'unauthorized access')
  const place = path.join('/')
  if (place === 'api/v2/persons/search' && method === 'GET') return searchPersons(call, account)
  if (place === 'api/v2/persons' && method === 'POST') return ok(201, createPerson(call, account))
  if (place.startsWith('api/v2/persons/') && method === 'PATCH') return ok(200, changePerson(call, account))
  if (place === 'v1/leads' && method === 'GET') return listLeads(call, account)
  if (place === 'v1/leads' && method === 'POST') return ok(201, createLead(call, account))
  if (place.startsWith('v1/leads/') && method === 'GET') return ok(200, leadOf(call, account))
  if (place.startsWith('v1/leads/') && method === 'PATCH') return ok(200, changeLead(call, account))
  throw refusal(404, 'Unknown method .')
}

const ok = (status: number, data: unknown, additional_data: unknown = null): Answer => ({
  status,
  json: { success: true, data, additional_data },
})

/** Made long enough ago to be seen by searches and lists. */
function isIndexed({ clock }: Account, madeAt: Date): boolean {
  return madeAt.getTime() <= clock.now().getTime() - SEARCH_LAG_MS
}

function searchPersons({ query }: Call, account: Account): Answer {
  const [term = '', fields] = [query.get('term')?.toLowerCase(), query.get('fields')]
  if (term.length < SHORTEST_TERM) throw refusal(400, 'Search term must be at least 2 characters long')
  if (!(fields === 'email' || fields === 'phone')) throw refusal(400, 'this stand-in searches by email or phone')
  const isHit = (value: string) => (query.get('exact_match') === 'true' ? value === term : value.includes(term))
  const items = account.persons
    .filter(({ madeAt }) => isIndexed(account, madeAt))
    .filter((person) => valuesOf(fields === 'email' ? person.emails : person.phones).some(isHit))
    .map(({ id, name, emails, phones }) => ({
      result_score: 0.29,
      item: { id, type: 'person', name, phones: valuesOf(phones), emails: valuesOf(emails) },
    }))
  return ok(200, { items: items.slice(0, Number(query.get('limit') ?? 100)) }, { next_cursor: null })
}

function valuesOf(list: PipedrivePerson['emails']): string[] {
  return (list ?? []).map(({ value }) => value.toLowerCase())
}

function createPerson({ json }: Call, { persons, clock }: Account): PipedrivePerson {
  const person = { ...checked(NewPerson, json), id: persons.length + 1, madeAt: clock.now() }
  persons.push(person)
  return person
}

function changePerson({ path, json }: Call, { persons }: Account): PipedrivePerson {
  const person = persons.find(({ id }) => String(id) === path.at(-1))
  if (!person) throw refusal(404, 'Person not found')
  return Object.assign(person, checked(PersonChange, json))
}

function listLeads({ query }: Call, account: Account): Answer {
  const person = Number(query.get('person_id'))
  const found = account.leads.filter((lead) => lead.person_id === person && isIndexed(account, lead.madeAt))
  const newestFirst = found.toSorted((a, b) => b.madeAt.getTime() - a.madeAt.getTime())
  return ok(200, newestFirst.slice(0, Number(query.get('limit') ?? 100)))
}

function createLead({ json }: Call, { leads, persons, clock }: Account): PipedriveLead {
  const { origin_id, ...rest } = z.looseObject({ origin_id: z.string().optional() }).parse(json)
  const { title, person_id, ...more } = checked(LeadChange, rest)
  if (!title) throw refusal(400, 'title is required')
  if (!persons.some(({ id }) => id === person_id))
    throw refusal(400, 'A lead must be linked to a person or organization')
  const lead = {
    ...more,
    id: randomUUID(),
    origin_id: origin_id ?? null,
    person_id: person_id ?? 0,
    title,
    madeAt: clock.now(),
  }
  leads.push(lead)
  return lead
}

function changeLead(call: Call, account: Account): PipedriveLead {
  return Object.assign(leadOf(call, account), checked(LeadChange, call.json))
}

function leadOf({ path }: Call, { leads }: Account): PipedriveLead {
  const lead = leads.find(({ id }) => id === path.at(-1))
  if (!lead) throw refusal(404, 'Lead was not found')
  return lead
}

function checked<Shape extends z.ZodType>(shape: Shape, json: unknown): z.output<Shape> {
  const parsed = shape.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw refusal(400, `Validation failed: ${issue?.path.join('.')}: ${issue?.message}`)
}
