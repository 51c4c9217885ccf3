import type { Connection, mongo } from 'mongoose'
import { Schema } from 'mongoose'
import type { Audit, AuditFilter, AuditRow } from '../flow/ports.ts'
import { collectionOf } from './collection.ts'

/** `text` is the detail as JSON: what people name, such as a mapping's keys, may hold dots and dollar signs. */
type AuditDoc = Omit<AuditRow, 'id'> & { _id: string; text?: string }

const schema = new Schema<AuditDoc>({ _id: String }, { collection: 'audit', strict: false, versionKey: false })
schema.index({ workspace: 1, at: -1 })

const ROWS_PER_BATCH = 100

/** Who changed what, in rows of its own that are only ever added; who decided what is in the leads. */
export function createAudit(connection: Connection): Audit {
  const collection = collectionOf(connection, 'AuditRow', schema)
  return {
    async begin({ id, detail, ...row }) {
      await collection.insertOne({ _id: id, ...row, detail: {}, text: JSON.stringify(detail), outcome: 'begun' })
    },
    async end(id, outcome) {
      await collection.updateOne({ _id: id, outcome: 'begun' }, { $set: { outcome } })
    },
    async *each(workspace, { limit, ...filter }) {
      const newest = [{ $sort: { at: -1 } }, ...(limit === null ? [] : [{ $limit: limit }])]
      const decided = [...decisionRows(workspace, filter), ...newest]
      const rows = collection.aggregate<AuditDoc>(
        [
          { $match: matching(workspace, filter, { at: 'at', by: 'by', what: 'what' }) },
          ...newest,
          { $unionWith: { coll: 'leads', pipeline: decided } },
          ...newest,
        ],
        { batchSize: ROWS_PER_BATCH },
      )
      for await (const { _id: id, text, ...row } of rows)
        yield { ...row, id, ...(text && { detail: JSON.parse(text) }) }
    },
  }
}

/** The last decision of each lead that a person made; test leads aside, as the index that serves it has it. */
function decisionRows(workspace: string, filter: Omit<AuditFilter, 'limit'>): mongo.BSON.Document[] {
  const fields = { at: 'decision.at', by: 'decision.by.id', what: 'decision.outcome' }
  const decided = { state: { $in: ['approved', 'rejected'] }, 'decision.by.kind': 'user', test: false }
  const row = {
    at: '$decision.at',
    workspace: 1,
    by: '$decision.by.id',
    what: '$decision.outcome',
    detail: { lead: '$_id', reason: '$decision.reason', note: '$decision.note' },
    outcome: { $literal: 'done' },
  }
  return [{ $match: { ...matching(workspace, filter, fields), ...decided } }, { $project: row }]
}

function matching(
  workspace: string,
  { since, until, by, what }: Omit<AuditFilter, 'limit'>,
  fields: { at: string; by: string; what: string },
): mongo.BSON.Document {
  return {
    workspace,
    [fields.at]: { $gte: since ?? new Date(0), ...(until && { $lt: until }) },
    ...(by && { [fields.by]: by }),
    ...(what && { [fields.what]: what }),
  }
}
