import type { mongo } from 'mongoose'
import type { Destinations } from '../flow/ports.ts'
import type { AttemptClass } from '../handoff/handoff.ts'
import { HEALTHY, type Health, healthAfter } from '../handoff/health.ts'
import type { DestinationDoc } from './destination-doc.ts'
import { grouped } from './grouped.ts'

/** A probe holds an open breaker for itself this long. */
const PROBE_MS = 15_000

/** How destinations are doing, counted and told apart from what admins set. */
type DestinationHealth = Pick<Destinations, 'noteAttempt' | 'switchOff' | 'resetHealth'> & {
  /** True for the one process that may let a handoff through to see whether the destination is back. */
  takeProbe(id: string): Promise<boolean>
}

/** `changed` hears of every destination whose health is another now. */
export function createDestinationHealth(
  collection: mongo.Collection<DestinationDoc>,
  changed: (id: string) => void,
): DestinationHealth {
  /** Counted one after the other, so that failures that come together all count; another process may count in between. */
  const note = grouped<Noted, HealthChange | null>(async (items) => {
    const changes: (HealthChange | null)[] = []
    for (const item of items) changes.push(await noteOne(collection, item))
    for (const { id } of items) changed(id)
    return changes
  })

  return {
    noteAttempt: (id, attempt, now, restMs) => note({ id, attempt, now, restMs }),
    async switchOff(id, stateReason) {
      const off = { $set: { state: 'disabled' as const, stateReason } }
      const { matchedCount } = await collection.updateOne({ _id: id, state: 'on' }, off)
      changed(id)
      return matchedCount === 1
    },
    async resetHealth(id) {
      await collection.updateOne({ _id: id }, { $set: { health: HEALTHY } })
      changed(id)
    },
    async takeProbe(id) {
      const isOver = { $and: [{ $lte: ['$health.openUntil', '$$NOW'] }, { $lte: ['$health.probeUntil', '$$NOW'] }] }
      const probed = [{ $set: { 'health.probeUntil': { $add: ['$$NOW', PROBE_MS] } } }]
      const open = { _id: id, 'health.openUntil': { $ne: null }, $expr: isOver }
      return (await collection.updateOne(open, probed)).matchedCount === 1
    },
  }
}

type Noted = { id: string; attempt: AttemptClass; now: Date; restMs: number }
type HealthChange = { before: Health; after: Health }

async function noteOne(collection: mongo.Collection<DestinationDoc>, noted: Noted): Promise<HealthChange | null> {
  const { id, attempt, now, restMs } = noted
  const doc = await collection.findOne({ _id: id, removedAt: null }, { projection: { health: 1 } })
  if (!doc) return null
  const before = doc.health
  const after = healthAfter(before, attempt, now, restMs)
  const unchanged = { _id: id, 'health.failures': before.failures, 'health.openUntil': before.openUntil }
  const { matchedCount } = await collection.updateOne(unchanged, { $set: { health: after } })
  return matchedCount === 1 ? { before, after } : noteOne(collection, noted)
}
