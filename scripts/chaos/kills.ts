import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, account } from './account.ts'
import { startLoad } from './load.ts'
import { startPeople } from './people.ts'
import type { Progress } from './scenario.ts'
import { settled, shown, stored } from './stored.ts'
import { oneOf, until } from './wait.ts'
import { RECEIVERS, startWorld, type World } from './world.ts'

const RATE = { plain: 8, carded: 2 }
const CHANNELS = 30
const MOST_PAUSE_MS = 700
const KILLED_WHILE_STARTING_CHANCE = 0.2
const FAILS_EVERY_MS = 1500
const SETTLED_WITHIN_MS = 60_000
const PLANS_WITHIN_MS = 120_000

/** Two processes under load, one of which is killed again and again, at any instant. */
export async function kills(progress: Progress, times: number): Promise<Account> {
  const world = await startWorld({ processes: 2, channels: CHANNELS, receivers: RECEIVERS })
  try {
    const load = startLoad(world, RATE)
    const people = startPeople(world)
    const failing = setInterval(() => world.crm.behave({ kind: 'status', status: 503 }, { times: 1 }), FAILS_EVERY_MS)
    await killAgainAndAgain(world, times, progress)
    clearInterval(failing)
    await load.stop(SETTLED_WITHIN_MS)
    const problems: string[] = []
    const settledMs = await settled(world, SETTLED_WITHIN_MS)
    if (settledMs === null) problems.push('not everything was delivered within 60 s of the last kill')
    progress(`settled ${settledMs} ms after the last kill; carrying out what people still want`)
    const dbg = setInterval(async () => { const u = await people.unfinished(); const {leads, posts} = stored(world); console.log('unfinished', u.length, people.counts, 'behind', await leads.countDocuments({ channel: { $ne: null }, $expr: { $lt: ['$shownRevision', '$revision'] } }), 'due', await posts.countDocuments({dueAt:{$ne:null}}), await posts.countDocuments({ts:null}), JSON.stringify((await posts.find({dueAt:{$ne:null}}).limit(2).toArray())), JSON.stringify(world.products.map(p=>[...p.failures]))) }, 5000)
    const done = await until(async () => (await people.unfinished()).length === 0, PLANS_WITHIN_MS)
    clearInterval(dbg)
    for (const id of done === null ? await people.unfinished() : []) problems.push(`clicks do not decide ${id}`)
    await people.stop()
    if ((await settled(world, SETTLED_WITHIN_MS)) === null) problems.push('the last decisions were not delivered')
    if ((await shown(world, SETTLED_WITHIN_MS)) === null) problems.push('Slack does not show everything')
    const { numbers, problems: found } = await account(world, load.sent)
    const { clicks, answered } = people.counts
    return { numbers: { kills: times, ...numbers, clicks, answered }, problems: [...problems, ...found] }
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
