import type { Connection, mongo } from 'mongoose'
import { Schema } from 'mongoose'
import type { PostLeases } from '../flow/leases.ts'
import type { Posts } from '../flow/ports.ts'
import { type Post, postId } from '../lead/post.ts'
import { collectionOf } from './collection.ts'

/** A post at rest; `dueAt` is when it is to be shown, the end of the lease while `token` holds it, or null when all is shown. */
export type PostDoc = Omit<Post, 'id'> & { _id: string; dueAt: Date | null; token: string | null; error: string | null }

const schema = new Schema<PostDoc>({ _id: String }, { collection: 'posts', strict: false, versionKey: false })
schema.index({ workspace: 1, channel: 1, dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } })
schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } })

const LEASE_MS = 15_000
/** Due since always: admins hear of trouble before the next card is posted. */
const AHEAD_OF_ALL = new Date(0)

/** Messages in Slack and what they are to show. */
export function createPosts(connection: Connection): Posts & PostLeases {
  const collection = collectionOf(connection, 'Post', schema)
  return { ...readAndWrite(collection), ...leases(collection) }
}

function readAndWrite(collection: mongo.Collection<PostDoc>): Posts {
  return {
    async want(keys) {
      if (keys.length === 0) return
      const operations = keys.map((key) => ({
        updateOne: { filter: { _id: postId(key) }, update: [{ $set: wanting(key) }], upsert: true },
      }))
      await collection.bulkWrite(operations, { ordered: false })
    },
    async announce(subject, { workspace, channel, lead = null }, notice) {
      const key = { workspace, channel, lead, destination: null }
      const first = lead
        ? wanting(key).dueAt
        : { $cond: [{ $ne: [{ $ifNull: ['$token', null] }, null] }, '$dueAt', AHEAD_OF_ALL] }
      const update = [{ $set: { ...wanting(key), dueAt: first, notice: { $literal: notice } } }]
      await collection.updateOne({ _id: `${lead ?? 'notice'}:${subject}` }, update, { upsert: true })
    },
    async find(lead, destination) {
      const doc = await collection.findOne({ _id: postId({ lead, destination }) })
      return doc && postOf(doc)
    },
    async cards(leads) {
      const ids = leads.map((lead) => postId({ lead, destination: null }))
      return (await collection.find({ _id: { $in: ids } }).toArray()).map(postOf)
    },
    async seen(lead, ts) {
      await collection.updateOne(
        { _id: postId({ lead, destination: null }), ts: null },
        { $set: { ts, doubtful: false } },
      )
    },
    async shown(post, ts) {
      const dueAt = { $cond: [{ $gt: ['$wanted', post.wanted] }, '$$NOW', null] }
      await collection.updateOne({ _id: post.id, token: post.token }, [
        { $set: { ts, dueAt, token: null, failures: 0, error: null, doubtful: post.doubtful } },
      ])
      if (post.lead && post.id === postId({ lead: post.lead, destination: null }))
        await wakeLines(collection, post.lead)
    },
    async failed(post, { error, retryMs, doubtful, forgetTs }) {
      const ts = forgetTs ? null : '$ts'
      const dueAt = { $add: ['$$NOW', retryMs] }
      await collection.updateOne({ _id: post.id, token: post.token }, [
        {
          $set: { ts, dueAt, token: null, error: { $literal: error }, doubtful, failures: { $add: ['$failures', 1] } },
        },
      ])
    },
  }
}

/** A held post keeps its lease; whoever holds it sees afterwards that more is wanted. */
function wanting(key: Pick<Post, 'workspace' | 'channel' | 'lead' | 'destination'>) {
  const held = { $ne: [{ $ifNull: ['$token', null] }, null] }
  return {
    workspace: key.workspace,
    channel: { $ifNull: ['$channel', key.channel] },
    lead: key.lead,
    destination: key.destination,
    notice: { $ifNull: ['$notice', null] },
    ts: { $ifNull: ['$ts', null] },
    wanted: { $add: [{ $ifNull: ['$wanted', 0] }, 1] },
    doubtful: { $ifNull: ['$doubtful', false] },
    failures: { $ifNull: ['$failures', 0] },
    token: { $ifNull: ['$token', null] },
    error: { $ifNull: ['$error', null] },
    dueAt: { $cond: [held, '$dueAt', '$$NOW'] },
  }
}

/** Lines that waited for their card's place in the channel. */
async function wakeLines(collection: mongo.Collection<PostDoc>, lead: string): Promise<void> {
  // Every post of a lead has an id that begins with the lead's.
  const ofLead = { $gte: `${lead}:`, $lt: `${lead};` }
  const waiting = { _id: ofLead, ts: null, token: null, dueAt: { $ne: null } }
  await collection.updateMany(waiting, [{ $set: { dueAt: '$$NOW' } }])
}

function leases(collection: mongo.Collection<PostDoc>): PostLeases {
  return {
    async dueChannels() {
      const due = { dueAt: { $type: 'date', $lte: new Date() } }
      const found = await collection
        .aggregate<{ _id: { workspace: string; channel: string } }>([
          { $match: due },
          { $group: { _id: { workspace: '$workspace', channel: '$channel' } } },
        ])
        .toArray()
      return found.map(({ _id }) => _id)
    },
    async claim(workspace, channel, mayPost, token) {
      const due = { workspace, channel, $expr: { $lte: ['$dueAt', '$$NOW'] }, dueAt: { $type: 'date' as const } }
      const doc = await collection.findOneAndUpdate(
        mayPost ? due : { ...due, ts: { $ne: null } },
        [{ $set: { token, dueAt: { $add: ['$$NOW', LEASE_MS] }, doubtful: LOST_MEANWHILE } }],
        { sort: CARDS_FIRST, returnDocument: 'after' },
      )
      return doc && { ...postOf(doc), token }
    },
  }
}

/** A lead that nobody sees is worse than a line that comes later: notices and cards go before thread lines. */
const CARDS_FIRST = { destination: 1, dueAt: 1 } as const
/** A lease that ran out before a first post was confirmed: its process may have died after Slack had heard it. */
const LOST_MEANWHILE = { $or: ['$doubtful', { $and: [{ $ne: ['$token', null] }, { $eq: ['$ts', null] }] }] }

function postOf({ _id, dueAt, token, error, ...same }: PostDoc): Post {
  return { ...same, id: _id }
}
