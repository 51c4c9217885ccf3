import { AppError } from '../errors.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { schemeOf } from '../sources/check-endpoint.ts'
import { sourceNamed } from '../sources/index.ts'
import type { Scenario } from '../sources/source.ts'
import { signedRequest } from '../wire/sign-request.ts'
import { type EndpointAsk, findEndpoint } from './find-endpoint.ts'
import type { Answer } from './inbound-call.ts'
import type { Ports } from './ports.ts'
import { receiveLead } from './receive-lead.ts'

/** Stands in the inbound log where a sender's address does. */
const FROM_HERE = 'endpoint test'
const TARGET = '/in/test'

/** Signs a made-up call as the endpoint's sender would, and takes it the whole way; what comes of it is marked as a test. */
export async function testEndpoint(ports: Ports, ask: EndpointAsk, scenario: Scenario): Promise<Answer> {
  const endpoint = await findEndpoint(ports, ask.workspace, ask.endpoint)
  if (endpoint.disabled)
    throw new AppError('conflict', `${endpoint.name} is disabled and refuses every call; enable it first.`)
  const id = ports.newId('test')
  const { contentType, body } = sampleCall(endpoint, scenario, id)
  const now = ports.now()
  const [secret] = endpoint.secrets
  const headers = { 'content-type': [contentType], 'idempotency-key': [id] }
  const unsigned = { method: 'POST', target: TARGET, headers, body: Buffer.from(body) }
  const signing = { now, id, publicUrl: ports.publicUrl }
  const scheme = schemeOf(sourceNamed(endpoint.source), endpoint)
  const request = signedRequest(scheme, unsigned, secret?.value ?? '', signing)
  const call = { endpoint, request, requestId: ports.newId('req'), address: FROM_HERE, startedAt: now.getTime() }
  return receiveLead(ports, { ...call, test: true })
}

/** A made-up body of the endpoint's sender. Throws `bad_input` for a source that has none. */
export function sampleCall(endpoint: Endpoint, scenario: Scenario, id: string): { contentType: string; body: string } {
  const { name, accepts, sample } = sourceNamed(endpoint.source)
  if (!sample) throw new AppError('bad_input', `There is no sample of what ${name} sends; send a test from there.`)
  const payload = sample(scenario, id, endpoint)
  if (accepts.includes('json')) return { contentType: 'application/json', body: JSON.stringify(payload) }
  const pairs = Object.entries(payload).map(([field, value]) => [field, String(value)])
  return {
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(Object.fromEntries(pairs)).toString(),
  }
}
