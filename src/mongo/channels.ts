import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Channels } from '../flow/leases.ts'
import { collectionOf } from './collection.ts'

/** `waitMs` is what the last holder was told. */
type ChannelDoc = { _id: string; token: string | null; leaseEnds: Date; mayPostAt: Date; waitMs: number }

const schema = new Schema<ChannelDoc>({ _id: String }, { collection: 'channels', strict: false, versionKey: false })
const LEASE_MS = 15_000
/** Time without posts that may be made up for at once. */
const BURST_MS = 2000

/** Lets one process at a time talk to a Slack channel, by the server's clock. */
export function createChannels(connection: Connection): Channels {
  const collection = collectionOf(connection, 'Channel', schema)
  const idOf = (workspace: string, channel: string) => `${workspace}:${channel}`
  async function take(workspace: string, channel: string, token: string): Promise<{ waitMs: number } | null> {
    const _id = idOf(workspace, channel)
    const free = { $or: [{ token }, { token: null }, { $expr: { $lte: ['$leaseEnds', '$$NOW'] } }] }
    const doc = await collection.findOneAndUpdate(
      { _id, ...free },
      [
        { $set: { token, leaseEnds: { $add: ['$$NOW', LEASE_MS] } } },
        { $set: { waitMs: { $max: [0, { $subtract: ['$mayPostAt', '$$NOW'] }] } } },
      ],
      { returnDocument: 'after' },
    )
    if (doc) return { waitMs: doc.waitMs }
    const never = new Date(0)
    const fresh = { token: null, leaseEnds: never, mayPostAt: never, waitMs: 0 }
    const { upsertedCount } = await collection.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true })
    return upsertedCount > 0 ? take(workspace, channel, token) : null
  }

  return {
    take,
    async posted(workspace, channel, gapMs) {
      const from = { $max: ['$mayPostAt', { $subtract: ['$$NOW', BURST_MS] }] }
      await collection.updateOne({ _id: idOf(workspace, channel) }, [{ $set: { mayPostAt: { $add: [from, gapMs] } } }])
    },
    async hush(workspace, channel, forMs) {
      const mayPostAt = { $add: ['$$NOW', forMs] }
      await collection.updateOne({ _id: idOf(workspace, channel) }, [{ $set: { mayPostAt } }])
    },
    async release(workspace, channel, token) {
      await collection.updateOne({ _id: idOf(workspace, channel), token }, { $set: { token: null } })
    },
  }
}
