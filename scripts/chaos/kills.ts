import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, together } from './account.ts'
import { startLoad } from './load.ts'
import { startPeople } from './people.ts'
import type { Progress } from './scenario.ts'
import { oneOf } from './wait.ts'
import { windUp } from './wind-up.ts'
import { RECEIVERS, startWorld, type World } from './world.ts'

const RATE = { plain: 8, carded: 2 }
const CHANNELS = 30
const MOST_PAUSE_MS = 700
const KILLED_WHILE_STARTING_CHANCE = 0.2
const UNAVAILABLE = { kind: 'status', status: 503 } as const
const FAILS_EVERY_MS = 1500
/** A third failure would have its handoff rightly wait two minutes, and that is longer than the account does. */
const FAILED_TRIES = 2

/** Two processes under load, one of which is killed again and again, at any instant. */
export async function kills(progress: Progress, times: number): Promise<Account> {
  const world = await startWorld({ processes: 2, channels: CHANNELS, receivers: RECEIVERS })
  try {
    const load = startLoad(world, RATE)
    const people = startPeople(world)
    const failing = setInterval(() => world.crm.behave(UNAVAILABLE, { times: 1, tries: FAILED_TRIES }), FAILS_EVERY_MS)
    await killAgainAndAgain(world, times, progress)
    clearInterval(failing)
    return together([{ numbers: { kills: times }, problems: [] }, await windUp(world, { load, people }, progress)])
  } finally {
    await world.stop()
  }
}

async function killAgainAndAgain(world: World, times: number, progress: Progress): Promise<void> {
  const starting = new Map(world.products.map((product) => [product, Promise.resolve()]))
  for (let n = 1; n <= times; n++) {
    const product = oneOf(world.products)
    if (Math.random() >= KILLED_WHILE_STARTING_CHANCE) await starting.get(product)
    await sleep(Math.random() * MOST_PAUSE_MS)
    await product.kill()
    starting.set(product, product.start())
    if (n % 10 === 0) progress(`${n} kills`)
  }
  await Promise.all(starting.values())
}
