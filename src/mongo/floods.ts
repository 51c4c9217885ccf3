import type { mongo } from 'mongoose'
import type { Posts } from '../flow/ports.ts'
import { dueAgain, type PostDoc, RANK, wanting } from './post-doc.ts'

/** Edits of a flood's line follow each other no faster than this. */
const EDIT_EVERY_MS = 3000

/** Too many cards for a channel: those that are not posted are counted in one line. */
export function createFloods(collection: mongo.Collection<PostDoc>): Pick<Posts, 'lately' | 'fold' | 'countFolded'> {
  return {
    async lately(workspace, channel, since) {
      const there = { workspace, channel, firstShownAt: { $gte: since } }
      const [cards, folded] = await Promise.all([
        collection.countDocuments({ ...there, flood: null }),
        collection.findOne({ ...there, flood: { $ne: null } }, { sort: { firstShownAt: -1 } }),
      ])
      return { cards, flood: folded?.flood ?? null }
    },
    async fold(post, flood) {
      await announceFlood(collection, flood, post)
      await collection.updateOne({ _id: post.id, token: post.token }, [
        {
          $set: {
            flood,
            firstShownAt: { $ifNull: ['$firstShownAt', '$$NOW'] },
            dueAt: dueAgain(post),
            token: null,
            failures: 0,
            error: null,
          },
        },
      ])
    },
    countFolded: (flood) => collection.countDocuments({ flood }),
  }
}

/** A card that stays folded changes nothing about the count. */
async function announceFlood(
  collection: mongo.Collection<PostDoc>,
  flood: string,
  post: Pick<PostDoc, 'workspace' | 'channel' | 'flood'>,
): Promise<void> {
  if (post.flood === flood) return
  const key = { workspace: post.workspace, channel: post.channel, lead: null, destination: null }
  const { dueAt, ...rest } = wanting(key, RANK.card)
  const isPosted = { $ne: [{ $ifNull: ['$ts', null] }, null] }
  const soon = { $ifNull: ['$dueAt', { $add: ['$$NOW', EDIT_EVERY_MS] }] }
  const notice = { $literal: { what: 'flood' as const, more: 0 } }
  const update = [{ $set: { ...rest, notice, dueAt: { $cond: [isPosted, soon, dueAt] } } }]
  await collection.updateOne({ _id: flood }, update, { upsert: true })
}
