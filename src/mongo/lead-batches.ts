import type { mongo } from 'mongoose'
import type { Lead } from '../lead/lead.ts'
import type { LeadDoc } from './lead-doc.ts'

const LEADS_PER_BATCH = 100

/** Ids of the leads that were decided before then, oldest decision first. */
export async function* decidedBefore(collection: mongo.Collection<LeadDoc>, workspace: string, before: Date) {
  // Every urgency that a decided lead has, one by one, since each has its own stretch of the index.
  for (const urgency of [0, 1]) {
    const old = { workspace, lists: 'decided', urgency, inboxAt: { $lt: before } }
    const docs = collection
      .find(old, { projection: { _id: 1 } })
      .sort({ inboxAt: 1, _id: 1 })
      .batchSize(LEADS_PER_BATCH)
    for await (const batch of chunks(docs)) yield batch.map(({ _id }) => _id)
  }
}

/** What a cursor finds, some leads at a time. */
export async function* inBatches(
  cursor: mongo.FindCursor<mongo.WithId<LeadDoc>>,
  leadOf: (doc: LeadDoc) => Lead,
): AsyncGenerator<Lead[]> {
  for await (const batch of chunks(cursor.batchSize(LEADS_PER_BATCH))) yield batch.map(leadOf)
}

async function* chunks<Doc>(docs: AsyncIterable<Doc>): AsyncGenerator<Doc[]> {
  let batch: Doc[] = []
  for await (const doc of docs) {
    batch.push(doc)
    if (batch.length < LEADS_PER_BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
