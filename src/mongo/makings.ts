import { hash } from 'node:crypto'
import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Making, Makings } from '../flow/ports.ts'
import { collectionOf } from './collection.ts'

type MakingDoc = { _id: string; workspace: string; handoff: string; at: Date; made: string | null }

/** As long as a try may last, and a vendor's search may lag behind it. */
const CLAIM_MS = 60_000
const FORGOTTEN_AFTER_S = 3600

const schema = new Schema<MakingDoc>({ _id: String }, { collection: 'makings', strict: false, versionKey: false })
schema.index({ at: 1 }, { expireAfterSeconds: FORGOTTEN_AFTER_S })

/** Who makes what just now, and what it became, on the server's clock. A key may name a person, so that only its hash is kept. */
export function createMakings(connection: Connection): Makings {
  const collection = collectionOf(connection, 'Making', schema)
  return {
    async claim({ workspace, handoff, ...place }) {
      const isMine = { $eq: [{ $ifNull: ['$handoff', handoff] }, handoff] }
      const isOver = { $lte: ['$at', { $subtract: ['$$NOW', CLAIM_MS] }] }
      const free = { $or: [isMine, isOver] }
      const mine = { workspace, handoff, at: '$$NOW', made: null }
      const doc = await collection.findOneAndUpdate(
        { _id: idOf(place) },
        [{ $replaceWith: { $cond: [free, { _id: '$_id', ...mine }, '$$ROOT'] } }],
        { upsert: true, returnDocument: 'after' },
      )
      if (!doc || doc.handoff === handoff) return { claim: 'mine' }
      return doc.made === null ? { claim: 'taken' } : { claim: 'made', id: doc.made }
    },
    async made({ handoff, ...place }, id) {
      await collection.updateOne({ _id: idOf(place), handoff }, { $set: { made: id } })
    },
  }
}

function idOf({ destination, key }: Pick<Making, 'destination' | 'key'>): string {
  return `${destination}:${hash('sha256', key, 'base64url')}`
}
