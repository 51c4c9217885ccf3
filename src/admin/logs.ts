import { z } from 'zod'
import type { AuditRow } from '../flow/ports.ts'
import { HANDOFF_STATES } from '../handoff/handoff.ts'
import { handoffRow } from './handoff-row.ts'
import { Moment } from './moment.ts'
import { once, type Verb, whole } from './verb.ts'

const DEFAULT_ROWS = 50
const MOST_ROWS = 1000

const Flags = z.strictObject({
  lead: once.optional(),
  limit: whole.pipe(z.number().min(1).max(MOST_ROWS)).default(DEFAULT_ROWS),
})
const HandoffFlags = Flags.extend({
  destination: once.optional(),
  state: once.pipe(z.enum(HANDOFF_STATES)).optional(),
})
const InboundFlags = Flags.extend({ endpoint: once.optional(), code: once.optional() })

export const logsHandoffs: Verb = {
  name: 'logs handoffs',
  usage: 'logs handoffs [--destination crm] [--state open|delivered|parked|skipped] [--lead lead_…] [--limit 50]',
  summary: 'lists handoffs with every attempt, newest first',
  columns: ['id', 'destination', 'event', 'state', 'attempts', 'next_attempt_at', 'hint', 'lead_id'],
  async run({ flow, workspace }, words) {
    const { lead, state, destination, limit } = HandoffFlags.parse(words.flags)
    const of = destination && (await flow.findDestination(workspace.id, destination)).id
    const filter = { limit, ...(lead && { lead }), ...(state && { state }), ...(of && { destination: of }) }
    const handoffs = await flow.handoffLog(workspace.id, filter)
    return { data: handoffs.map(handoffRow) }
  },
}

export const logsInbound: Verb = {
  name: 'logs inbound',
  usage: 'logs inbound [--endpoint web] [--code invalid_signature] [--lead lead_…] [--limit 50]',
  summary: 'lists what came in, taken or refused, newest first; `endpoint show` counts what was refused',
  columns: ['at', 'endpoint', 'outcome', 'code', 'status', 'lead_id'],
  async run({ flow, workspace }, words) {
    const { lead, endpoint, code, limit } = InboundFlags.parse(words.flags)
    const of = endpoint && (await flow.findEndpoint(workspace.id, endpoint)).id
    const filter = { limit, ...(lead && { lead }), ...(of && { endpoint: of }), ...(code && { code }) }
    const rows = await flow.inboundLog(workspace.id, filter)
    return {
      data: rows.map(({ requestId, leadId, endpoint, bodyHash, workspace: _, ...row }) => ({
        ...row,
        endpoint: endpoint.name,
        request_id: requestId,
        lead_id: leadId,
        body_sha256: bodyHash,
      })),
    }
  },
}

const AuditFlags = z.strictObject({
  since: Moment.nullable().default(null),
  until: Moment.nullable().default(null),
  by: once.nullable().default(null),
  what: once.nullable().default(null),
  limit: Flags.shape.limit,
})

export const logsAudit: Verb = {
  name: 'logs audit',
  usage: 'logs audit [--since 30d] [--until 2026-11-21] [--by U…] [--what "settings changed"] [--limit 50]',
  summary: 'lists who changed or decided what, with how it was before and after, newest first; `export audit` has all',
  columns: ['at', 'what', 'by', 'outcome', 'detail'],
  async run({ flow, workspace }, words) {
    const rows = []
    for await (const row of flow.auditLog(workspace.id, AuditFlags.parse(words.flags))) rows.push(auditRow(row))
    return { data: rows }
  },
}

/** A row of the audit log as a shell and a file have it. */
export function auditRow({ at, what, by, outcome, detail }: AuditRow) {
  return { at, what, by, outcome, detail }
}
