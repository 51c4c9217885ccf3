import type { mongo } from 'mongoose'
import type { Claimed, Handoffs } from '../flow/ports.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { changesOf, type HandoffDoc } from './handoff-doc.ts'
import { freeFollowers } from './lead-order.ts'

/** A handoff as it was claimed, and as its try left it. */
export type Finish = { claimed: Claimed; after: Handoff }
export type Finished = Awaited<ReturnType<Handoffs['finish']>>

/** Saves what came of tries that end together: one write, unless a lease was lost or something waits behind one of them. */
export async function finishAll(collection: mongo.Collection<HandoffDoc>, items: Finish[]): Promise<Finished[]> {
  if ((await write(collection, items, { followed: { $ne: true } })) === items.length) return items.map(() => 'saved')
  const unsaved = await notSaved(collection, items)
  if (unsaved.size > 0) await write(collection, [...unsaved], {})
  const lost = unsaved.size > 0 ? await notSaved(collection, items) : unsaved
  const followed = [...unsaved].filter((item) => !lost.has(item))
  const done = followed.filter(({ after }) => after.state !== 'open').map(({ after }) => after.lead)
  const freed = done.length > 0 ? await freeFollowers(collection, done) : false
  return items.map((item) => (lost.has(item) ? 'lease lost' : freed && unsaved.has(item) ? 'followed' : 'saved'))
}

/** How many of them matched: those whose lease still holds, and of which the rest is true. */
async function write(
  collection: mongo.Collection<HandoffDoc>,
  items: readonly Finish[],
  and: mongo.Filter<HandoffDoc>,
): Promise<number> {
  const operations = items.map(({ claimed: { handoff, token }, after }) => ({
    updateOne: {
      filter: { ...and, _id: after.id, token },
      update: {
        $set: finished(after, token),
        $push: { attempts: { $each: after.attempts.slice(handoff.attempts.length) } },
      },
    },
  }))
  return (await collection.bulkWrite(operations, { ordered: false })).matchedCount
}

/** The lease is given back; what its tries kept for each other is of no use once it is delivered. */
function finished(after: Handoff, token: string): Partial<HandoffDoc> {
  const changes = changesOf(after)
  changes.token = null
  changes.finishedBy = token
  if (after.state === 'delivered') changes.memory = {}
  return changes
}

async function notSaved(collection: mongo.Collection<HandoffDoc>, items: readonly Finish[]): Promise<Set<Finish>> {
  const ids = items.map(({ after }) => after.id)
  const docs = await collection.find({ _id: { $in: ids } }, { projection: { finishedBy: 1 } }).toArray()
  const finishers = new Map(docs.map((doc) => [doc._id, doc.finishedBy]))
  return new Set(items.filter(({ claimed, after }) => finishers.get(after.id) !== claimed.token))
}
