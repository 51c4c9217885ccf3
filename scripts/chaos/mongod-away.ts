import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, together } from './account.ts'
import { type Load, startLoad } from './load.ts'
import { startPeople } from './people.ts'
import type { Progress } from './scenario.ts'
import { until } from './wait.ts'
import { windUp } from './wind-up.ts'
import { RECEIVERS, startWorld, type World } from './world.ts'

const RATE = { plain: 10, carded: 1 }
const CHANNELS = 8
const RUN_MS = 3000
const SEEN_WITHIN_MS = 30_000
/** Longer than a sender waits for a primary before it is answered. */
const STEPS_DOWN_S = 8
const ASK_TIMEOUT_MS = 10_000
/** What a sender may be answered: taken, taken before, or come again. */
const RIGHT_ANSWERS = new Set(['200', '202', '503'])

/** The database is killed and started again under load, and gives up being primary in between. */
export async function mongodAway(progress: Progress, times: number): Promise<Account> {
  const world = await startWorld({ processes: 2, channels: CHANNELS, receivers: RECEIVERS })
  try {
    const load = startLoad(world, RATE)
    const people = startPeople(world)
    const problems: string[] = []
    for (let n = 1; n <= times; n++) {
      await sleep(RUN_MS)
      problems.push(...(await away(world, load, () => world.mongod.kill(), world.mongod.start)))
      progress(`mongod killed and started again ${n} times`)
      await sleep(RUN_MS)
      problems.push(
        ...(await away(
          world,
          load,
          () => world.mongod.stepDown(STEPS_DOWN_S),
          () => primaryAgain(world),
        )),
      )
      progress(`primary stepped down ${n} times`)
    }
    for (const [answer, count] of load.answers)
      if (!RIGHT_ANSWERS.has(answer)) problems.push(`${count} senders were answered ${answer}`)
    const numbers = { 'mongod killed': times, 'stepped down': times, 'answered 503': load.answers.get('503') ?? 0 }
    return together([{ numbers, problems }, await windUp(world, { load, people }, progress)])
  } finally {
    await world.stop()
  }
}

/** While there is no primary /readyz is red and senders are told to come again; afterwards it is green. */
async function away(
  world: World,
  load: Load,
  leave: () => Promise<void>,
  comeBack: () => Promise<void>,
): Promise<string[]> {
  const problems: string[] = []
  const before = load.answers.get('503') ?? 0
  const expect = async (what: string, holds: () => boolean | Promise<boolean>) => {
    if ((await until(holds, SEEN_WITHIN_MS)) === null) problems.push(what)
  }
  await leave()
  await expect('/readyz stayed green without a primary', () => areReady(world, 503))
  await expect('no sender was answered 503', () => (load.answers.get('503') ?? 0) > before)
  await comeBack()
  await expect('/readyz stayed red with a primary', () => areReady(world, 200))
  return problems
}

async function areReady({ products }: World, status: number): Promise<boolean> {
  const ask = async ({ url }: { url: string }) =>
    (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) }).catch(() => null))?.status === status
  return (await Promise.all(products.map(ask))).every(Boolean)
}

async function primaryAgain({ mongod }: World): Promise<void> {
  await until(mongod.isPrimary, SEEN_WITHIN_MS)
}
