import { hash } from 'node:crypto'
import type { Lead, OwedEvent } from '../lead/lead.ts'
import { groundsOf } from '../lead/transitions.ts'
import type { HandoffBody } from './body.ts'
import { conversationKeys } from './conversation-body.ts'
import type { Destination } from './destination.ts'
import type { EventName } from './events.ts'
import type { Handoff } from './handoff.ts'

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ID_CHARACTERS = 26

/**
 * One handoff per lead, event, destination and version: the id says so, and the database holds it unique. The version is that of
 * the decision, or for events of a conversation the round: which plea it is.
 */
export function handoffId(lead: string, event: EventName, destination: string, version: number): string {
  const digest = hash('sha256', [lead, event, destination, version].join('\n'), 'buffer')
  let id = 'ho_'
  for (let i = 0; i < ID_CHARACTERS; i++) id += CROCKFORD.charAt(digest.readUInt8(i) & 31)
  return id
}

/** The handoff of an owed event, with its body frozen: the lead as it stands now, with what the event speaks of as it stood then. */
export function handoffOf(lead: Lead, owed: OwedEvent, destination: Destination, links: Links, now: Date): Handoff {
  const { talk, decision } = owed
  const id = handoffId(lead.id, owed.event, destination.id, talk?.pleas ?? owed.version)
  const conversation = lead.conversation && { ...lead.conversation, ...talk }
  return {
    id,
    workspace: lead.workspace,
    lead: lead.id,
    channel: lead.channel,
    destination: { id: destination.id, name: destination.name },
    event: owed.event,
    version: owed.version,
    seq: owed.seq,
    body: JSON.stringify(bodyOf({ ...lead, decision, conversation }, { ...owed, id }, links)),
    state: 'open',
    createdAt: now,
    nextAttemptAt: now,
    step: 0,
    trigger: 'auto',
    attempts: [],
    hint: null,
    remote: null,
    memory: {},
    finishedAt: null,
  }
}

export type Links = HandoffBody['links']

/** The default body: everything about the lead that a receiver may want, so that it need not call back. */
export function bodyOf(
  lead: Lead,
  what: { event: EventName; version: number; id: string; at: Date },
  links: Links,
): HandoffBody {
  const { score } = lead
  return {
    schema_version: 1,
    event: what.event,
    lead_id: lead.id,
    handoff_id: what.id,
    occurred_at: what.at.toISOString(),
    ...leadKeys(lead),
    ...scoreKeys(lead),
    ...decisionKeys(lead),
    decision_version: what.version,
    owner: lead.owner && { id: lead.owner.id, name: lead.owner.name, email: lead.owner.email },
    endpoint: { id: lead.endpoint.id, name: lead.endpoint.name },
    test: lead.test,
    received_at: lead.receivedAt.toISOString(),
    scored_at: score && lead.scoredAt ? lead.scoredAt.toISOString() : null,
    decided_at: lead.decision?.at.toISOString() ?? null,
    prior_leads: lead.priorLeads,
    conversation: lead.conversation && conversationKeys(lead.conversation),
    links,
  }
}

/** Who the lead is and what they asked for. */
export function leadKeys(lead: Lead) {
  const { name, email, phone, company, message, source } = lead
  return {
    name,
    email,
    phone,
    company,
    message,
    source,
    fields: Object.fromEntries(lead.fields.map((field) => [field.name, field.value])),
  }
}

/** The score as receivers read it; all null before the scoring. */
export function scoreKeys({ score }: Pick<Lead, 'score'>) {
  return {
    score: score?.value ?? null,
    confidence: score?.confidence ?? null,
    band: score?.band ?? null,
    summary: score?.summary ?? null,
    recommended_action: score?.recommendedAction ?? null,
    score_reasons: score?.reasons ?? [],
    scored_by: score?.scoredBy ?? null,
  }
}

/** The decision as receivers read it; all null before one. */
export function decisionKeys({ decision }: Pick<Lead, 'decision'>) {
  return {
    decision: decision?.outcome ?? null,
    decision_reason: decision && groundsOf(decision),
    decided_by: decision?.by ?? null,
  }
}
