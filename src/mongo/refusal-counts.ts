import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import { collectionOf } from './collection.ts'

/** How often an endpoint refused for one reason on one day. */
type CountDoc = { _id: string; endpoint: string; code: string; day: Date; count: number }

const DAY_MS = 24 * 3600_000
const KEPT_DAYS = 30
const FLUSH_AFTER_MS = 1000

const schema = new Schema<CountDoc>(
  { _id: String },
  { collection: 'inbound_refusals', strict: false, versionKey: false },
)
schema.index({ day: 1 }, { expireAfterSeconds: (KEPT_DAYS + 1) * (DAY_MS / 1000) })
schema.index({ endpoint: 1, day: 1 })

/** Refusals are counted in memory and written in groups, so that attacks stay cheap. */
type RefusalCounts = {
  /** One more, written within a second or so. */
  count(endpoint: string, code: string, at: Date): void
  /** By reason, over the days that are kept. */
  sums(endpoint: string): Promise<Record<string, number>>
  /** Writes what is counted so far. */
  flush(): Promise<void>
}

export function createRefusalCounts(connection: Connection): RefusalCounts {
  const counts = collectionOf(connection, 'RefusalCount', schema)
  let counted = new Map<string, CountDoc>()
  let timer: NodeJS.Timeout | undefined

  function add(one: CountDoc): void {
    counted.set(one._id, { ...one, count: (counted.get(one._id)?.count ?? 0) + one.count })
    timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS).unref()
  }

  /** What cannot be written now is counted on; what a crash takes along is missed by nobody. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const docs = [...counted.values()]
    counted = new Map()
    if (docs.length === 0) return
    const bumps = docs.map(({ _id, count, ...same }) => ({
      updateOne: { filter: { _id }, update: { $inc: { count }, $setOnInsert: same }, upsert: true },
    }))
    await counts.bulkWrite(bumps, { ordered: false, writeConcern: { w: 1, j: false } }).catch(() => docs.forEach(add))
  }

  return {
    count(endpoint, code, at) {
      const day = new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS)
      add({ _id: `${endpoint}:${code}:${day.toISOString().slice(0, 10)}`, endpoint, code, day, count: 1 })
    },
    async sums(endpoint) {
      const since = new Date(Date.now() - KEPT_DAYS * DAY_MS)
      const sums = await counts
        .aggregate<{ _id: string; count: number }>([
          { $match: { endpoint, day: { $gte: since } } },
          { $group: { _id: '$code', count: { $sum: '$count' } } },
          { $sort: { count: -1, _id: 1 } },
        ])
        .toArray()
      return Object.fromEntries(sums.map(({ _id, count }) => [_id, count]))
    },
    flush,
  }
}
