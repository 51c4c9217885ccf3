import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Erasures } from '../flow/ports.ts'
import type { Erasure } from '../lead/erasure.ts'
import { collectionOf } from './collection.ts'

/** `dueAt` is when it is gone through again; null once it is over. */
type ErasureDoc = Omit<Erasure, 'id'> & { _id: string; dueAt: Date | null }

const schema = new Schema<ErasureDoc>({ _id: String }, { collection: 'erasures', strict: false, versionKey: false })
schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } })
schema.index({ workspace: 1, hash: 1 })

/** Who is to be forgotten, kept so that a crash forgets nobody half. */
export function createErasures(connection: Connection): Erasures {
  const collection = collectionOf(connection, 'Erasure', schema)
  const erasureOf = ({ _id, dueAt, ...same }: ErasureDoc): Erasure => ({ ...same, id: _id })
  return {
    async insert({ id, ...same }) {
      await collection.insertOne({ _id: id, ...same, dueAt: same.at })
    },
    async find(workspace, hash) {
      return (await collection.find({ workspace, hash }).sort({ _id: 1 }).toArray()).map(erasureOf)
    },
    async due(before, limit) {
      const waiting = { dueAt: { $type: 'date' as const, $lte: before } }
      return (await collection.find(waiting).sort({ dueAt: 1 }).limit(limit).toArray()).map(erasureOf)
    },
    async passed({ id, passes }, next) {
      await collection.updateOne({ _id: id, passes }, { $set: { passes: passes + 1, dueAt: next } })
    },
    async hold(id, forMs) {
      await collection.updateOne({ _id: id }, [{ $set: { dueAt: { $add: ['$$NOW', forMs] } } }])
    },
  }
}
