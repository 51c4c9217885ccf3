import { randomUUID } from 'node:crypto'
import type { Connection, mongo } from 'mongoose'
import { Schema } from 'mongoose'
import type { Intake, LeadFilter, Leads, Saved } from '../flow/ports.ts'
import { listKey } from '../lead/inbox.ts'
import type { Lead, LeadState } from '../lead/lead.ts'
import { waitingFor } from '../lead/waiting.ts'
import { type Advance, advanceAll, catchUpAll } from './advance-leads.ts'
import { collectionOf, DUPLICATE_KEY } from './collection.ts'
import { grouped } from './grouped.ts'
import { insertMany } from './insert-many.ts'
import { decidedBefore, inBatches } from './lead-batches.ts'
import { type LeadDoc, leadOf, newDoc } from './lead-doc.ts'
import { createLeadLists } from './lead-lists.ts'
import { countEarlier, lastEarlier } from './returning.ts'

const schema = new Schema<LeadDoc>({ _id: String }, { collection: 'leads', strict: false, versionKey: false })
schema.index({ 'receipt.key': 1 }, { unique: true, partialFilterExpression: { 'receipt.key': { $exists: true } } })
schema.index(
  { 'endpoint.id': 1, subject: 1 },
  { unique: true, partialFilterExpression: { subject: { $type: 'string' } } },
)
schema.index({ wakeAt: 1 }, { partialFilterExpression: { wakeAt: { $type: 'date' } } })
schema.index({ workspace: 1, person: 1, receivedAt: -1 })
schema.index({ workspace: 1, receivedAt: -1 })
schema.index({ workspace: 1, lists: 1, urgency: -1, inboxAt: -1, _id: -1 })
schema.index({ workspace: 1, words: 1 })
const BY_PEOPLE = { 'decision.by.kind': 'user', test: false } as const
schema.index({ workspace: 1, state: 1, 'decision.at': -1 }, { partialFilterExpression: BY_PEOPLE })
schema.index({ workspace: 1, 'due.at': 1 }, { partialFilterExpression: { 'due.at': { $type: 'date' } } })

/** Nobody waits to read that all is sent, so more leads may share the word of it. */
const CATCH_UP_REST_MS = 25

/** The leads in MongoDB. */
export function createLeads(connection: Connection): Leads {
  const collection = collectionOf(connection, 'Lead', schema)
  const insertOne = grouped<LeadDoc, number>(async (docs) => {
    const errors = await insertMany(collection, docs)
    return docs.map((_, i) => errors.get(i) ?? 0)
  })

  const advance = grouped<Advance, boolean>((items) => advanceAll(collection, items))
  const catchUp = grouped<Lead, boolean>((leads) => catchUpAll(collection, leads), CATCH_UP_REST_MS)

  async function insert(lead: Lead, intake: Intake): Promise<Saved> {
    const code = await insertOne(newDoc(lead, intake))
    if (code === 0) return { kind: 'new' }
    if (code !== DUPLICATE_KEY) throw new Error(`MongoDB refused a lead with code ${code}`)
    const first = await firstOf(intake)
    if (first?.receipt && first.receipt.until > lead.receivedAt) {
      return { kind: 'duplicate', leadId: first._id, sameBody: first.receipt.bodyHash === intake.bodyHash }
    }
    const known = lead.subject === null ? null : await findBySubject(lead.endpoint.id, lead.subject)
    if (known) return { kind: 'known', leadId: known.id }
    await collection.updateOne(
      { 'receipt.key': intake.dedupeKey, 'receipt.until': { $lte: lead.receivedAt } },
      { $unset: { receipt: 1 } },
    )
    return insert(lead, intake)
  }

  async function firstOf({ dedupeKey }: Intake): Promise<Pick<LeadDoc, '_id' | 'receipt'> | null> {
    if (dedupeKey === null) return null
    return collection.findOne({ 'receipt.key': dedupeKey }, { projection: { receipt: 1 } })
  }

  async function findBySubject(endpoint: string, subject: string): Promise<Lead | null> {
    // The type is what lets the partial index serve it.
    const doc = await collection.findOne({ 'endpoint.id': endpoint, subject: { $eq: subject, $type: 'string' } })
    return doc && leadOf(doc)
  }

  return {
    insert,
    find: grouped((ids) => findAll(collection, ids)),
    async newest(workspace) {
      const doc = await collection.findOne({ workspace }, { sort: { receivedAt: -1 } })
      return doc && leadOf(doc)
    },
    findBySubject,
    advance(before, after) {
      return advance({ before, after, saver: randomUUID() })
    },
    caughtUp: catchUp,
    async hold(id, forMs) {
      const waiting = { _id: id, wakeAt: { $type: 'date' as const }, $expr: { $lte: ['$wakeAt', '$$NOW'] } }
      const { matchedCount } = await collection.updateOne(waiting, [{ $set: { wakeAt: { $add: ['$$NOW', forMs] } } }])
      return matchedCount === 1
    },
    async lookAgain(workspace, now) {
      await collection.updateMany({ workspace, 'due.at': { $type: 'date' } }, { $set: { wakeAt: now } })
    },
    async waitingSince(before, limit) {
      const docs = await collection
        .find({ wakeAt: { $type: 'date', $lte: before } })
        .sort({ wakeAt: 1 })
        .limit(limit)
        .toArray()
      return docs.flatMap((doc) => {
        const waiting = waitingFor(leadOf(doc))
        return waiting ? [{ id: doc._id, waiting }] : []
      })
    },
    async lastEarlier(lead) {
      const doc = await lastEarlier(collection, lead)
      return doc && leadOf(doc)
    },
    async ofPerson(workspace, words, key, limit) {
      const byWords = words.length > 0 ? [{ workspace, words: { $in: [...words] } }] : []
      const byKey = key === null ? [] : [{ workspace, person: key }]
      const docs = collection.find({ $or: [...byWords, ...byKey] }, { projection: { _id: 1 } })
      return (await docs.limit(limit).toArray()).map(({ _id }) => _id)
    },
    async eraseIntake(leads) {
      await collection.updateMany({ _id: { $in: [...leads] } }, { $set: { 'intake.address': '' } })
    },
    countEarlier: grouped((leads) => countEarlier(collection, leads)),
    ...createLeadLists(collection, leadOf),
    decided(workspace, since, limit) {
      const all = collection.find(decidedSince(workspace, ['approved', 'rejected'], since))
      return inBatches(all.sort({ 'decision.at': -1 }).limit(limit), leadOf)
    },
    each: (workspace, which) => inBatches(collection.find(selected(workspace, which)).sort({ receivedAt: -1 }), leadOf),
    async owners(workspace) {
      return (await collection.distinct('owner.id', { workspace, lists: 'pending' })).filter((id) => id !== null)
    },
    async ownedBy(workspace, user, limit) {
      const owned = { workspace, lists: listKey('mine', user) }
      return (
        await collection
          .find(owned, { projection: { _id: 1 } })
          .limit(limit)
          .toArray()
      ).map(({ _id }) => _id)
    },
    decidedBefore: (workspace, before) => decidedBefore(collection, workspace, before),
    async countDecided(workspace, since, limit) {
      const count = (state: LeadState) => collection.countDocuments(decidedSince(workspace, [state], since), { limit })
      const [approved, rejected] = await Promise.all([count('approved'), count('rejected')])
      return { approved, rejected }
    },
  }
}

function selected(workspace: string, { since, until, state, endpoint, source }: LeadFilter): mongo.Filter<LeadDoc> {
  return {
    workspace,
    receivedAt: { $gte: since ?? new Date(0), ...(until && { $lt: until }) },
    ...(state && { state }),
    ...(endpoint && { 'endpoint.id': endpoint }),
    ...(source && { 'endpoint.source': source }),
    erasedAt: { $exists: false },
  }
}

/** What people decided, test leads aside; as the partial index that serves it has it. */
function decidedSince(workspace: string, states: LeadState[], since: Date | null) {
  return {
    workspace,
    state: { $in: states },
    ...BY_PEOPLE,
    erasedAt: { $exists: false },
    ...(since && { 'decision.at': { $gt: since } }),
  }
}

async function findAll(collection: mongo.Collection<LeadDoc>, ids: string[]): Promise<(Lead | null)[]> {
  const docs = await collection.find({ _id: { $in: ids } }).toArray()
  const found = new Map(docs.map((doc) => [doc._id, leadOf(doc)]))
  return ids.map((id) => found.get(id) ?? null)
}
