import type { Connection, mongo } from 'mongoose'
import { Schema } from 'mongoose'
import type { PostLeases } from '../flow/leases.ts'
import type { Posts } from '../flow/ports.ts'
import { isCard, postId } from '../lead/post.ts'
import { collectionOf } from './collection.ts'
import { erasePosts } from './erase-posts.ts'
import { createFloods } from './floods.ts'
import { dueAgain, type PostDoc, postOf, RANK, wanting } from './post-doc.ts'
import { tellHistory } from './thread-rows.ts'

const schema = new Schema<PostDoc>({ _id: String }, { collection: 'posts', strict: false, versionKey: false })
schema.index({ workspace: 1, channel: 1, rank: 1, dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } })
schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } })
schema.index(
  { workspace: 1, channel: 1, firstShownAt: -1 },
  { partialFilterExpression: { firstShownAt: { $type: 'date' } } },
)
schema.index({ flood: 1 }, { partialFilterExpression: { flood: { $type: 'string' } } })

const LEASE_MS = 15_000
/** Due since always: admins hear of trouble before the next card is posted. */
const AHEAD_OF_ALL = new Date(0)

/** Messages in Slack and what they are to show. */
export function createPosts(connection: Connection): Posts & PostLeases {
  const collection = collectionOf(connection, 'Post', schema)
  return { ...readAndWrite(collection), ...createFloods(collection), ...leases(collection) }
}

function readAndWrite(collection: mongo.Collection<PostDoc>): Omit<Posts, keyof ReturnType<typeof createFloods>> {
  const announce: Posts['announce'] = async (subject, { workspace, channel, lead = null }, notice) => {
    const wanted = wanting({ workspace, channel, lead, destination: null }, lead ? RANK.history : RANK.notice)
    const first = { $cond: [{ $ne: [{ $ifNull: ['$token', null] }, null] }, '$dueAt', AHEAD_OF_ALL] }
    const update = [{ $set: { ...wanted, ...(!lead && { dueAt: first }), notice: { $literal: notice } } }]
    await collection.updateOne({ _id: `${lead ?? 'notice'}:${subject}` }, update, { upsert: true })
  }

  const wasAnnounced = async (subject: string) =>
    (await collection.findOne({ _id: `notice:${subject}` }, { projection: { _id: 1 } })) !== null

  return {
    async want(keys) {
      if (keys.length === 0) return
      const operations = keys.map((key) => ({
        updateOne: {
          filter: { _id: postId(key) },
          update: [{ $set: wanting(key, key.destination ? RANK.line : RANK.card) }],
          upsert: true,
        },
      }))
      await collection.bulkWrite(operations, { ordered: false })
    },
    tellHistory: (place, row) => tellHistory(collection, place, row),
    announce,
    async announceOnce(subject, { workspace, channel }, notice) {
      if (!(await wasAnnounced(subject))) await announce(subject, { workspace, channel }, notice)
    },
    wasAnnounced,
    async find(lead, destination) {
      const doc = await collection.findOne({ _id: postId({ lead, destination }) })
      return doc && postOf(doc)
    },
    async cards(leads) {
      const ids = leads.map((lead) => postId({ lead, destination: null }))
      return (await collection.find({ _id: { $in: ids } }).toArray()).map(postOf)
    },
    erase: (leads, show) => erasePosts(collection, leads, show),
    async seen(lead, ts) {
      await collection.updateOne(
        { _id: postId({ lead, destination: null }), ts: null },
        { $set: { ts, doubtful: false } },
      )
    },
    async shown(post, ts, isWaiting) {
      await collection.updateOne({ _id: post.id, token: post.token }, [
        {
          $set: {
            ts,
            flood: null,
            ...(isWaiting && { firstShownAt: { $ifNull: ['$firstShownAt', '$$NOW'] } }),
            dueAt: dueAgain(post),
            token: null,
            failures: 0,
            error: null,
            doubtful: post.doubtful,
          },
        },
      ])
      if (post.lead && isCard(post)) await wakeLines(collection, post.lead)
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

/** Lines that waited for their card's place in the channel, or were laid aside while it was part of a flood. */
async function wakeLines(collection: mongo.Collection<PostDoc>, lead: string): Promise<void> {
  // Every post of a lead has an id that begins with the lead's.
  const ofLead = { $gte: `${lead}:`, $lt: `${lead};` }
  const waiting = { _id: ofLead, rank: { $gt: RANK.card }, ts: null, token: null }
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

const CARDS_FIRST = { rank: 1, dueAt: 1 } as const
/** A lease that ran out before a first post was confirmed: its process may have died after Slack had heard it. */
const LOST_MEANWHILE = { $or: ['$doubtful', { $and: [{ $ne: ['$token', null] }, { $eq: ['$ts', null] }] }] }
