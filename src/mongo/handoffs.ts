import type { Connection, mongo } from 'mongoose'
import { Schema } from 'mongoose'
import type { HandoffLeases } from '../flow/leases.ts'
import type { Handoffs, ReplayFilter } from '../flow/ports.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { collectionOf } from './collection.ts'
import { eraseHandoffs } from './erase-handoffs.ts'
import { type Finish, type Finished, finishAll } from './finish-handoffs.ts'
import { grouped } from './grouped.ts'
import { changesOf, docOf, type HandoffDoc, handoffOf } from './handoff-doc.ts'
import { createHandoffLeases } from './handoff-leases.ts'
import { insertHandoffs } from './insert-handoffs.ts'

const schema = new Schema<HandoffDoc>({ _id: String }, { collection: 'handoffs', strict: false, versionKey: false })
const OPEN = { state: 'open' } as const
const PARKED = { state: 'parked' } as const
/** Given up, and somebody's: a test's failure was told to whoever tried it. */
const FAILED = { ...PARKED, event: { $ne: 'test' } } as const
/** Over, with its body still there. */
const BODIED = { body: { $type: 'string' }, finishedAt: { $type: 'date' } } as const
const BODILESS = { body: null, 'attempts.$[].requestBody': null, 'attempts.$[].responseBody': null }
const MOST_COUNTED = 1000
/** The receivers have it already; what became of them may share a write. */
const FINISH_REST_MS = 10
// A partial index serves only queries that repeat its condition.
schema.index({ state: 1, destination: 1, dueAt: 1 }, { partialFilterExpression: { state: 'open' } })
schema.index({ lead: 1, seq: 1 })
schema.index({ destination: 1, createdAt: 1, _id: 1 })
schema.index({ workspace: 1, finishedAt: 1 }, { partialFilterExpression: BODIED })
schema.index({ lead: 1, destination: 1 }, { partialFilterExpression: { held: true } })
schema.index({ workspace: 1, createdAt: -1 })
schema.index({ workspace: 1, finishedAt: -1, _id: -1 }, { partialFilterExpression: PARKED })
schema.index({ untoldSince: 1 }, { partialFilterExpression: { untoldSince: { $type: 'date' } } })

/** The handoffs, and what the dispatcher needs to hold them under leases. */
export function createHandoffs(connection: Connection): Handoffs & HandoffLeases {
  const collection = collectionOf(connection, 'Handoff', schema)
  return {
    ...readAndWrite(collection),
    ...createHandoffLeases(collection),
  }
}

function readAndWrite(collection: mongo.Collection<HandoffDoc>): Handoffs {
  const insertAll = (docs: HandoffDoc[]) => insertHandoffs(collection, docs)
  const insertOne = grouped(insertAll)
  const insertTried = grouped(insertAll, FINISH_REST_MS)
  const finish = grouped<Finish, Finished>((items) => finishAll(collection, items), FINISH_REST_MS)
  return {
    async insert(handoffs) {
      await Promise.all(handoffs.map((handoff) => insertOne(docOf(handoff))))
    },
    async find(id) {
      const doc = await collection.findOne({ _id: id })
      return doc && handoffOf(doc)
    },
    async ofLead(lead) {
      return (await collection.find({ lead }).sort({ seq: 1 }).toArray()).map(handoffOf)
    },
    async recent(workspace, { limit, ...filter }) {
      return (
        await collection
          .find({ workspace, ...filter })
          .sort({ createdAt: -1 })
          .limit(limit)
          .toArray()
      ).map(handoffOf)
    },
    async page(destination, which, after, limit) {
      const beyond = after && {
        $or: [{ createdAt: { $gt: after.createdAt } }, { createdAt: after.createdAt, _id: { $gt: after.id } }],
      }
      const docs = await collection
        .find({ ...selected(destination, which), ...beyond })
        .sort({ createdAt: 1, _id: 1 })
        .limit(limit)
        .toArray()
      return docs.map(handoffOf)
    },
    count: (destination, which) => collection.countDocuments(selected(destination, which)),
    erase: (leads, hint) => eraseHandoffs(collection, leads, hint),
    async forgetBodies(workspace, before) {
      const isOver = { state: { $in: ['delivered' as const, 'skipped' as const] } }
      const old = { workspace, ...BODIED, finishedAt: { $type: 'date' as const, $lt: before }, ...isOver }
      return (await collection.updateMany(old, { $set: BODILESS })).modifiedCount
    },
    async undelivered(leads) {
      return collection.distinct('lead', { lead: { $in: [...leads] }, state: { $in: ['open', 'parked'] } })
    },
    async keep({ handoff, token }, memory) {
      return (await collection.updateOne({ _id: handoff.id, token }, { $set: { memory } })).matchedCount === 1
    },
    async remoteOf(lead, destination) {
      const doc = await collection
        .find({ lead, destination, remote: { $ne: null } })
        .sort({ seq: -1 })
        .limit(1)
        .next()
      return doc?.remote ?? null
    },
    async finish(claimed, after) {
      // Where it was stored meanwhile, because it took long, it is saved like any other.
      if (!claimed.isStored && (await insertTried(docOf(after)))) return 'saved'
      return finish({ claimed, after })
    },
    async reopen(before, after) {
      return (await collection.updateOne(unchanged(before), { $set: changesOf(after) })).matchedCount === 1
    },
    async discard(before, after) {
      const changes = { ...changesOf(after), ...BODILESS }
      return (await collection.updateOne(unchanged(before), { $set: changes })).matchedCount === 1
    },
    async told(id) {
      await collection.updateOne({ _id: id }, { $set: { untoldSince: null } })
    },
    async failed(workspace, after, limit) {
      const beyond = after && {
        $or: [{ finishedAt: { $lt: after.at } }, { finishedAt: after.at, _id: { $lt: after.id } }],
      }
      const docs = await collection
        .find({ workspace, ...FAILED, ...beyond })
        .sort({ finishedAt: -1, _id: -1 })
        .limit(limit)
        .toArray()
      return docs.map(handoffOf)
    },
    countFailed(workspace, since, until) {
      const lately = since && { finishedAt: { $gte: since, ...(until && { $lt: until }) } }
      return collection.countDocuments({ workspace, ...FAILED, ...lately }, { limit: MOST_COUNTED })
    },
    async trouble(workspace, destination) {
      const due = { ...OPEN, destination, dueAt: { $lte: new Date() } }
      const [oldest, retrying, parked] = await Promise.all([
        collection.findOne(due, { sort: { dueAt: 1 }, projection: { dueAt: 1 } }),
        collection.findOne({ ...OPEN, destination, step: { $gt: 0 } }, { sort: { dueAt: -1 } }),
        collection.findOne({ workspace, ...PARKED, destination }, { sort: { finishedAt: -1 } }),
      ])
      const failing = retrying ?? parked
      return { dueSince: oldest?.dueAt ?? null, failing: failing && handoffOf(failing) }
    },
    async untoldSince(before, limit) {
      const docs = await collection
        .find({ untoldSince: { $type: 'date', $lte: before } })
        .limit(limit)
        .toArray()
      return docs.map(handoffOf)
    },
  }
}

function selected(destination: string, { states, since, until }: ReplayFilter) {
  return { destination, state: { $in: states }, createdAt: { $gte: since, $lte: until } }
}

/** Nobody has it in hand, and it stands as it was read. */
function unchanged({ id, state, trigger, step }: Handoff) {
  return { _id: id, token: null, state, trigger, step }
}
