import type { Connection, mongo } from 'mongoose'
import { Schema } from 'mongoose'
import type { Audit, AuditRow, InboundLog, InboundRow } from '../flow/ports.ts'
import { collectionOf } from './collection.ts'

const KEPT_DAYS = 30
const KEPT_SECONDS = KEPT_DAYS * 24 * 3600
const MINUTE_MS = 60_000
const ROWS_PER_MINUTE = 100

const inboundSchema = new Schema<InboundRow>({}, { collection: 'inbound_log', strict: false, versionKey: false })
inboundSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })
inboundSchema.index({ workspace: 1, at: -1 })

/** A call that made a lead has its row inside the lead; the others have one here. */
export function createInboundLog(connection: Connection): InboundLog {
  const collection = collectionOf(connection, 'InboundRow', inboundSchema)
  const rowsOf = new Map<string, { minute: number; rows: number }>()

  function isFlooded(endpoint: string): boolean {
    const minute = Math.floor(Date.now() / MINUTE_MS)
    const seen = rowsOf.get(endpoint)
    const rows = seen?.minute === minute ? seen.rows + 1 : 1
    rowsOf.set(endpoint, { minute, rows })
    return rows > ROWS_PER_MINUTE
  }

  return {
    async write(row) {
      if (row.outcome === 'rejected' && isFlooded(row.endpoint.id)) return
      await collection.insertOne(row).catch(() => {})
    },
    async recent(workspace, { lead, limit }) {
      const since = new Date(Date.now() - KEPT_SECONDS * 1000)
      const refused = { workspace, ...(lead && { leadId: lead }) }
      const taken = { workspace, receivedAt: { $gte: since }, ...(lead && { _id: lead }) }
      return collection
        .aggregate<InboundRow>([
          { $match: refused },
          { $sort: { at: -1 } },
          { $limit: limit },
          { $unionWith: { coll: 'leads', pipeline: takenRows(taken, limit) } },
          { $sort: { at: -1 } },
          { $limit: limit },
          { $project: { _id: 0 } },
        ])
        .toArray()
    },
  }
}

function takenRows(match: mongo.BSON.Document, limit: number): mongo.BSON.Document[] {
  const row = {
    at: '$receivedAt',
    workspace: 1,
    endpoint: 1,
    outcome: 'received',
    code: null,
    status: { $literal: 202 },
    requestId: '$intake.requestId',
    address: '$intake.address',
    bytes: '$intake.bytes',
    bodyHash: '$receipt.bodyHash',
    ms: '$intake.ms',
    leadId: '$_id',
  }
  return [{ $match: match }, { $sort: { receivedAt: -1 } }, { $limit: limit }, { $project: row }]
}

const auditSchema = new Schema<AuditRow>({}, { collection: 'audit', strict: false, versionKey: false })
auditSchema.index({ workspace: 1, at: -1 })

/** Who changed or decided what; rows are only ever added. */
export function createAudit(connection: Connection): Audit {
  const collection = collectionOf(connection, 'AuditRow', auditSchema)
  return {
    async write(row) {
      await collection.insertOne({ ...row })
    },
  }
}
