import { isObject, type Json, objectsIn } from './slack/json.ts'
import { type Answer, type Call, Refusal, startVendor, type Vendor } from './vendor.ts'

const MOST_RECORDS = 10
const MOST_MERGE_FIELDS = 3

type Column = 'text' | 'number' | { options: string[] }
type Row = { id: string; fields: Json }

/** One base with one table, as https://airtable.com/developers/web/api/update-multiple-records describes it. */
export type Airtable = Vendor & {
  readonly rows: Row[]
  /** By name; a test may add or take away. */
  readonly columns: Map<string, Column>
}

export const AIRTABLE = { token: 'patA1b2C3.secret', base: 'appStacklane01', table: 'tblLeads000001' }

const LEAD_COLUMNS: [string, Column][] = [
  ...['Lead ID', 'Name', 'Email', 'Phone', 'Company', 'Message', 'Summary', 'Received'].map(
    (name): [string, Column] => [name, 'text'],
  ),
  ['Score', 'number'],
  ['Status', { options: ['New', 'Approved'] }],
]

export async function startAirtable(): Promise<Airtable> {
  const rows: Row[] = []
  const columns = new Map(LEAD_COLUMNS)
  const vendor = await startVendor((call) => upsert(call, rows, columns))
  return { ...vendor, rows, columns }
}

function refusal(status: number, error: unknown): Refusal {
  return new Refusal(status, { error })
}

function invalid(type: string, message: string): Refusal {
  return refusal(422, { type, message })
}

function upsert(call: Call, rows: Row[], columns: ReadonlyMap<string, Column>): Answer {
  const { path, headers, method } = call
  if (headers.authorization !== `Bearer ${AIRTABLE.token}`)
    throw refusal(401, { type: 'AUTHENTICATION_REQUIRED', message: 'Authentication required' })
  const [version, base, table, record] = path
  if (version !== 'v0' || !(method === 'PATCH' || method === 'GET')) throw refusal(404, 'NOT_FOUND')
  if (base !== AIRTABLE.base || table !== AIRTABLE.table) {
    const message = 'Invalid permissions, or the requested model was not found.'
    throw refusal(403, { type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND', message })
  }
  if (method === 'GET') {
    const row = rows.find(({ id }) => id === record)
    if (!row) throw refusal(404, 'NOT_FOUND')
    return { status: 200, json: row }
  }
  const { mergeOn, records, typecast } = requestIn(call, columns)
  const done = records.map((fields) => written(rows, mergeOn, cast(fields, columns, typecast)))
  const ids = (isNew: boolean) => done.filter((one) => one.isNew === isNew).map(({ row }) => row.id)
  return {
    status: 200,
    json: { records: done.map(({ row }) => row), createdRecords: ids(true), updatedRecords: ids(false) },
  }
}

function requestIn({ json }: Call, columns: ReadonlyMap<string, Column>) {
  if (!isObject(json) || !isObject(json.performUpsert))
    throw invalid('INVALID_REQUEST_MISSING_FIELDS', 'performUpsert is missing')
  const mergeOn = json.performUpsert.fieldsToMergeOn
  if (!Array.isArray(mergeOn) || mergeOn.length < 1 || mergeOn.length > MOST_MERGE_FIELDS)
    throw invalid('INVALID_REQUEST_UNKNOWN', 'fieldsToMergeOn takes one to three fields')
  const unknown = mergeOn.find((name) => !columns.has(name))
  if (unknown !== undefined) throw invalid('UNKNOWN_FIELD_NAME', `Unknown field name: "${unknown}"`)
  const records = objectsIn(json.records).map(({ fields }) => (isObject(fields) ? fields : {}))
  if (records.length < 1 || records.length > MOST_RECORDS)
    throw invalid('INVALID_RECORDS', 'You may only update 1 to 10 records at a time')
  return { mergeOn: mergeOn.map(String), records, typecast: json.typecast === true }
}

function cast(fields: Json, columns: ReadonlyMap<string, Column>, typecast: boolean): Json {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const column = columns.get(name)
      if (!column) throw invalid('UNKNOWN_FIELD_NAME', `Unknown field name: "${name}"`)
      return [name, value === null ? null : castValue(name, value, column, typecast)]
    }),
  )
}

function castValue(name: string, value: unknown, column: Column, typecast: boolean): unknown {
  const bad = invalid('INVALID_VALUE_FOR_COLUMN', `Field "${name}" cannot accept the provided value`)
  if (column === 'number') {
    const number = typecast ? Number(value) : value
    if (typeof number !== 'number' || Number.isNaN(number)) throw bad
    return number
  }
  if (typeof value === 'object' || (typeof value !== 'string' && !typecast)) throw bad
  const text = String(value)
  if (column === 'text' || column.options.includes(text)) return text
  if (!typecast)
    throw invalid('INVALID_MULTIPLE_CHOICE_OPTIONS', `Insufficient permissions to create new select option "${text}"`)
  column.options.push(text)
  return text
}

function written(rows: Row[], mergeOn: string[], fields: Json): { row: Row; isNew: boolean } {
  const found = rows.filter((row) => mergeOn.every((name) => row.fields[name] === fields[name]))
  if (found.length > 1)
    throw invalid('INVALID_VALUE_FOR_COLUMN', 'Cannot upsert: more than one record matches the fields to merge on')
  const [row] = found
  if (row) {
    Object.assign(row.fields, fields)
    return { row, isNew: false }
  }
  const made = { id: `rec${String(rows.length + 1).padStart(14, '0')}`, fields }
  rows.push(made)
  return { row: made, isNew: true }
}
