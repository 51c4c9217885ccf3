import { isObject, type Json } from './slack/json.ts'
import { type Answer, type Call, Refusal, startVendor, type Vendor } from './vendor.ts'

export const SALESFORCE = {
  clientId: '3MVG9.client',
  clientSecret: 'A1B2C3.client-secret',
  externalId: 'External_Lead_Id__c',
}

/** Names and the most characters of each; https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_lead.htm */
const FIELDS: Record<string, number> = {
  FirstName: 40,
  LastName: 80,
  Company: 255,
  Email: 80,
  Phone: 40,
  Title: 128,
  LeadSource: 40,
  Rating: 40,
  Status: 40,
  Description: 32_000,
}
const REQUIRED = ['LastName', 'Company']

type LeadRecord = { Id: string; externalId: string; fields: Json }

/** An org with the object Lead and an external client app. */
export type Salesforce = Vendor & {
  readonly leads: LeadRecord[]
  readonly tokens: Set<string>
  /** Whether a duplicate rule refuses a second lead with the same e-mail. */
  refuseDuplicates(on: boolean): void
  /** What an update answers: 204 without a body, or 200 with one. */
  answerUpdates(status: 200 | 204): void
}

export async function startSalesforce(): Promise<Salesforce> {
  const org: Org = { leads: [], tokens: new Set(), issued: 0, refusesDuplicates: false, updates: 204, url: '' }
  const vendor = await startVendor((call) =>
    call.path.join('/') === 'services/oauth2/token' ? token(call, org) : record(call, org),
  )
  org.url = vendor.url
  return {
    ...vendor,
    leads: org.leads,
    tokens: org.tokens,
    refuseDuplicates(on) {
      org.refusesDuplicates = on
    },
    answerUpdates(status) {
      org.updates = status
    },
  }
}

type Org = {
  leads: LeadRecord[]
  tokens: Set<string>
  issued: number
  refusesDuplicates: boolean
  updates: 200 | 204
  url: string
}

function refusal(status: number, errorCode: string, message: string, fields: string[] = []): Refusal {
  return new Refusal(status, [{ message, errorCode, fields }])
}

function token({ text, headers }: Call, org: Org): Answer {
  const form = new URLSearchParams(headers['content-type'] === 'application/x-www-form-urlencoded' ? text : '')
  const refused = (error: string, error_description: string) => ({ status: 400, json: { error, error_description } })
  if (form.get('grant_type') !== 'client_credentials')
    return refused('unsupported_grant_type', 'grant type not supported')
  if (form.get('client_id') !== SALESFORCE.clientId) return refused('invalid_client_id', 'client identifier invalid')
  if (form.get('client_secret') !== SALESFORCE.clientSecret) {
    return refused('invalid_client', `invalid client credentials: ${form.get('client_secret')}`)
  }
  org.issued += 1
  const access_token = `00D5g!AQEA.session-${org.issued}`
  org.tokens.add(access_token)
  const about = {
    signature: 'c2ln',
    scope: 'api',
    instance_url: org.url,
    id: `${org.url}/id/00D/005`,
    token_type: 'Bearer',
  }
  return { status: 200, json: { access_token, ...about, issued_at: '1772443800000' } }
}

function record(call: Call, org: Org): Answer {
  const [services, data, version, sobjects, object, field, externalId] = call.path
  if (!org.tokens.has(call.headers.authorization?.replace('Bearer ', '') ?? ''))
    throw refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
  const isApi = services === 'services' && data === 'data' && /^v\d+\.0$/.test(version ?? '') && sobjects === 'sobjects'
  if (!isApi || object !== 'Lead' || !externalId)
    throw refusal(404, 'NOT_FOUND', 'The requested resource does not exist')
  if (field !== SALESFORCE.externalId)
    throw refusal(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${field}`)
  const found = org.leads.filter((lead) => lead.externalId === externalId)
  const at = `/services/data/${version}/sobjects/Lead`
  if (found.length > 1) return { status: 300, json: found.map(({ Id }) => `${at}/${Id}`) }
  if (call.method === 'PATCH') return upsert(call, org, found[0], externalId)
  const [lead] = found
  if (call.method !== 'GET' || !lead) throw refusal(404, 'NOT_FOUND', 'The requested resource does not exist')
  return { status: 200, json: { attributes: { type: 'Lead', url: `${at}/${lead.Id}` }, Id: lead.Id } }
}

function upsert({ json }: Call, org: Org, lead: LeadRecord | undefined, externalId: string): Answer {
  if (!isObject(json)) throw refusal(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is required to be JSON')
  for (const [name, value] of Object.entries(json)) checkField(name, value)
  const fields = { ...lead?.fields, ...json }
  const missing = REQUIRED.filter((name) => !fields[name])
  if (missing.length > 0)
    throw refusal(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing)
  const isDouble = org.leads.some((other) => other !== lead && fields.Email && other.fields.Email === fields.Email)
  if (org.refusesDuplicates && isDouble) throw refusal(400, 'DUPLICATES_DETECTED', 'Use one of these records?')
  if (lead) {
    Object.assign(lead.fields, json)
    return org.updates === 204 ? { status: 204 } : { status: 200, json: made(lead, false) }
  }
  const fresh = { Id: `00Q5g${String(org.leads.length + 1).padStart(13, '0')}`, externalId, fields }
  org.leads.push(fresh)
  return { status: 201, json: made(fresh, true) }
}

function made({ Id: id }: LeadRecord, created: boolean) {
  return { id, success: true, errors: [], created }
}

function checkField(name: string, value: unknown): void {
  if (name === 'Id' || name === SALESFORCE.externalId)
    throw refusal(400, 'INVALID_FIELD', `The ${name} field should not be specified in the sobject data.`, [name])
  const most = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
  if (most === undefined) throw refusal(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type Lead`)
  if (value === null) return
  if (typeof value !== 'string')
    throw refusal(400, 'JSON_PARSER_ERROR', `Cannot deserialize instance of string from ${JSON.stringify(value)}`)
  if ([...value].length > most)
    throw refusal(400, 'STRING_TOO_LONG', `${name}: data value too large (max length=${most})`, [name])
  if (name === 'Email' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value))
    throw refusal(400, 'INVALID_EMAIL_ADDRESS', `Email: invalid email address: ${value}`, ['Email'])
}
