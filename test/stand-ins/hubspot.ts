import { isObject, type Json, objectsIn } from './slack/json.ts'
import { type Answer, type Call, type Clock, createClock, Refusal, startVendor, type Vendor } from './vendor.ts'

export const HUBSPOT = { token: 'pat-eu1-1a2b3c4d', leadId: 'greenlight_lead_id' }

const PATH = 'crm/v3/objects/contacts'
const PROPERTIES = 'email firstname lastname phone company message lifecyclestage website jobtitle'.split(' ')
const SEARCH_LAG_MS = 30_000
const MOST_INPUTS = 100
const MOST_FILTERS = 6

type Contact = { id: string; properties: Record<string, string>; createdAt: Date }

/** An account with contacts, an own unique property, and a search that is half a minute behind. */
export type HubSpot = Vendor & { readonly contacts: Contact[]; readonly clock: Clock }

export async function startHubSpot(clock: Clock = createClock()): Promise<HubSpot> {
  const contacts: Contact[] = []
  const account: Account = { contacts, clock }
  const vendor = await startVendor((call) => route(call, account))
  return { ...vendor, contacts, clock }
}

type Account = { contacts: Contact[]; clock: Clock }

function refusal(status: number, category: string, message: string): Refusal {
  return new Refusal(status, { status: 'error', message, correlationId: 'aeb5f871-7f07-4993', category })
}

function invalid(message: string): Refusal {
  return refusal(400, 'VALIDATION_ERROR', message)
}

function route(call: Call, account: Account): Answer {
  const { method, path, headers, json } = call
  if (headers.authorization !== `Bearer ${HUBSPOT.token}`)
    throw refusal(
      401,
      'INVALID_AUTHENTICATION',
      'Authentication credentials not found. This API supports OAuth 2.0 authentication',
    )
  if (method === 'GET') return read(path.join('/'), account)
  if (headers['content-type'] !== 'application/json') throw refusal(415, 'VALIDATION_ERROR', 'Unsupported Media Type')
  if (!isObject(json)) throw invalid('Invalid input JSON')
  switch (`${method} ${path.join('/')}`) {
    case `POST ${PATH}`:
      return { status: 201, json: shown(create(account, propertiesIn(json))) }
    case `POST ${PATH}/search`:
      return search(account, json)
    case `POST ${PATH}/batch/upsert`:
      return upsert(account, json)
  }
  const contact = account.contacts.find(({ id }) => path.join('/') === `${PATH}/${id}`)
  if (method !== 'PATCH' || !contact) throw refusal(404, 'OBJECT_NOT_FOUND', 'resource not found')
  return { status: 200, json: shown(change(account, contact, propertiesIn(json))) }
}

function read(place: string, { contacts }: Account): Answer {
  const contact = contacts.find(({ id }) => place === `${PATH}/${id}`)
  if (!contact) throw refusal(404, 'OBJECT_NOT_FOUND', 'resource not found')
  return { status: 200, json: shown(contact) }
}

function propertiesIn({ properties }: Json): Record<string, string> {
  if (!isObject(properties)) throw invalid('Some required fields were not set: [properties]')
  const entries = Object.entries(properties).map(([name, value]): [string, string] => {
    if (![...PROPERTIES, HUBSPOT.leadId].includes(name))
      throw invalid(
        `Property values were not valid: [{"isValid":false,"message":"Property \\"${name}\\" does not exist","name":"${name}"}]`,
      )
    if (typeof value !== 'string') throw invalid(`Invalid input JSON: ${name} must be text`)
    if (name === 'email' && value !== '' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value))
      throw invalid(
        `Property values were not valid: [{"isValid":false,"message":"Email address ${value} is invalid","error":"INVALID_EMAIL","name":"email"}]`,
      )
    return [name, value]
  })
  return Object.fromEntries(entries)
}

function create(account: Account, properties: Record<string, string>): Contact {
  refuseTaken(account, properties, null)
  const contact = { id: String(37_765_128_000 + account.contacts.length), properties, createdAt: account.clock.now() }
  account.contacts.push(contact)
  return contact
}

function change(account: Account, contact: Contact, properties: Record<string, string>): Contact {
  refuseTaken(account, properties, contact)
  Object.assign(contact.properties, properties)
  return contact
}

function refuseTaken({ contacts }: Account, properties: Record<string, string>, own: Contact | null): void {
  for (const name of ['email', HUBSPOT.leadId]) {
    const taken = contacts.find(
      (one) => one !== own && properties[name] && sameText(one.properties[name], properties[name]),
    )
    if (taken) throw refusal(409, 'CONFLICT', `Contact already exists. Existing ID: ${taken.id}`)
  }
}

function upsert(account: Account, json: Json): Answer {
  const inputs = objectsIn(json.inputs)
  if (inputs.length < 1 || inputs.length > MOST_INPUTS) throw invalid('inputs must hold 1 to 100 contacts')
  const results: Json[] = []
  const errors: Json[] = []
  for (const input of inputs) {
    try {
      results.push(upsertOne(account, input))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      errors.push({ ...(isObject(error.answer.json) && error.answer.json), context: { ids: [String(input.id)] } })
    }
  }
  const at = account.clock.now().toISOString()
  const about = { status: 'COMPLETE', results, startedAt: at, completedAt: at }
  if (errors.length === 0) return { status: 200, json: about }
  return { status: 207, json: { ...about, numErrors: errors.length, errors } }
}

function upsertOne(account: Account, { id, idProperty, ...input }: Json): Json {
  if (typeof id !== 'string' || id === '') throw invalid('Some required fields were not set: [id]')
  if (idProperty !== 'email' && idProperty !== HUBSPOT.leadId)
    throw invalid(`The property ${String(idProperty)} is not a unique identifier`)
  const properties = { ...propertiesIn(input), [idProperty]: id }
  const known = account.contacts.find((one) => sameText(one.properties[idProperty], id))
  const contact = known ? change(account, known, properties) : create(account, properties)
  return { ...shown(contact), new: !known }
}

function search({ contacts, clock }: Account, json: Json): Answer {
  const groups = objectsIn(json.filterGroups).map(({ filters }) => objectsIn(filters))
  if (groups.some((filters) => filters.length > MOST_FILTERS)) throw invalid('at most 6 filters per group')
  const visible = contacts.filter(({ createdAt }) => clock.now().getTime() - createdAt.getTime() >= SEARCH_LAG_MS)
  const found = visible.filter((contact) => groups.some((filters) => filters.every((filter) => fits(contact, filter))))
  return { status: 200, json: { total: found.length, results: found.map(shown) } }
}

function fits({ properties, createdAt }: Contact, { propertyName, operator, value }: Json): boolean {
  if (typeof propertyName !== 'string' || typeof value !== 'string')
    throw invalid('a filter needs propertyName and value')
  if (propertyName === 'createdate' && operator === 'GTE') return createdAt.getTime() >= Number(value)
  if (operator !== 'EQ') throw invalid(`operator ${String(operator)} is not supported here`)
  return sameText(properties[propertyName], value)
}

function sameText(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase()
}

function shown({ id, properties, createdAt }: Contact): Json {
  return { id, properties, createdAt: createdAt.toISOString(), updatedAt: createdAt.toISOString(), archived: false }
}
