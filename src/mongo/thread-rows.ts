import type { mongo } from 'mongoose'
import { isDuplicate } from './collection.ts'
import { type PostDoc, RANK } from './post-doc.ts'

type Place = { workspace: string; channel: string; lead: string }

/**
 * Has a lead's history told up to a row. Lines follow each other without gap or overlap: the row joins the last line while that still
 * waits, and begins a new one otherwise; whoever comes second in a race finds the line of the first.
 */
export async function tellHistory(
  collection: mongo.Collection<PostDoc>,
  { workspace, channel, lead }: Place,
  row: number,
): Promise<void> {
  const [last] = await collection.find(linesOf(lead)).sort({ 'rows.to': -1 }).limit(1).toArray()
  const to = last?.rows?.to ?? -1
  if (to >= row) return
  const waits = last && !last.ts && !last.token
  if (last && waits) {
    const joined = await collection.updateOne(
      { _id: last._id, ts: null, token: null, 'rows.to': { $lt: row } },
      { $set: { 'rows.to': row } },
    )
    if (joined.matchedCount > 0) return
    return tellHistory(collection, { workspace, channel, lead }, row)
  }
  const from = to + 1
  const now = new Date()
  try {
    await collection.insertOne({
      _id: `${lead}:history:${String(from).padStart(6, '0')}`,
      workspace,
      channel,
      lead,
      destination: null,
      rank: RANK.history,
      rows: { from, to: row },
      notice: null,
      flood: null,
      firstShownAt: null,
      ts: null,
      since: now,
      wanted: 1,
      doubtful: false,
      failures: 0,
      token: null,
      error: null,
      dueAt: now,
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await tellHistory(collection, { workspace, channel, lead }, row)
  }
}

/** Every post of a lead has an id that begins with the lead's. */
function linesOf(lead: string) {
  return { _id: { $gte: `${lead}:history:`, $lt: `${lead}:history;` } }
}
