import { sourceNamed } from '../sources/index.ts'
import { receiptOf } from '../sources/receipt.ts'
import type { Payload, Source } from '../sources/source.ts'
import { disbelieved, isUnsigned } from './believe-call.ts'
import type { Answer, InboundCall, RefusedCall } from './inbound-call.ts'
import { ignored, type Outcome, rejected, rejectedGently, tested, type Wrong } from './outcome.ts'
import type { Ports } from './ports.ts'
import { readBody } from './read-body.ts'
import { receiveNews } from './receive-news.ts'
import { type Intaken, saveLead } from './save-lead.ts'
import { tellTest } from './tell-test.ts'

/**
 * Takes a signed call: believes it, reads it, and saves the lead durably before it answers. Nothing of the body is used before the
 * signature holds, and the first check that fails answers.
 */
export async function receiveLead(ports: Ports, call: InboundCall): Promise<Answer> {
  const { isLoggedWithLead, answer, ...said } = await outcomeOf(ports, call)
  if (!isLoggedWithLead) {
    const { body } = call.request
    const { bodyHash } = receiptOf(null, call.request, {})
    await ports.inboundLog.write({ ...rowOf(ports, call, answer.status), ...said, bytes: body.length, bodyHash })
  }
  return answer
}

/** Logs a call that was refused before its body was there to be read. */
export async function refuseCall(ports: Ports, call: RefusedCall): Promise<void> {
  const { code, bytes, status } = call
  const refused = { outcome: 'rejected', code, leadId: null, bytes, bodyHash: null } as const
  await ports.inboundLog.write({ ...rowOf(ports, call, status), ...refused })
}

async function outcomeOf(ports: Ports, call: InboundCall): Promise<Outcome> {
  const source = sourceNamed(call.endpoint.source)
  const refused = disbelieved(ports, call, source)
  if (refused) return refused
  const read = readBody(source, call.request)
  return read.ok ? understood(ports, call, source, read.payload) : wrong(call, source, read.wrong)
}

async function understood(ports: Ports, call: InboundCall, source: Source, payload: Payload): Promise<Outcome> {
  const reading = source.read(payload, call.endpoint)
  switch (reading.kind) {
    case 'ignored':
      return ignored(reading.reason)
    case 'test':
      await tellTest(ports, call, reading.draft)
      return tested()
    case 'invalid': {
      const message = 'Some fields are missing or wrong; see `fields`.'
      return wrong(call, source, { status: 422, code: reading.code, message, fields: reading.fields })
    }
    case 'news':
      return receiveNews(ports, intaken(call, source, payload, reading.eventId), reading, {})
    case 'lead': {
      const taken = intaken(call, source, payload, reading.eventId, reading.namesNobody)
      return saveLead(ports, taken, reading)
    }
  }
}

function intaken(
  call: InboundCall,
  source: Source,
  payload: Payload,
  eventId: string | null,
  namesNobody = false,
): Intaken {
  const sent = source.idHeader === undefined ? undefined : call.request.headers[source.idHeader]?.join(', ')
  const receipt = receiptOf(eventId ?? sent ?? null, call.request, payload)
  const isByBody = receipt.key === `body:${receipt.bodyHash}`
  const key = isByBody && namesNobody ? null : receipt.key
  return { call, receipt: { ...receipt, key }, unsigned: isUnsigned(call, source) }
}

function wrong(call: InboundCall, source: Source, what: Wrong): Outcome {
  return source.forgivesNothing ? rejectedGently(what) : rejected(call, what)
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
