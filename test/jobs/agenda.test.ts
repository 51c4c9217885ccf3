import { randomUUID } from 'node:crypto'
import { onTestFinished, test } from 'vitest'
import { startClock } from '../../src/jobs/agenda.ts'
import { openStores } from '../mongo/stores.ts'
import { eventually } from '../support/eventually.ts'

const LONGER_THAN_A_LOCK_MS = 5500
const AHEAD_MS = 100
const SOON_MS = 400

/** The whole process stands still, as on a machine that is overloaded or was asleep. */
function stall(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

test('a process that stood still for longer than its locks goes on with what recurs', async () => {
  const { db, raw } = await openStores('clock')
  let dispatched = 0
  const nothing = async () => {}
  const clock = await startClock({
    db,
    name: randomUUID(),
    dispatch: async () => void dispatched++,
    sweep: nothing,
    replay: nothing,
    retain: nothing,
    digest: nothing,
    train: nothing,
    replaceOwners: nothing,
    wake: nothing,
    failed: () => {},
  })
  onTestFinished(() => clock.stop())
  // It locks what falls due before its next look; a job that falls due as it looks is never locked ahead.
  const isLockedAhead = async () => {
    const soon = { $set: { nextRunAt: new Date(Date.now() + SOON_MS) } }
    await raw('agendaJobs').updateOne({ name: 'dispatch', lockedAt: null }, soon)
    const ahead = { $gt: new Date(Date.now() + AHEAD_MS) }
    return raw('agendaJobs').findOne({ name: 'dispatch', lockedAt: { $ne: null }, nextRunAt: ahead })
  }
  await eventually(isLockedAhead, 'a lock ahead of its time')
  stall(LONGER_THAN_A_LOCK_MS)
  const before = dispatched
  await eventually(async () => dispatched > before + 1, 'the next dispatches')
}, 60_000)
