import { setTimeout as sleep } from 'node:timers/promises'
import type { Behaviour } from '../../test/stand-ins/crm/index.ts'
import { type Account, account, together } from './account.ts'
import { startLoad } from './load.ts'
import type { Progress } from './scenario.ts'
import { stored } from './stored.ts'
import { until } from './wait.ts'
import { startWorld, type World } from './world.ts'

const RATE = { plain: 10, carded: 0 }
const HEALTHY = ['healthy-1', 'healthy-2']
const MISBEHAVIOURS: readonly Behaviour[] = [
  { kind: 'reset-before-reading' },
  { kind: 'reset-after-reading' },
  { kind: 'half-close' },
  { kind: 'cut-body' },
  { kind: 'drip' },
  { kind: 'endless' },
  { kind: 'gzip-bomb' },
  { kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere' },
  { kind: 'hang' },
]
/** Less than it takes to give up on one call that hangs. */
const DELIVERED_WITHIN_MS = 8000
const LOOK_AT_MEMORY_EVERY_MS = 250
const MOST_GROWTH_BYTES = 200 * 1024 * 1024

/** Receivers that misbehave in every way, beside healthy ones that must not notice. */
export async function crmMisbehaves(progress: Progress, forMs: number): Promise<Account> {
  const names = [...HEALTHY, ...MISBEHAVIOURS.map(({ kind }) => kind)]
  const receivers = names.map((name) => ({ name, events: ['lead.scored'] }))
  const world = await startWorld({ processes: 1, channels: 0, receivers })
  try {
    for (const behaviour of MISBEHAVIOURS) world.crm.behave(behaviour, { path: `/${behaviour.kind}` })
    const memory = watchMemory(world)
    const load = startLoad(world, RATE)
    await sleep(forMs)
    await load.pause(DELIVERED_WITHIN_MS)
    const problems: string[] = []
    const tookMs = await until(
      async () => (await owing(world)) + (await openAt(world, HEALTHY)) === 0,
      DELIVERED_WITHIN_MS,
    )
    if (tookMs === null) problems.push('healthy receivers wait for the others')
    progress(`healthy receivers have everything ${tookMs} ms after the last lead`)
    const grownBytes = await memory.stop()
    if (grownBytes > MOST_GROWTH_BYTES) problems.push(`memory grew by ${megabytes(grownBytes)} MB`)
    const numbers = { 'memory grew by, MB': megabytes(grownBytes), 'kept for later': await openAt(world, names) }
    const ill = world.receivers.filter(({ name }) => !HEALTHY.includes(name))
    return together([{ numbers, problems }, await account(world, load.sent, new Set(ill.map(({ id }) => id)))])
  } finally {
    await world.stop()
  }
}

/** Leads whose handoffs are not all stored yet. */
async function owing(world: World): Promise<number> {
  return stored(world).leads.countDocuments({ 'owed.0': { $exists: true } })
}

async function openAt(world: World, names: readonly string[]): Promise<number> {
  return stored(world).handoffs.countDocuments({ state: 'open', destinationName: { $in: [...names] } })
}

/** `stop` answers by how much the process grew at most. */
function watchMemory({ products }: World): { stop(): Promise<number> } {
  const seen: number[] = []
  let watching = true
  async function watch(): Promise<void> {
    while (watching) {
      for (const product of products) seen.push(await product.residentBytes())
      await sleep(LOOK_AT_MEMORY_EVERY_MS)
    }
  }
  const done = watch()
  return {
    async stop() {
      watching = false
      await done
      return Math.max(...seen) - (seen[0] ?? 0)
    },
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024)
}
