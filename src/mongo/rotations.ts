import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Rotations } from '../flow/ports.ts'
import { collectionOf, isDuplicate } from './collection.ts'

/** `_id` begins with its workspace. `order` is who had the earliest turn first; `turns` are the last that were taken. */
type RotationDoc = { _id: string; version: number; order: string[]; turns: { turn: string; who: string }[] }

const schema = new Schema<RotationDoc>({ _id: String }, { collection: 'rotations', strict: false, versionKey: false })

/** A step that a crash cut off comes again within a minute; so many turns are remembered for it. */
const REMEMBERED_TURNS = 1000

/** Whose turn it is, rotation by rotation. */
export function createRotations(connection: Connection): Rotations {
  const collection = collectionOf(connection, 'Rotation', schema)
  return {
    async look(id, turn) {
      const projection = { version: 1, order: 1, turns: { $elemMatch: { turn } } }
      const doc = await collection.findOne({ _id: id }, { projection })
      return { order: doc?.order ?? [], version: doc?.version ?? 0, taken: doc?.turns?.[0]?.who ?? null }
    },
    async take(id, version, { order, who, turn }) {
      const update = {
        $set: { order, version: version + 1 },
        $push: { turns: { $each: [{ turn, who }], $slice: -REMEMBERED_TURNS } },
      }
      try {
        // Of those who begin a rotation at the same time, all but one find its id taken.
        const upsert = version === 0
        const { matchedCount, upsertedCount } = await collection.updateOne({ _id: id, version }, update, { upsert })
        return matchedCount + upsertedCount === 1
      } catch (error) {
        if (isDuplicate(error)) return false
        throw error
      }
    },
  }
}
