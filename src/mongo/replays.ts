import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Replays } from '../flow/ports.ts'
import type { Replay } from '../handoff/replay.ts'
import { collectionOf } from './collection.ts'

type ReplayDoc = Omit<Replay, 'id'> & { _id: string }

const schema = new Schema<ReplayDoc>({ _id: String }, { collection: 'replays', strict: false, versionKey: false })
schema.index({ state: 1 }, { partialFilterExpression: { state: 'running' } })
schema.index({ workspace: 1, startedAt: -1 })

const LISTED = 100

/** Replays and how far they are. */
export function createReplays(connection: Connection): Replays {
  const collection = collectionOf(connection, 'Replay', schema)
  const replayOf = ({ _id, ...same }: ReplayDoc): Replay => ({ ...same, id: _id })
  return {
    async insert({ id, ...same }) {
      await collection.insertOne({ _id: id, ...same })
    },
    running: async () => (await collection.find({ state: 'running' }).toArray()).map(replayOf),
    async list(workspace) {
      return (await collection.find({ workspace }).sort({ startedAt: -1 }).limit(LISTED).toArray()).map(replayOf)
    },
    async advance(before, { state, done, cursor }) {
      const unchanged = { _id: before.id, state: 'running' as const, done: before.done }
      const { matchedCount } = await collection.updateOne(unchanged, { $set: { state, done, cursor } })
      return matchedCount === 1
    },
  }
}
