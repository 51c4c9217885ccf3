import type { mongo } from 'mongoose'
import { FIRST_SEQ } from '../lead/change.ts'
import type { HandoffDoc } from './handoff-doc.ts'

/** An event that is being retried holds the lead's later ones for that destination no longer than this. */
const LONGEST_HOLD_MS = 10 * 60_000

/**
 * Keeps the order of each lead's events at one destination: of the claimed handoffs, those with an elder that is still open step
 * back until it is done. Answers the ids of those that stepped back.
 */
export async function holdBack(
  collection: mongo.Collection<HandoffDoc>,
  claimed: readonly HandoffDoc[],
  token: string,
): Promise<Set<string>> {
  const younger = claimed.filter(({ seq }) => seq > FIRST_SEQ)
  const [first] = younger
  if (!first) return new Set()
  const open = await collection
    .find({ lead: { $in: younger.map(({ lead }) => lead) }, destination: first.destination, state: 'open' })
    .project<Pick<HandoffDoc, 'lead' | 'seq' | 'dueAt'>>({ lead: 1, seq: 1, dueAt: 1 })
    .toArray()
  const held = younger.flatMap((doc) => {
    const elder = open.find(({ lead, seq }) => lead === doc.lead && seq < doc.seq)
    const holdEnds = doc.createdAt.getTime() + LONGEST_HOLD_MS
    if (!elder || holdEnds <= Date.now()) return []
    const dueAt = new Date(Math.min(elder.dueAt?.getTime() ?? holdEnds, holdEnds))
    return [{ updateOne: { filter: { _id: doc._id, token }, update: { $set: { token: null, dueAt, held: true } } } }]
  })
  const ids = held.map(({ updateOne }) => updateOne.filter._id)
  if (held.length > 0) {
    await collection.bulkWrite(held, { ordered: false })
    await markElders(
      collection,
      claimed.filter(({ _id }) => ids.includes(_id)),
      first.destination,
    )
  }
  return new Set(ids)
}

/** Those that are still open learn that they are waited for; one that was done meanwhile did not, so its followers are set free here. */
async function markElders(
  collection: mongo.Collection<HandoffDoc>,
  held: readonly HandoffDoc[],
  destination: string,
): Promise<void> {
  const leads = held.map(({ lead }) => lead)
  const elders = {
    lead: { $in: leads },
    destination,
    state: 'open' as const,
    _id: { $nin: held.map(({ _id }) => _id) },
  }
  await collection.updateMany(elders, { $set: { followed: true } })
  const waitedFor = new Set(await collection.distinct('lead', elders))
  const orphans = leads.filter((lead) => !waitedFor.has(lead))
  if (orphans.length > 0) await freeFollowers(collection, orphans)
}

/** An event of these leads is done, so what stood behind it may go; true when something did. */
export async function freeFollowers(
  collection: mongo.Collection<HandoffDoc>,
  leads: readonly string[],
): Promise<boolean> {
  const waiting = { lead: { $in: [...leads] }, held: true, token: null }
  const { modifiedCount } = await collection.updateMany(waiting, [{ $set: { held: false, dueAt: '$$NOW' } }])
  return modifiedCount > 0
}
