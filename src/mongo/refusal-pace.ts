import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import { collectionOf } from './collection.ts'
import { grouped } from './grouped.ts'

/** How many rows of refusals an endpoint has this minute, over all processes. */
type PaceDoc = { _id: string; minute: Date; rows: number }

const MINUTE_MS = 60_000
const ROWS_PER_MINUTE = 100
/** A process asks for so many rows at once, so that an attack is not told of row by row. */
const ROWS_AT_ONCE = 10
const NO_MORE = -1

const schema = new Schema<PaceDoc>({ _id: String }, { collection: 'inbound_pace', strict: false, versionKey: false })

/** Whether a refusal of that endpoint may have a row: at most 100 a minute, whichever processes refuse. */
export function createRefusalPace(connection: Connection): (endpoint: string) => Promise<boolean> {
  const paces = collectionOf(connection, 'RefusalPace', schema)
  let minute = 0
  let left = new Map<string, number>()

  /** Claims rows of this minute, by the server's clock, for this process. */
  async function claim(endpoint: string): Promise<number> {
    const minute = { $dateTrunc: { date: '$$NOW', unit: 'minute' } }
    const rows = { $cond: [{ $eq: ['$minute', minute] }, { $add: ['$rows', ROWS_AT_ONCE] }, ROWS_AT_ONCE] }
    const pace = await paces.findOneAndUpdate({ _id: endpoint }, [{ $set: { rows, minute } }], {
      upsert: true,
      returnDocument: 'after',
      writeConcern: { w: 1, j: false },
    })
    return pace && pace.rows <= ROWS_PER_MINUTE ? ROWS_AT_ONCE : NO_MORE
  }

  async function takeRow(endpoint: string): Promise<boolean> {
    const thisMinute = Math.floor(Date.now() / MINUTE_MS)
    if (minute !== thisMinute) left = new Map()
    minute = thisMinute
    const rows = left.get(endpoint) || (await claim(endpoint))
    left.set(endpoint, rows === NO_MORE ? NO_MORE : rows - 1)
    return rows !== NO_MORE
  }

  return grouped(async (endpoints) => {
    const kept: boolean[] = []
    for (const endpoint of endpoints) kept.push(await takeRow(endpoint))
    return kept
  })
}
