import type { mongo } from 'mongoose'
import type { Lead } from '../lead/lead.ts'
import { caughtUp } from '../lead/transitions.ts'
import { changes, type LeadDoc, wakeAt } from './lead-doc.ts'

/** A change of a lead; `saver` names it. */
export type Advance = { before: Lead; after: Lead; saver: string }

/** Others make fewer changes of one lead between a write and the look at what came of it. */
const SAVERS_KEPT = 8

/** Where not every write of the group took effect, the leads themselves tell whose did. */
export async function advanceAll(collection: mongo.Collection<LeadDoc>, items: Advance[]): Promise<boolean[]> {
  const operations = items.map(({ before, after, saver }) => ({
    updateOne: {
      // Sending what is owed makes no new revision, and yet leaves another next step.
      filter: { _id: before.id, revision: before.revision, shownRevision: before.shownRevision },
      update: {
        $set: changes(before, after),
        $push: { savers: { $each: [saver], $slice: -SAVERS_KEPT } },
      },
    },
  }))
  const { matchedCount } = await collection.bulkWrite(operations, { ordered: false })
  if (matchedCount === items.length) return items.map(() => true)
  const ids = items.map(({ before }) => before.id)
  const docs = await collection.find({ _id: { $in: ids } }, { projection: { savers: 1 } }).toArray()
  const savers = new Map(docs.map((doc) => [doc._id, doc.savers ?? []]))
  return items.map(({ before, saver }) => savers.get(before.id)?.includes(saver) ?? false)
}

/** Leads that stand alike share one statement; it makes no new revision, so they themselves tell whether it took effect. */
export async function catchUpAll(collection: mongo.Collection<LeadDoc>, leads: Lead[]): Promise<boolean[]> {
  const alike = new Map<string, [Lead, ...Lead[]]>()
  for (const lead of leads) {
    const key = [lead.revision, lead.shownRevision, wakeAt(lead)?.getTime(), wakeAt(caughtUp(lead))?.getTime()].join()
    const group = alike.get(key)
    if (group) group.push(lead)
    else alike.set(key, [lead])
  }
  const matched = await Promise.all([...alike.values()].map((group) => catchUp(collection, group)))
  if (matched.reduce((sum, count) => sum + count, 0) === leads.length) return leads.map(() => true)
  const ids = { $in: leads.map(({ id }) => id) }
  const docs = await collection.find({ _id: ids }, { projection: { revision: 1, shownRevision: 1 } }).toArray()
  const caught = new Set(
    docs.filter((doc) => doc.shownRevision === doc.revision).map((doc) => `${doc._id} ${doc.revision}`),
  )
  return leads.map(({ id, revision }) => caught.has(`${id} ${revision}`))
}

async function catchUp(collection: mongo.Collection<LeadDoc>, alike: readonly [Lead, ...Lead[]]): Promise<number> {
  const [before] = alike
  const { revision, shownRevision } = before
  const after = caughtUp(before)
  const [was, wake] = [wakeAt(before), wakeAt(after)]
  // What waits for the same step as before may be in somebody's hand: its hold stays.
  const isSame = wake?.getTime() === was?.getTime()
  // Who had it looked at sooner meanwhile, as new settings do, is not overruled.
  const sooner = wake && { $cond: [{ $eq: ['$wakeAt', was] }, wake, { $min: ['$wakeAt', wake] }] }
  const { matchedCount } = await collection.updateMany(
    { _id: { $in: alike.map(({ id }) => id) }, revision, shownRevision },
    [{ $set: { owed: after.owed, shownRevision: after.shownRevision, ...(!isSame && { wakeAt: sooner }) } }],
  )
  return matchedCount
}
