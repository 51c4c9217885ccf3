import type { mongo } from 'mongoose'

const PROFILE_BYTES = 64 * 1024 * 1024

/** What the database did meanwhile without an index, as MongoDB's own profiler saw it: `explain()` of every query that ran. */
export async function scansIn(db: mongo.Db, work: () => Promise<unknown>): Promise<string[]> {
  await db.createCollection('system.profile', { capped: true, size: PROFILE_BYTES })
  await db.command({ profile: 2 })
  await work()
  await db.command({ profile: 0 })
  const found = await db
    .collection('system.profile')
    .aggregate<{ _id: { ns: string; op: string }; times: number; most: number }>([
      { $match: { planSummary: 'COLLSCAN', ns: { $not: /system\.profile$/ } } },
      { $group: { _id: { ns: '$ns', op: '$op' }, times: { $sum: 1 }, most: { $max: '$docsExamined' } } },
    ])
    .toArray()
  return found.map(
    ({ _id: { ns, op }, times, most }) =>
      `${op} on ${ns.replace(/^[^.]+\./, '')} ${times} times, reading up to ${most}`,
  )
}
