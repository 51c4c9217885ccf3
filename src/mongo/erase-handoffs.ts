import type { mongo } from 'mongoose'
import type { HandoffDoc } from './handoff-doc.ts'

/** Takes out of handoffs what they said of their lead; those that somebody has in hand are left alone, and counted. */
export async function eraseHandoffs(
  collection: mongo.Collection<HandoffDoc>,
  leads: readonly string[],
  hint: string,
): Promise<number> {
  const ofLeads = { lead: { $in: [...leads] } }
  const isHeld = { $and: [{ $ne: ['$token', null] }, { $gt: ['$dueAt', '$$NOW'] }] }
  const wordless = { error: null, requestBody: null, responseBody: null, responseHeaders: { $literal: {} } }
  const isOver = { $eq: ['$state', 'delivered'] }
  await collection.updateMany({ ...ofLeads, $expr: { $not: [isHeld] } }, [
    {
      $set: {
        body: null,
        memory: { $literal: {} },
        attempts: { $map: { input: '$attempts', in: { $mergeObjects: ['$$this', wordless] } } },
        state: { $cond: [isOver, 'delivered', 'skipped'] },
        hint: { $cond: [isOver, null, hint] },
        finishedAt: { $ifNull: ['$finishedAt', '$$NOW'] },
        nextAttemptAt: null,
        dueAt: null,
        token: null,
        held: false,
      },
    },
  ])
  return collection.countDocuments({ ...ofLeads, $expr: isHeld })
}
