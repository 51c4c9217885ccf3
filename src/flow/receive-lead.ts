import { liveSecrets } from '../lead/endpoint.ts'
import type { LeadDraft } from '../lead/lead.ts'
import { received } from '../lead/transitions.ts'
import { sourceNamed } from '../sources/index.ts'
import { type Receipt, receiptOf } from '../sources/receipt.ts'
import type { Reading, Source } from '../sources/source.ts'
import { isOfType } from '../wire/content-type.ts'
import { parseObject } from '../wire/json-body.ts'
import { none } from '../wire/scheme.ts'
import { type VerifyCode, verify } from '../wire/verify.ts'
import { type Answer, type InboundCall, type RefusedCall, refusal } from './inbound-call.ts'
import type { InboundRow, Ports } from './ports.ts'

const UNBELIEVED: Record<VerifyCode, string> = {
  missing_signature: 'The signature header is missing. Sign the raw body with the endpoint’s secret.',
  malformed_signature: 'The signature header is malformed. It is the scheme’s prefix and the signature, sent once.',
  missing_timestamp: 'The timestamp header is missing. Send the time that you signed.',
  malformed_timestamp: 'The timestamp header is malformed. It is a whole number, sent once.',
  invalid_signature: 'The signature does not fit. Sign the raw body, not a re-serialized one, with the inbound secret.',
  stale_timestamp: 'The timestamp is more than five minutes off. Sign every attempt anew, and check your clock.',
}

/** What a call came to: its answer, and what the inbound log says of it. */
type Outcome = Pick<InboundRow, 'outcome' | 'code' | 'leadId'> & { answer: Answer }

/**
 * Takes a signed call: believes it, reads it, and saves the lead durably before it answers. Nothing of the body is used before the
 * signature holds, and the first check that fails answers.
 */
export async function receiveLead(ports: Ports, call: InboundCall): Promise<Answer> {
  const { outcome, code, leadId, answer } = await outcomeOf(ports, call)
  if (outcome !== 'received') {
    const { body } = call.request
    await ports.inboundLog.write({
      ...rowOf(ports, call, answer.status),
      outcome,
      code,
      leadId,
      bytes: body.length,
      bodyHash: receiptOf(null, call.request, {}).bodyHash,
    })
  }
  return answer
}

/** Logs a call that was refused before its body was there to be read. */
export async function refuseCall(ports: Ports, call: RefusedCall): Promise<void> {
  const { code, bytes } = call
  await ports.inboundLog.write({
    ...rowOf(ports, call, call.status),
    outcome: 'rejected',
    code,
    leadId: null,
    bytes,
    bodyHash: null,
  })
}

async function outcomeOf(ports: Ports, call: InboundCall): Promise<Outcome> {
  const { endpoint, request } = call
  const source = sourceNamed(endpoint.source)
  const scheme = endpoint.auth === 'none' ? none : source.scheme
  const verdict = verify(scheme, request, liveSecrets(endpoint, ports.now()), ports.now(), ports.publicUrl)
  if (!verdict.ok) return rejected(call, 401, verdict.code, UNBELIEVED[verdict.code])
  if (!isOfType(request, 'application/json'))
    return rejected(call, 415, 'unsupported_media_type', 'Send Content-Type: application/json, in UTF-8.')
  const parsed = parseObject(request.body)
  if (!parsed.ok) return rejected(call, 400, 'malformed_json', 'The body is not one JSON object in UTF-8.')
  return understood(ports, call, source, parsed.value)
}

async function understood(
  ports: Ports,
  call: InboundCall,
  source: Source,
  payload: Record<string, unknown>,
): Promise<Outcome> {
  const reading: Reading = source.read(payload, call.endpoint)
  switch (reading.kind) {
    case 'ignored':
      return ignored(reading.reason)
    case 'test':
    case 'news':
      return ignored(reading.kind)
    case 'invalid':
      return rejected(call, 422, reading.code, 'Some fields are missing or wrong; see `fields`.', reading.fields)
    case 'lead':
      return saved(ports, call, reading.draft, receiptOf(reading.eventId, call.request, payload))
  }
}

async function saved(ports: Ports, call: InboundCall, draft: LeadDraft, receipt: Receipt): Promise<Outcome> {
  const { endpoint, request, requestId, address, startedAt } = call
  const at = ports.now()
  const { id, name, source, workspace, channel } = endpoint
  const unsigned = endpoint.auth === 'none'
  const leadId = ports.newId('lead')
  const arrival = {
    id: leadId,
    workspace,
    channel,
    endpoint: { id, name, source },
    test: call.test ?? false,
    unsigned,
    at,
  }
  const lead = received(draft, arrival)
  const result = await ports.leads.insert(lead, {
    dedupeKey: `${id}:${receipt.key}`,
    bodyHash: receipt.bodyHash,
    rememberedUntil: new Date(at.getTime() + receipt.rememberMs),
    requestId,
    address,
    bytes: request.body.length,
    ms: at.getTime() - startedAt,
  })
  if (result.kind === 'duplicate') {
    const answer = { status: 200, body: { lead_id: result.leadId, status: 'duplicate' } }
    return { outcome: 'duplicate', code: result.sameBody ? null : 'duplicate_differs', leadId: result.leadId, answer }
  }
  ports.reached('received.saved')
  ports.later.scoreLead(leadId, lead)
  return {
    outcome: 'received',
    code: null,
    leadId,
    answer: { status: 202, body: { lead_id: leadId, status: 'received' } },
  }
}

function ignored(reason: string): Outcome {
  return {
    outcome: 'ignored',
    code: reason,
    leadId: null,
    answer: { status: 200, body: { status: 'ignored', reason } },
  }
}

function rejected(call: InboundCall, status: number, code: string, message: string, fields?: object[]): Outcome {
  return { outcome: 'rejected', code, leadId: null, answer: refusal(status, code, message, call.requestId, fields) }
}

function rowOf(ports: Ports, call: Omit<InboundCall, 'request'>, status: number) {
  const { endpoint, requestId, address, startedAt } = call
  const at = ports.now()
  return {
    at,
    workspace: endpoint.workspace,
    endpoint: { id: endpoint.id, name: endpoint.name },
    status,
    requestId,
    address,
    ms: at.getTime() - startedAt,
  }
}
