import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Rotations } from '../flow/ports.ts'
import { collectionOf, isDuplicate } from './collection.ts'

/** `_id` begins with its workspace. `order` is who had the earliest turn first; `turns` are the last that were taken. */
type RotationDoc = { _id: string; version: number; order: string[]; turns: { turn: string; who: string }[] }

const schema = new Schema<RotationDoc>({ _id: String }, { collection: 'rotations', strict: false, versionKey: false })

/** A step that a crash cut off comes again within a minute; so many turns are remembered for it. */
const REMEMBERED_TURNS = 1000

/** Whose turn it is, rotation by rotation. In one process those who ask wait for each other, so that they do not outrun each other. */
export function createRotations(connection: Connection): Rotations {
  const collection = collectionOf(connection, 'Rotation', schema)
  const lanes = new Map<string, Promise<unknown>>()

  async function take(id: string, turn: string, next: Next): Promise<string | null> {
    const doc = await collection.findOne(
      { _id: id },
      { projection: { version: 1, order: 1, turns: { $elemMatch: { turn } } } },
    )
    const taken = doc?.turns?.[0]
    if (taken) return taken.who
    const { who, order } = await next(doc?.order ?? [])
    if (who === null) return null
    return (await save(id, doc?.version ?? 0, { who, order, turn })) ? who : take(id, turn, next)
  }

  async function save(id: string, version: number, { order, who, turn }: Taken): Promise<boolean> {
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
  }

  return {
    take(id, turn, next) {
      const before = lanes.get(id) ?? Promise.resolve()
      const mine = before.catch(() => {}).then(() => take(id, turn, next))
      lanes.set(id, mine)
      return mine.finally(() => lanes.get(id) === mine && lanes.delete(id))
    },
  }
}

type Next = Parameters<Rotations['take']>[2]
type Taken = { who: string; order: string[]; turn: string }
