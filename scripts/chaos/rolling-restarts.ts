import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, together } from './account.ts'
import { startLoad } from './load.ts'
import { startPeople } from './people.ts'
import type { Progress } from './scenario.ts'
import { windUp } from './wind-up.ts'
import { RECEIVERS, startWorld } from './world.ts'

const RATE = { plain: 10, carded: 1 }
const CHANNELS = 10
/** So that there is always something in hand. */
const CRM_TAKES_MS = 300
const RUN_MS = 1000
const ENDS_WITHIN_MS = 25_000

/** Two processes under load are asked to end and started again, one after the other: nothing is lost, nothing sent twice. */
export async function rollingRestarts(progress: Progress, times: number): Promise<Account> {
  const world = await startWorld({ processes: 2, channels: CHANNELS, receivers: RECEIVERS })
  try {
    world.crm.behave({ kind: 'slow', ms: CRM_TAKES_MS })
    const load = startLoad(world, RATE)
    const people = startPeople(world)
    const problems: string[] = []
    let longestMs = 0
    for (let n = 1; n <= times; n++) {
      for (const product of world.products) {
        await sleep(RUN_MS)
        const { code, ms } = await product.terminate()
        if (code !== 0 || ms > ENDS_WITHIN_MS) problems.push(`asked to end, it exited with ${code} after ${ms} ms`)
        longestMs = Math.max(longestMs, ms)
        await product.start()
      }
      progress(`${n} rounds of restarts; the longest end took ${longestMs} ms`)
    }
    const wound = await windUp(world, { load, people }, progress)
    for (const { duplicate, event, leadId, path } of world.crm.received)
      if (duplicate) problems.push(`sent twice: ${event} of ${leadId} to ${path}`)
    return together([{ numbers: { 'rounds of restarts': times, 'longest end, ms': longestMs }, problems }, wound])
  } finally {
    await world.stop()
  }
}
