import { decisionKeys, leadKeys, scoreKeys } from '../handoff/owing.ts'
import type { Lead } from '../lead/lead.ts'
import { cell, csv } from './csv.ts'

/** Extra fields that get a column of their own; a sender that invents more of them has the rest in one. */
const MOST_FIELD_COLUMNS = 200
const MORE = 'more_fields'
/** No lead has a field of its own by such a name, since theirs begin otherwise. */
const FIELD = 'fields.'

type Batches = AsyncIterable<Lead[]>

/** A lead as an export has it. */
export function exportRow(lead: Lead) {
  const { id, receivedAt, state, endpoint, scoredAt, decision, owner, severity, test } = lead
  const { fields, ...who } = leadKeys(lead)
  const { score_reasons: _, ...score } = scoreKeys(lead)
  const { decided_by, ...decided } = decisionKeys(lead)
  return {
    lead_id: id,
    received_at: receivedAt.toISOString(),
    state,
    ...who,
    endpoint: endpoint.name,
    endpoint_source: endpoint.source,
    ...score,
    scored_at: scoredAt?.toISOString() ?? null,
    ...decided,
    decided_by: decided_by && (decided_by.name ?? decided_by.id),
    decided_at: decision?.at.toISOString() ?? null,
    owner: owner && (owner.name ?? owner.id),
    severity,
    test: test ? 'yes' : 'no',
    fields,
  }
}

/**
 * Leads as CSV, with one column per extra field. It goes over the leads twice, a batch at a time: the first time for the columns alone.
 */
export async function* leadCsv(leads: () => Batches): AsyncGenerator<string> {
  const names = await fieldNames(leads())
  const own = names.slice(0, MOST_FIELD_COLUMNS)
  let isFirst = true
  for await (const batch of leads()) {
    const rows = batch.map((lead) => cells(exportRow(lead), own))
    yield csv(rows, isFirst ? headings(own) : null)
    isFirst = false
  }
  if (isFirst) yield csv([], headings(own))
}

async function fieldNames(leads: Batches): Promise<string[]> {
  const names = new Set<string>()
  for await (const batch of leads) {
    for (const { fields } of batch) for (const { name } of fields) names.add(name)
    if (names.size > MOST_FIELD_COLUMNS) break
  }
  return [...names]
}

type Row = ReturnType<typeof exportRow>
const COLUMNS = [
  'lead_id',
  'received_at',
  'state',
  'name',
  'email',
  'phone',
  'company',
  'message',
  'source',
  'endpoint',
  'endpoint_source',
  'score',
  'confidence',
  'band',
  'summary',
  'recommended_action',
  'scored_by',
  'scored_at',
  'decision',
  'decision_reason',
  'decided_by',
  'decided_at',
  'owner',
  'severity',
  'test',
] as const satisfies readonly (keyof Row)[]

function headings(own: readonly string[]): string[] {
  return [...COLUMNS, ...own.map((name) => FIELD + name), MORE]
}

function cells(row: Row, own: readonly string[]): string[] {
  const rest = Object.entries(row.fields).filter(([name]) => !own.includes(name))
  return [
    ...COLUMNS.map((name) => cell(row[name])),
    ...own.map((name) => cell(Object.hasOwn(row.fields, name) ? row.fields[name] : null)),
    rest.length > 0 ? JSON.stringify(Object.fromEntries(rest)) : '',
  ]
}
