import type { mongo } from 'mongoose'
import { AppError } from '../errors.ts'
import type { LeadLists } from '../flow/ports.ts'
import { SUMMARY_WRONG } from '../lead/disputed.ts'
import { type InboxFilters, type InboxPlace, type LeadList, listKey, listKeysOf, placeOf } from '../lead/inbox.ts'
import type { Lead } from '../lead/lead.ts'
import { searchWords } from '../lead/search.ts'
import type { LeadCount } from '../lead/stats.ts'
import { isTooSlow } from './collection.ts'
import type { LeadDoc } from './lead-doc.ts'

/** By what a lead is listed and found; derived anew with every change of it. */
export type ListKeys = { lists: string[]; urgency: number; inboxAt: Date; words: string[] }

const RECENTLY_MS = 30 * 24 * 3600 * 1000
/** Nobody reads a larger count to its last digit. */
const MOST_COUNTED = 1000
const SLOWEST_SEARCH_MS = 2000
const MOST_GROUPS = 2000

/** What is stored beside a lead so that lists and searches find it. */
export function listKeysFor(lead: Lead): ListKeys {
  const { urgency, at } = placeOf(lead)
  return { lists: listKeysOf(lead), urgency, inboxAt: at, words: searchWords(lead) }
}

/** What the inbox, the search and the figures ask of the leads; every query begins with its workspace and stands on an index. */
export function createLeadLists(collection: mongo.Collection<LeadDoc>, leadOf: (doc: LeadDoc) => Lead): LeadLists {
  return {
    async inbox(workspace, { list, user, filters, after, limit, now }) {
      const docs = await collection
        .find({ ...listed(workspace, list, user, now), ...only(filters), ...beyond(after) })
        .sort({ urgency: -1, inboxAt: -1, _id: -1 })
        .limit(limit)
        .toArray()
      return docs.map(leadOf)
    },
    count: (workspace, list, user, now) =>
      collection.countDocuments(listed(workspace, list, user, now), { limit: MOST_COUNTED }),
    async search(workspace, words, limit) {
      const beginnings = words.map((word) => ({ words: { $regex: `^${escapedPattern(word)}` } }))
      const found = collection
        .find({ workspace, $and: beginnings })
        .sort({ receivedAt: -1 })
        .limit(limit)
        .maxTimeMS(SLOWEST_SEARCH_MS)
      try {
        return (await found.toArray()).map(leadOf)
      } catch (error) {
        if (!isTooSlow(error)) throw error
        throw new AppError('bad_input', 'Too many leads begin with that. Type more of the name, email or company.')
      }
    },
    async countSince(workspace, since, until) {
      const key = {
        source: '$endpoint.source',
        endpoint: '$endpoint.name',
        outcome: { $ifNull: ['$decision.outcome', null] },
        reason: { $ifNull: ['$conversation.plea.reason', null] },
        completed: { $eq: ['$conversation.status', 'ended'] },
        wrong: { $in: [SUMMARY_WRONG, '$history.what'] },
      }
      const rows = await collection
        .aggregate<{ _id: Omit<LeadCount, 'count'>; count: number }>([
          { $match: arrived(workspace, since, until) },
          { $group: { _id: key, count: { $sum: 1 } } },
          { $limit: MOST_GROUPS },
        ])
        .toArray()
      return rows.map(({ _id, count }) => ({ ..._id, count }))
    },
    medianSince: (workspace, since, then, which) => median(collection, ofThose(workspace, since, which), `$${then}`),
  }
}

function listed(workspace: string, list: LeadList, user: string, now: Date): mongo.Filter<LeadDoc> {
  const key = { workspace, lists: listKey(list, user) }
  if (list === 'mine') return { ...key, 'snooze.until': { $not: { $gt: now } } }
  return list === 'decided' ? { ...key, inboxAt: { $gte: new Date(now.getTime() - RECENTLY_MS) } } : key
}

function only({ endpoint, source, band, owner }: InboxFilters): mongo.Filter<LeadDoc> {
  return {
    ...(endpoint && { 'endpoint.name': endpoint }),
    ...(source && { 'endpoint.source': source }),
    ...(band && { 'score.band': band }),
    ...(owner && { 'owner.id': owner }),
  }
}

function beyond(after: InboxPlace | null): mongo.Filter<LeadDoc> {
  if (!after) return {}
  const { urgency, at, id } = after
  return {
    $or: [{ urgency: { $lt: urgency } }, { urgency, inboxAt: { $lt: at } }, { urgency, inboxAt: at, _id: { $lt: id } }],
  }
}

function arrived(workspace: string, since: Date, until?: Date): mongo.Filter<LeadDoc> {
  return { workspace, receivedAt: { $gte: since, ...(until && { $lt: until }) }, test: false }
}

function ofThose(
  workspace: string,
  since: Date,
  { until, source, endpoint }: { until?: Date; source?: string; endpoint?: string } = {},
): mongo.Filter<LeadDoc> {
  return {
    ...arrived(workspace, since, until),
    ...(source && { 'endpoint.source': source }),
    ...(endpoint && { 'endpoint.name': endpoint }),
  }
}

/** The time between arrival and that field, of the lead in the middle. */
async function median(
  collection: mongo.Collection<LeadDoc>,
  match: mongo.Filter<LeadDoc>,
  field: string,
): Promise<number | null> {
  const having = { ...match, [field.slice(1)]: { $type: 'date' } }
  const count = await collection.countDocuments(having)
  if (count === 0) return null
  const [row] = await collection
    .aggregate<{ ms: number }>([
      { $match: having },
      { $project: { _id: 0, ms: { $subtract: [field, '$receivedAt'] } } },
      { $sort: { ms: 1 } },
      { $skip: Math.floor((count - 1) / 2) },
      { $limit: 1 },
    ])
    .toArray()
  return row?.ms ?? null
}

function escapedPattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
