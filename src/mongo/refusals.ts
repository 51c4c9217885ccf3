import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import { collectionOf } from './collection.ts'
import { grouped } from './grouped.ts'

/** How often an endpoint refused for one reason on one day. */
type CountDoc = { _id: string; endpoint: string; code: string; day: Date; count: number }
/** How many rows of refusals an endpoint has this minute, over all processes. */
type PaceDoc = { _id: string; minute: Date; rows: number }

const DAY_MS = 24 * 3600_000
const MINUTE_MS = 60_000
const KEPT_DAYS = 30
const FLUSH_AFTER_MS = 1000
const ROWS_PER_MINUTE = 100
/** A process asks for so many rows at once, so that an attack is not told of row by row. */
const ROWS_AT_ONCE = 10
const NO_MORE = -1
/** A count that a crash takes along is missed by nobody. */
const QUICKLY = { writeConcern: { w: 1, j: false } } as const

const countSchema = new Schema<CountDoc>(
  { _id: String },
  { collection: 'inbound_refusals', strict: false, versionKey: false },
)
countSchema.index({ day: 1 }, { expireAfterSeconds: (KEPT_DAYS + 1) * (DAY_MS / 1000) })
countSchema.index({ endpoint: 1, day: 1 })
const paceSchema = new Schema<PaceDoc>(
  { _id: String },
  { collection: 'inbound_pace', strict: false, versionKey: false },
)

/** Keeps attacks cheap: refusals are counted in memory and written in groups, and few of them get a row. */
type Refusals = {
  /** One more, written within a second or so. */
  count(endpoint: string, code: string, at: Date): void
  /** Whether this refusal may have a row: at most 100 a minute per endpoint, whichever processes refuse. */
  mayKeep(endpoint: string): Promise<boolean>
  /** By reason, over the days that are kept. */
  sums(endpoint: string): Promise<Record<string, number>>
  /** Writes what is counted so far. */
  flush(): Promise<void>
}

export function createRefusals(connection: Connection): Refusals {
  const counts = collectionOf(connection, 'RefusalCount', countSchema)
  const paces = collectionOf(connection, 'RefusalPace', paceSchema)
  let counted = new Map<string, CountDoc>()
  let timer: NodeJS.Timeout | undefined

  function count(endpoint: string, code: string, at: Date, times = 1): void {
    const day = new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS)
    const _id = `${endpoint}:${code}:${day.toISOString().slice(0, 10)}`
    counted.set(_id, { _id, endpoint, code, day, count: (counted.get(_id)?.count ?? 0) + times })
    timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS).unref()
  }

  /** What cannot be written now is counted on. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const docs = [...counted.values()]
    counted = new Map()
    if (docs.length === 0) return
    const bumps = docs.map(({ _id, count, ...same }) => ({
      updateOne: { filter: { _id }, update: { $inc: { count }, $setOnInsert: same }, upsert: true },
    }))
    await counts.bulkWrite(bumps, { ordered: false, ...QUICKLY }).catch(() => {
      for (const { endpoint, code, day, count: times } of docs) count(endpoint, code, day, times)
    })
  }

  /** Claims rows of this minute, by the server's clock, for this process. */
  async function claim(endpoint: string): Promise<number> {
    const minute = { $dateTrunc: { date: '$$NOW', unit: 'minute' } }
    const rows = { $cond: [{ $eq: ['$minute', minute] }, { $add: ['$rows', ROWS_AT_ONCE] }, ROWS_AT_ONCE] }
    const pace = await paces.findOneAndUpdate({ _id: endpoint }, [{ $set: { rows, minute } }], {
      upsert: true,
      returnDocument: 'after',
      ...QUICKLY,
    })
    return pace && pace.rows <= ROWS_PER_MINUTE ? ROWS_AT_ONCE : NO_MORE
  }

  let minute = 0
  let left = new Map<string, number>()
  async function takeRow(endpoint: string): Promise<boolean> {
    const thisMinute = Math.floor(Date.now() / MINUTE_MS)
    if (minute !== thisMinute) left = new Map()
    minute = thisMinute
    const rows = left.get(endpoint) || (await claim(endpoint))
    left.set(endpoint, rows === NO_MORE ? NO_MORE : rows - 1)
    return rows !== NO_MORE
  }

  return {
    count,
    mayKeep: grouped(async (endpoints) => {
      const kept: boolean[] = []
      for (const endpoint of endpoints) kept.push(await takeRow(endpoint))
      return kept
    }),
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
