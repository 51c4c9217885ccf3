import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { NewsStore } from '../flow/ports.ts'
import type { HeldNews, News } from '../lead/news.ts'
import { collectionOf, isDuplicate } from './collection.ts'

/** News at rest, as JSON text, since a sender's names may hold dots and dollar signs; its times are text as well. */
type NewsDoc = Omit<HeldNews, 'id' | 'news'> & {
  _id: string
  news: string
  /** Since when its lead is to be looked for; null once somebody has. */
  wakeAt: Date | null
  /** What recognises a repetition; absent once forgotten. */
  receipt?: { key: string; bodyHash: string; until: Date }
}

const KEPT_SECONDS = 30 * 24 * 3600

const schema = new Schema<NewsDoc>({ _id: String }, { collection: 'news', strict: false, versionKey: false })
schema.index({ 'receipt.key': 1 }, { unique: true, partialFilterExpression: { 'receipt.key': { $exists: true } } })
schema.index({ endpoint: 1, subject: 1, at: 1 }, { partialFilterExpression: { leadId: null } })
schema.index({ leadId: 1 }, { partialFilterExpression: { leadId: { $type: 'string' } } })
schema.index({ wakeAt: 1 }, { partialFilterExpression: { wakeAt: { $type: 'date' } } })
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })

/** The news in MongoDB. Whoever stores news looks for its lead afterwards, and whoever stores a lead looks for its news. */
export function createNews(connection: Connection): NewsStore {
  const collection = collectionOf(connection, 'News', schema)

  return {
    async insert(held, receipt) {
      const { dedupeKey: key, bodyHash, rememberedUntil: until } = receipt
      const { id, news, ...same } = held
      const known = key !== null && { receipt: { key, bodyHash, until } }
      const doc = { _id: id, ...same, news: JSON.stringify(news), wakeAt: held.at, ...known }
      try {
        await collection.insertOne(doc)
        return { kind: 'new' }
      } catch (error) {
        if (!isDuplicate(error)) throw error
      }
      const first = await collection.findOne({ 'receipt.key': key ?? '' })
      if (first?.receipt && first.receipt.until > held.at) {
        return { kind: 'duplicate', first: heldOf(first), sameBody: first.receipt.bodyHash === bodyHash }
      }
      const forgotten = { 'receipt.key': key ?? '', 'receipt.until': { $lte: held.at } }
      await collection.updateOne(forgotten, { $unset: { receipt: 1 } })
      return this.insert(held, receipt)
    },
    async heldFor(endpoint, subject, limit) {
      const docs = collection.find({ endpoint, subject, leadId: null }).sort({ at: 1, _id: 1 }).limit(limit)
      return (await docs.toArray()).map(heldOf)
    },
    async settle(ids, leadId) {
      const settled = leadId === null ? { wakeAt: null } : { wakeAt: null, leadId }
      await collection.updateMany({ _id: { $in: [...ids] } }, { $set: settled })
    },
    async waitingSince(before, limit) {
      const due = { wakeAt: { $type: 'date' as const, $lte: before } }
      return (await collection.find(due).sort({ wakeAt: 1 }).limit(limit).toArray()).map(heldOf)
    },
    async settleHeld(endpoint, subject, leadId) {
      await collection.updateMany({ endpoint, subject, leadId: null }, { $set: { wakeAt: null, leadId } })
    },
    async erase(leads) {
      const ofLeads = { leadId: { $in: [...leads], $type: 'string' as const } }
      const nothing: News = { what: 'erased', fields: [], conversation: null }
      await collection.updateMany(ofLeads, { $set: { subject: '', news: JSON.stringify(nothing) } })
    },
    async hold(id, forMs) {
      const waiting = { _id: id, wakeAt: { $type: 'date' as const } }
      await collection.updateOne(waiting, [{ $set: { wakeAt: { $add: ['$$NOW', forMs] } } }])
    },
  }
}

function heldOf({ _id, news, wakeAt, receipt, ...same }: NewsDoc): HeldNews {
  return { ...same, id: _id, news: JSON.parse(news) }
}
