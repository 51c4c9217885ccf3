import type { mongo } from 'mongoose'
import type { HandoffDoc } from '../../src/mongo/handoff-doc.ts'
import type { LeadDoc } from '../../src/mongo/lead-doc.ts'
import type { PostDoc } from '../../src/mongo/post-doc.ts'
import { until } from './wait.ts'
import type { World } from './world.ts'

/** What the product has stored, read without it. */
export function stored({ database }: World): {
  leads: mongo.Collection<LeadDoc>
  handoffs: mongo.Collection<HandoffDoc>
  posts: mongo.Collection<PostDoc>
} {
  const db = database.getClient().db(database.name)
  return { leads: db.collection('leads'), handoffs: db.collection('handoffs'), posts: db.collection('posts') }
}

/** How much still waits for a step or a delivery, by what it waits for; empty when all is settled. */
export async function unsettled(world: World): Promise<Record<string, number>> {
  const { leads, handoffs } = stored(world)
  const counts = {
    unscored: await leads.countDocuments({ score: null }),
    owing: await leads.countDocuments({ 'owed.0': { $exists: true } }),
    unsettled: await leads.countDocuments({ 'decision.undoUntil': { $ne: null } }),
    'due handoffs': await handoffs.countDocuments({ state: 'open', dueAt: { $lte: new Date() } }),
    'handoffs that wait': await handoffs.countDocuments({ state: 'open', dueAt: { $gt: new Date() } }),
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

/** Waits until no lead waits for a step and every handoff is delivered or parked; the milliseconds, or null when it took longer. */
export function settled(world: World, withinMs: number): Promise<number | null> {
  return until(async () => Object.keys(await unsettled(world)).length === 0, withinMs)
}

/** Waits until every card and thread line shows what is stored; the milliseconds, or null when it took longer. */
export function shown(world: World, withinMs: number): Promise<number | null> {
  const { leads, posts } = stored(world)
  return until(async () => {
    const behind = { channel: { $ne: null }, $expr: { $lt: ['$shownRevision', '$revision'] } }
    if ((await leads.countDocuments(behind)) > 0) return false
    return (await posts.countDocuments({ dueAt: { $ne: null } })) === 0
  }, withinMs)
}
