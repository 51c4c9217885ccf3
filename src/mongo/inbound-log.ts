import type { Connection, mongo } from 'mongoose'
import { Schema } from 'mongoose'
import type { InboundLog, InboundRow } from '../flow/ports.ts'
import { collectionOf } from './collection.ts'
import { createRefusalCounts } from './refusal-counts.ts'
import { createRefusalPace } from './refusal-pace.ts'

const KEPT_DAYS = 30
const KEPT_SECONDS = KEPT_DAYS * 24 * 3600

const inboundSchema = new Schema<InboundRow>({}, { collection: 'inbound_log', strict: false, versionKey: false })
inboundSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })
inboundSchema.index({ workspace: 1, at: -1 })
inboundSchema.index({ workspace: 1, 'endpoint.id': 1, at: -1 })
inboundSchema.index({ workspace: 1, code: 1, at: -1 })
inboundSchema.index({ leadId: 1, at: -1 }, { partialFilterExpression: { leadId: { $type: 'string' } } })

/** A call that made a lead has its row inside the lead; the others have one here. */
export function createInboundLog(connection: Connection): InboundLog {
  const collection = collectionOf(connection, 'InboundRow', inboundSchema)
  const refusals = createRefusalCounts(connection)
  const mayKeep = createRefusalPace(connection)

  async function keep(row: InboundRow): Promise<void> {
    if (row.outcome === 'rejected' && !(await mayKeep(row.endpoint.id))) return
    await collection.insertOne(row)
  }

  return {
    async write(row) {
      if (row.outcome === 'rejected' && row.code) refusals.count(row.endpoint.id, row.code, row.at)
      await keep(row).catch(() => {})
    },
    async recent(workspace, { lead, endpoint, code, limit }) {
      const since = new Date(Date.now() - KEPT_SECONDS * 1000)
      const of = { workspace, ...(endpoint && { 'endpoint.id': endpoint }) }
      const others = {
        ...of,
        ...(code && { code }),
        // The type is what lets the partial index serve it.
        ...(lead && { leadId: { $eq: lead, $type: 'string' } }),
      }
      const taken = { ...of, receivedAt: { $gte: since }, ...(lead && { _id: lead }) }
      const newest = [{ $sort: { at: -1 } }, { $limit: limit }]
      // A lead that was taken has no code.
      const leads = code ? [] : [{ $unionWith: { coll: 'leads', pipeline: takenRows(taken, limit) } }, ...newest]
      return collection
        .aggregate<InboundRow>([{ $match: others }, ...newest, ...leads, { $project: { _id: 0 } }])
        .toArray()
    },
    async erase(leads) {
      const ofLeads = { leadId: { $in: [...leads], $type: 'string' as const } }
      await collection.updateMany(ofLeads, { $set: { address: '', bodyHash: null } })
    },
    refusals: refusals.sums,
    flush: refusals.flush,
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
