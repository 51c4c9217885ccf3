import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Channels } from '../flow/leases.ts'
import { collectionOf } from './collection.ts'

/** `waitMs` and `hushMs` are what the last holder was told. */
type ChannelDoc = {
  _id: string
  token: string | null
  leaseEnds: Date
  mayPostAt: Date
  waitMs: number
  hushedUntil?: Date
  hushMs: number
  blocked?: { since: Date; last: Date }
}

const schema = new Schema<ChannelDoc>({ _id: String }, { collection: 'channels', strict: false, versionKey: false })
const LEASE_MS = 15_000
/** Time without posts that may be made up for at once. */
const BURST_MS = 2000
/** A channel that refused nothing for so long was mended meanwhile. */
const BLOCK_ENDS_AFTER_MS = 10 * 60_000

/** Lets one process at a time talk to a Slack channel, by the server's clock. */
export function createChannels(connection: Connection): Channels {
  const collection = collectionOf(connection, 'Channel', schema)
  const idOf = (workspace: string, channel: string) => `${workspace}:${channel}`
  async function take(...[workspace, channel, token]: Parameters<Channels['take']>): ReturnType<Channels['take']> {
    const _id = idOf(workspace, channel)
    const free = { $or: [{ token }, { token: null }, { $expr: { $lte: ['$leaseEnds', '$$NOW'] } }] }
    const doc = await collection.findOneAndUpdate(
      { _id, ...free },
      [
        { $set: { token, leaseEnds: { $add: ['$$NOW', LEASE_MS] } } },
        { $set: { hushMs: until({ $ifNull: ['$hushedUntil', '$$NOW'] }), waitMs: until('$mayPostAt') } },
      ],
      { returnDocument: 'after' },
    )
    if (doc) return { waitMs: doc.waitMs, hushMs: doc.hushMs }
    const never = new Date(0)
    const fresh = { token: null, leaseEnds: never, mayPostAt: never, waitMs: 0, hushMs: 0 }
    const { upsertedCount } = await collection.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true })
    return upsertedCount > 0 ? take(workspace, channel, token) : null
  }

  return {
    take,
    async posted(workspace, channel, gapMs, isShown) {
      const from = { $max: ['$mayPostAt', { $subtract: ['$$NOW', BURST_MS] }] }
      const paced = { $set: { mayPostAt: { $add: [from, gapMs] } } }
      await collection.updateOne({ _id: idOf(workspace, channel) }, isShown ? [paced, { $unset: 'blocked' }] : [paced])
    },
    async hush(workspace, channel, forMs) {
      const over = { $add: ['$$NOW', forMs] }
      await collection.updateOne({ _id: idOf(workspace, channel) }, [{ $set: { mayPostAt: over, hushedUntil: over } }])
    },
    async block(workspace, channel, forMs) {
      const isOver = { $lt: [{ $ifNull: ['$blocked.last', 0] }, { $subtract: ['$$NOW', BLOCK_ENDS_AFTER_MS] }] }
      const since = { $cond: [isOver, '$$NOW', '$blocked.since'] }
      const mayPostAt = { $add: ['$$NOW', forMs] }
      const doc = await collection.findOneAndUpdate(
        { _id: idOf(workspace, channel) },
        [{ $set: { mayPostAt, blocked: { since, last: '$$NOW' } } }],
        { returnDocument: 'after' },
      )
      const { since: begun, last } = doc?.blocked ?? { since: new Date(0), last: new Date(0) }
      return { since: begun, isNew: begun.getTime() === last.getTime() }
    },
    async release(workspace, channel, token) {
      await collection.updateOne({ _id: idOf(workspace, channel), token }, { $set: { token: null } })
    },
  }
}

/** Milliseconds from now, by the server's clock; none when it is past. */
function until(time: string | object) {
  return { $max: [0, { $subtract: [time, '$$NOW'] }] }
}
