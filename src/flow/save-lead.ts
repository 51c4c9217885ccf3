import type { Person } from '../lead/decision.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { newsOf } from '../lead/news.ts'
import { colleague } from '../lead/ownership.ts'
import { received } from '../lead/transitions.ts'
import type { Receipt } from '../sources/receipt.ts'
import type { LeadReading } from '../sources/source.ts'
import type { InboundCall } from './inbound-call.ts'
import { duplicateOf, type Outcome, receivedAs } from './outcome.ts'
import type { Intake, Ports } from './ports.ts'
import { reachOf } from './reach-owner.ts'
import { receiveNews } from './receive-news.ts'
import { scoredOnArrival } from './score-lead.ts'

/** A call that is believed, and how it is recognised when it comes again; without a key it never is. */
export type Intaken = { call: InboundCall; receipt: Omit<Receipt, 'key'> & { key: string | null }; unsigned: boolean }

/** Stores a new lead; one about a subject that has its lead already joins that one. */
export async function saveLead(ports: Ports, taken: Intaken, reading: LeadReading): Promise<Outcome> {
  const { endpoint } = taken.call
  const { draft, subject, says = {} } = reading
  const { id, name, source, workspace, channel, severity } = endpoint
  const arrived = received(draft, {
    id: ports.newId('lead'),
    workspace,
    endpoint: { id, name, source },
    channel,
    subject,
    owner: ownerOf(endpoint),
    severity,
    test: taken.call.test ?? false,
    unsigned: taken.unsigned,
    reach: await reachOf(ports, endpoint, draft.conversation),
    at: ports.now(),
  })
  const lead = await scoredOnArrival(ports, arrived)
  const saved = await ports.leads.insert(lead, intakeOf(taken, lead.receivedAt))
  if (saved.kind === 'duplicate') return duplicateOf(saved.leadId, saved.sameBody, says)
  if (saved.kind === 'known') return receiveNews(ports, taken, { news: newsOf(draft), subject: subject ?? '' }, says)
  ports.reached('received.saved')
  if (lead.owed.length > 0) ports.later.sendEvents(lead.id, lead)
  if (lead.awaitsNews) ports.later.joinNews(lead.id)
  else if (!lead.score) ports.later.scoreLead(lead.id, lead)
  return receivedAs(lead.id, says)
}

/** What is kept of a call beside what it said. */
export function intakeOf({ call, receipt }: Intaken, at: Date): Intake {
  const { endpoint, request, requestId, address, startedAt } = call
  return {
    dedupeKey: receipt.key && `${endpoint.id}:${receipt.key}`,
    bodyHash: receipt.bodyHash,
    rememberedUntil: new Date(at.getTime() + receipt.rememberMs),
    requestId,
    address,
    bytes: request.body.length,
    ms: at.getTime() - startedAt,
  }
}

/** Whose an endpoint's leads are, to begin with. */
export function ownerOf({ owner }: Endpoint): Person | null {
  return owner === null ? null : colleague(owner)
}
