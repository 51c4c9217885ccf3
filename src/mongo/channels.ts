import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import { collectionOf, isDuplicate } from './collection.ts'

type ChannelDoc = { _id: string; token: string | null; leaseEnds: Date; mayPostAt: Date }

const schema = new Schema<ChannelDoc>({ _id: String }, { collection: 'channels', strict: false, versionKey: false })
const LEASE_MS = 15_000

/** Lets one process at a time talk to a Slack channel, and keeps Slack's pace across them. */
export type Channels = {
  /** Takes or prolongs the channel; null when another process has it. `waitMs`: how long until a new message may be posted. */
  take(workspace: string, channel: string, token: string): Promise<{ waitMs: number } | null>
  /** A message was just posted: the next one may follow after that many milliseconds. */
  posted(workspace: string, channel: string, gapMs: number): Promise<void>
  release(workspace: string, channel: string, token: string): Promise<void>
}

export function createChannels(connection: Connection): Channels {
  const collection = collectionOf(connection, 'Channel', schema)
  const idOf = (workspace: string, channel: string) => `${workspace}:${channel}`
  return {
    async take(workspace, channel, token) {
      const free = { $or: [{ token }, { token: null }, { $expr: { $lte: ['$leaseEnds', '$$NOW'] } }] }
      try {
        const doc = await collection.findOneAndUpdate(
          { _id: idOf(workspace, channel), ...free },
          [
            {
              $set: {
                token,
                leaseEnds: { $add: ['$$NOW', LEASE_MS] },
                mayPostAt: { $ifNull: ['$mayPostAt', '$$NOW'] },
              },
            },
            { $set: { waitMs: { $max: [0, { $subtract: ['$mayPostAt', '$$NOW'] }] } } },
          ],
          { upsert: true, returnDocument: 'after', projection: { waitMs: 1 } },
        )
        return { waitMs: Number(doc && 'waitMs' in doc ? doc.waitMs : 0) }
      } catch (error) {
        if (isDuplicate(error)) return null
        throw error
      }
    },
    async posted(workspace, channel, gapMs) {
      await collection.updateOne({ _id: idOf(workspace, channel) }, [
        { $set: { mayPostAt: { $add: ['$$NOW', gapMs] } } },
      ])
    },
    async release(workspace, channel, token) {
      await collection.updateOne({ _id: idOf(workspace, channel), token }, { $set: { token: null } })
    },
  }
}
