import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import { collectionOf } from './collection.ts'

type RateDoc = { _id: string; tokens: number; at: Date; granted: number }

const schema = new Schema<RateDoc>({ _id: String }, { collection: 'rates', strict: false, versionKey: false })

/** What a bucket holds of a second's worth: no second sees much more than its rate, since vendors count that strictly. */
const FULL_SHARE = 0.25

/** Token buckets that all processes share, on the server's clock. */
type Rates = {
  /** Takes up to `wanted` requests from a bucket that fills with `perSecond` and holds a quarter of that (at least one). */
  take(id: string, perSecond: number, wanted: number): Promise<number>
  giveBack(id: string, unused: number): Promise<void>
}

export function createRates(connection: Connection): Rates {
  const collection = collectionOf(connection, 'Rate', schema)
  return {
    async take(id, perSecond, wanted) {
      const full = Math.max(1, perSecond * FULL_SHARE)
      const elapsed = { $divide: [{ $subtract: ['$$NOW', { $ifNull: ['$at', '$$NOW'] }] }, 1000] }
      const filled = { $add: [{ $ifNull: ['$tokens', full] }, { $multiply: [elapsed, perSecond] }] }
      const doc = await collection.findOneAndUpdate(
        { _id: id },
        [
          { $set: { tokens: { $min: [full, filled] }, at: '$$NOW' } },
          { $set: { granted: { $min: [wanted, { $floor: '$tokens' }] } } },
          { $set: { tokens: { $subtract: ['$tokens', '$granted'] } } },
        ],
        { upsert: true, returnDocument: 'after' },
      )
      return doc?.granted ?? 0
    },
    async giveBack(id, unused) {
      await collection.updateOne({ _id: id }, { $inc: { tokens: unused } })
    },
  }
}
