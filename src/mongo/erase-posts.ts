import type { mongo } from 'mongoose'
import type { PostDoc } from './post-doc.ts'

/** Drops what was never posted about these leads; with `show`, everything that was is shown anew. */
export async function erasePosts(
  collection: mongo.Collection<PostDoc>,
  leads: readonly string[],
  show: boolean,
): Promise<void> {
  for (const lead of leads) {
    // Every post of a lead has an id that begins with the lead's.
    const ofLead = { _id: { $gte: `${lead}:`, $lt: `${lead};` } }
    await collection.deleteMany({ ...ofLead, ts: null, token: null })
    const isFree = { $eq: ['$token', null] }
    const notice = { $cond: [{ $eq: ['$notice', null] }, null, { $literal: { what: 'erased' as const } }] }
    const again = { wanted: { $add: ['$wanted', 1] }, dueAt: { $cond: [isFree, '$$NOW', '$dueAt'] } }
    await collection.updateMany(ofLead, [{ $set: { notice, ...(show && again) } }])
  }
}
