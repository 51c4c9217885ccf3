import type { mongo } from 'mongoose'
import type { HandoffLeases } from '../flow/leases.ts'
import type { Claimed } from '../flow/ports.ts'
import { grouped } from './grouped.ts'
import { docOf, type HandoffDoc, handoffOf } from './handoff-doc.ts'
import { insertHandoffs } from './insert-handoffs.ts'
import { holdBack } from './lead-order.ts'

const OPEN = { state: 'open' } as const
const LEASE_MS = 15_000
const EVER = new Date(0)
const DUE_NOW = { $expr: { $lte: ['$dueAt', '$$NOW'] } }
/** A lease that is lost with its server is only an attempt more, under the same id: no need to wait for the disk. */
const LEASE_WRITE = { writeConcern: { w: 1, j: false } } as const
const LEASE_END = { $add: ['$$NOW', LEASE_MS] }

/** Handoffs that are due, and their leases. */
export function createHandoffLeases(collection: mongo.Collection<HandoffDoc>): HandoffLeases {
  const insertOne = grouped((docs: HandoffDoc[]) => insertHandoffs(collection, docs))
  return {
    dueDestinations: () => collection.distinct('destination', { ...OPEN, dueAt: { $lte: new Date() } }),
    async claim(destination, limit, token, since = EVER) {
      // What was done lately still stands at the front of the index for a while, and costs whoever walks over it.
      const due = { ...OPEN, destination, dueAt: { $gte: since, $lte: new Date() } }
      const found = await collection.find(due).sort({ dueAt: 1 }).limit(limit).toArray()
      if (found.length === 0) return []
      const ids = { _id: { $in: found.map(({ _id }) => _id) } }
      const still = { ...ids, ...OPEN, ...DUE_NOW }
      const taken = [{ $set: { token, dueAt: LEASE_END, held: false } }]
      const { modifiedCount } = await collection.updateMany(still, taken, LEASE_WRITE)
      // What is still open and due is as it was found: an attempt would have moved it on.
      const docs = modifiedCount === found.length ? found : await collection.find({ ...ids, token }).toArray()
      const held = await holdBack(collection, docs, token)
      return docs.filter(({ _id }) => !held.has(_id)).map((doc) => ({ handoff: handoffOf(doc), token, isStored: true }))
    },
    insertHeld({ handoff, token }) {
      return insertOne(docOf(handoff, { token, ends: new Date(Date.now() + LEASE_MS) }))
    },
    async renew(claimed) {
      await collection.updateMany(heldNow(claimed), [{ $set: { dueAt: LEASE_END } }])
    },
    async release(claimed) {
      await collection.updateMany(heldNow(claimed), [{ $set: { token: null, dueAt: '$nextAttemptAt' } }])
    },
  }
}

function heldNow(claimed: readonly Claimed[]) {
  return {
    _id: { $in: claimed.map(({ handoff }) => handoff.id) },
    token: { $in: [...new Set(claimed.map(({ token }) => token))] },
  }
}
