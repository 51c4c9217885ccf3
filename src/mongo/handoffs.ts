import type { Connection, mongo } from 'mongoose'
import { Schema } from 'mongoose'
import type { Claimed, Handoffs, ReplayFilter } from '../flow/ports.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { collectionOf, DUPLICATE_KEY } from './collection.ts'
import { grouped } from './grouped.ts'
import { insertMany } from './insert-many.ts'
import { freeFollowers, holdBack } from './lead-order.ts'

/** A handoff at rest; `dueAt` is the end of the lease while `token` holds it. */
export type HandoffDoc = Omit<Handoff, 'id' | 'destination'> & {
  _id: string
  destination: string
  destinationName: string
  dueAt: Date | null
  token: string | null
  /** The token of the last completion, which answers "was it mine?" after a group write. */
  finishedBy: string | null
  /** Since when its thread line was not asked for; null when told, or when there is no thread. */
  untoldSince: Date | null
  /** True while an elder event of the same lead goes first. */
  held: boolean
}

const schema = new Schema<HandoffDoc>({ _id: String }, { collection: 'handoffs', strict: false, versionKey: false })
const OPEN = { state: 'open' } as const
const PARKED = { state: 'parked' } as const
/** Given up, and somebody's: a test's failure was told to whoever tried it. */
const FAILED = { ...PARKED, event: { $ne: 'test' } } as const
const MOST_COUNTED = 1000
// A partial index serves only queries that repeat its condition.
schema.index({ state: 1, destination: 1, dueAt: 1 }, { partialFilterExpression: OPEN })
schema.index({ token: 1 }, { partialFilterExpression: { token: { $type: 'string' } } })
schema.index({ lead: 1, seq: 1 })
schema.index({ destination: 1, createdAt: 1, _id: 1 })
schema.index({ finishedAt: 1 }, { partialFilterExpression: { state: 'delivered' } })
schema.index({ lead: 1, destination: 1 }, { partialFilterExpression: { held: true } })
schema.index({ workspace: 1, createdAt: -1 })
schema.index({ workspace: 1, finishedAt: -1, _id: -1 }, { partialFilterExpression: PARKED })
schema.index({ untoldSince: 1 }, { partialFilterExpression: { untoldSince: { $type: 'date' } } })

/** The handoffs, and what the dispatcher needs to hold them under leases. */
export function createHandoffs(connection: Connection): Handoffs & HandoffLeases {
  const collection = collectionOf(connection, 'Handoff', schema)
  return {
    ...readAndWrite(collection),
    ...leases(collection),
  }
}

function readAndWrite(collection: mongo.Collection<HandoffDoc>): Handoffs {
  const insertOne = grouped<Handoff, true>(async (handoffs) => {
    const refused = await insertMany(collection, handoffs.map(docOf))
    const code = [...refused.values()].find((one) => one !== DUPLICATE_KEY)
    if (code) throw new Error(`MongoDB refused a handoff with code ${code}`)
    return handoffs.map(() => true)
  })
  const finish = grouped<Finish, Finished>((items) => finishAll(collection, items))
  return {
    async insert(handoffs) {
      await Promise.all(handoffs.map(insertOne))
    },
    async find(id) {
      const doc = await collection.findOne({ _id: id })
      return doc && handoffOf(doc)
    },
    async ofLead(lead) {
      return (await collection.find({ lead }).sort({ seq: 1 }).toArray()).map(handoffOf)
    },
    async recent(workspace, { lead, limit }) {
      const filter = lead ? { workspace, lead } : { workspace }
      return (await collection.find(filter).sort({ createdAt: -1 }).limit(limit).toArray()).map(handoffOf)
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
    async forgetBodies(before) {
      const old = { state: 'delivered' as const, finishedAt: { $lt: before }, body: { $ne: null } }
      const kept = { body: null, 'attempts.$[].requestBody': null, 'attempts.$[].responseBody': null }
      return (await collection.updateMany(old, { $set: kept })).modifiedCount
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
    finish: (claimed, after) => finish({ claimed, after }),
    async reopen(before, after) {
      const filter = { _id: before.id, token: null, state: before.state, trigger: before.trigger, step: before.step }
      const { matchedCount } = await collection.updateOne(filter, {
        $set: { ...mutable(after), untoldSince: untold(after) },
      })
      return matchedCount === 1
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
    countFailed(workspace, since) {
      const lately = since && { finishedAt: { $gte: since } }
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

type Finish = { claimed: Claimed; after: Handoff }
type Finished = Awaited<ReturnType<Handoffs['finish']>>

async function finishAll(collection: mongo.Collection<HandoffDoc>, items: Finish[]): Promise<Finished[]> {
  const operations = items.map(({ claimed: { handoff, token }, after }) => ({
    updateOne: {
      filter: { _id: after.id, token },
      update: {
        $set: { ...mutable(after), token: null, finishedBy: token, untoldSince: untold(after) },
        $push: { attempts: { $each: after.attempts.slice(handoff.attempts.length) } },
      },
    },
  }))
  const { matchedCount } = await collection.bulkWrite(operations, { ordered: false })
  const done = items.filter(({ after }) => after.state !== 'open').map(({ after }) => after.lead)
  const saved = done.length > 0 && (await freeFollowers(collection, done)) ? 'followed' : 'saved'
  if (matchedCount === items.length) return items.map(() => saved)
  const ids = items.map(({ after }) => after.id)
  const docs = await collection.find({ _id: { $in: ids } }, { projection: { finishedBy: 1 } }).toArray()
  const finishers = new Map(docs.map((doc) => [doc._id, doc.finishedBy]))
  return items.map(({ claimed, after }) => (finishers.get(after.id) === claimed.token ? saved : 'lease lost'))
}

/** What the dispatcher does with handoffs that are due. */
export type HandoffLeases = {
  /** Destinations that have something due. */
  dueDestinations(): Promise<string[]>
  /** Takes up to `limit` due handoffs of one destination under a lease, in the order of their leads' events. */
  claim(destination: string, limit: number, token: string): Promise<Claimed[]>
  /** Prolongs the leases that these tokens hold. */
  renew(tokens: readonly string[]): Promise<void>
  /** Gives back what was not tried. */
  release(claimed: readonly Claimed[]): Promise<void>
}

export const LEASE_MS = 15_000
const DUE_NOW = { $expr: { $lte: ['$dueAt', '$$NOW'] } }
/** A lease that is lost with its server is only an attempt more, under the same id: no need to wait for the disk. */
const LEASE_WRITE = { writeConcern: { w: 1, j: false } } as const
const LEASE_END = { $add: ['$$NOW', LEASE_MS] }

function leases(collection: mongo.Collection<HandoffDoc>): HandoffLeases {
  return {
    dueDestinations: () => collection.distinct('destination', { ...OPEN, dueAt: { $lte: new Date() } }),
    async claim(destination, limit, token) {
      const due = { ...OPEN, destination, dueAt: { $lte: new Date() } }
      const found = await collection.find(due).sort({ dueAt: 1 }).limit(limit).toArray()
      if (found.length === 0) return []
      const still = { _id: { $in: found.map(({ _id }) => _id) }, ...OPEN, ...DUE_NOW }
      const taken = [{ $set: { token, dueAt: LEASE_END, held: false } }]
      const { modifiedCount } = await collection.updateMany(still, taken, LEASE_WRITE)
      // What is still open and due is as it was found: an attempt would have moved it on.
      const docs =
        modifiedCount === found.length
          ? found
          : await collection.find({ token: { $type: 'string', $eq: token } }).toArray()
      const held = await holdBack(collection, docs, token)
      return docs.filter(({ _id }) => !held.has(_id)).map((doc) => ({ handoff: handoffOf(doc), token }))
    },
    async renew(tokens) {
      if (tokens.length === 0) return
      await collection.updateMany({ token: { $type: 'string', $in: [...tokens] } }, [{ $set: { dueAt: LEASE_END } }])
    },
    async release(claimed) {
      const mine = {
        _id: { $in: claimed.map(({ handoff }) => handoff.id) },
        token: { $in: claimed.map(({ token }) => token) },
      }
      await collection.updateMany(mine, [{ $set: { token: null, dueAt: '$nextAttemptAt' } }])
    },
  }
}

function selected(destination: string, { states, since, until }: ReplayFilter) {
  return { destination, state: { $in: states }, createdAt: { $gte: since, $lte: until } }
}

function docOf(handoff: Handoff): HandoffDoc {
  const { id, destination, ...same } = handoff
  return {
    _id: id,
    ...same,
    destination: destination.id,
    destinationName: destination.name,
    dueAt: same.nextAttemptAt,
    token: null,
    finishedBy: null,
    untoldSince: untold(handoff),
    held: false,
  }
}

function handoffOf(doc: HandoffDoc): Handoff {
  const { _id, destination, destinationName, dueAt, token, finishedBy, untoldSince, held, ...same } = doc
  return { ...same, id: _id, destination: { id: destination, name: destinationName } }
}

/** What an attempt or a retry changes; the attempts themselves are only ever added to. */
function mutable({ state, nextAttemptAt, step, trigger, hint, remote, finishedAt }: Handoff) {
  return { state, nextAttemptAt, dueAt: nextAttemptAt, step, trigger, hint, remote, finishedAt }
}

function untold({ channel, attempts, createdAt }: Handoff): Date | null {
  return channel ? (attempts.at(-1)?.at ?? createdAt) : null
}
