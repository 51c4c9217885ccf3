import type { mongo } from 'mongoose'

const PROFILE_BYTES = 64 * 1024 * 1024

const FILTER_CHARACTERS = 160

type Scan = { _id: { ns: string; op: string }; times: number; most: number; command: mongo.BSON.Document }

/** What the database did meanwhile without an index, as MongoDB's own profiler saw it: `explain()` of every query that ran. */
export async function scansIn(db: mongo.Db, work: () => Promise<unknown>): Promise<string[]> {
  await db.createCollection('system.profile', { capped: true, size: PROFILE_BYTES })
  await db.command({ profile: 2 })
  await work()
  await db.command({ profile: 0 })
  const found = await db
    .collection('system.profile')
    .aggregate<Scan>([
      // The change stream reads the oplog, which has no index but its order.
      {
        $match: {
          planSummary: 'COLLSCAN',
          ns: { $not: /system\.profile$/ },
          'originatingCommand.pipeline.0.$changeStream': { $exists: false },
        },
      },
      {
        $group: {
          _id: { ns: '$ns', op: '$op' },
          times: { $sum: 1 },
          most: { $max: '$docsExamined' },
          command: { $first: '$command' },
        },
      },
    ])
    .toArray()
  return found.map(({ _id: { ns, op }, times, most, command }) => {
    const collection = ns.slice(ns.indexOf('.') + 1)
    const filter = JSON.stringify(command.filter ?? command.query ?? command.q ?? command.pipeline ?? null)
    return `${op} on ${collection} ${times} times, reading up to ${most}: ${filter.slice(0, FILTER_CHARACTERS)}`
  })
}
