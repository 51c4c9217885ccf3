import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Spending } from '../flow/ports.ts'
import { collectionOf } from './collection.ts'

/** One per workspace and day. */
type SpendingDoc = { _id: string; workspace: string; day: string; usd: number; told?: boolean; at: Date }

const KEPT_S = 100 * 86_400

const schema = new Schema<SpendingDoc>({ _id: String }, { collection: 'spending', strict: false, versionKey: false })
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_S })

export function createSpending(connection: Connection): Spending {
  const collection = collectionOf(connection, 'Spending', schema)
  const idOf = (workspace: string, day: string) => `${workspace}:${day}`
  const born = (workspace: string, day: string) => ({ workspace, day, at: new Date(`${day}T00:00:00Z`) })

  return {
    async reserve(workspace, day, usd, budget) {
      const _id = idOf(workspace, day)
      await collection.updateOne({ _id }, { $setOnInsert: { ...born(workspace, day), usd: 0 } }, { upsert: true })
      const { modifiedCount } = await collection.updateOne({ _id, usd: { $lt: budget } }, { $inc: { usd } })
      return modifiedCount === 1
    },
    async settle(workspace, day, usd) {
      await collection.updateOne(
        { _id: idOf(workspace, day) },
        { $inc: { usd }, $setOnInsert: born(workspace, day) },
        { upsert: true },
      )
    },
    async isUntold(workspace, day) {
      return (await collection.findOne({ _id: idOf(workspace, day), told: true })) === null
    },
    async told(workspace, day) {
      await collection.updateOne(
        { _id: idOf(workspace, day) },
        { $set: { told: true }, $setOnInsert: { ...born(workspace, day), usd: 0 } },
        { upsert: true },
      )
    },
  }
}
