import { randomBytes } from 'node:crypto'
import { startEmbeddedMongo } from '../../src/mongo/embedded.ts'
import { type Running, startProgram } from './program.ts'
import type { Receiver } from './programs/receiver.ts'
import type { Sender } from './programs/sender.ts'
import type { Row } from './row.ts'
import { openWorld, type World } from './world.ts'

/** What every section works with: one mongod for product and limits alike, a sender and a receiver in processes of their own. */
export type Bench = {
  sender: Running<Sender>
  receiver: Running<Receiver>
  receiverUrl: string
  sizes: Sizes
  /** A new world; it is closed when its section ends. */
  openWorld(): Promise<World>
  /** The URI of a database for a limit. */
  limitUri: string
  mongodPid(world: World): Promise<number>
  progress(text: string): void
}

/** How much a section does that takes its time. */
type Sizes = { rounds: number; longRounds: number; memoryLeads: number; stored: number }

export type Section = { name: string; run(bench: Bench): Promise<Row[]> }

/** Runs the sections one after another; a failed one is told and costs only its own rows. */
export async function runSections(
  sections: readonly Section[],
  options: { sizes: Sizes; profileFolder: string | null; progress(text: string): void },
): Promise<{ rows: Row[]; failed: string[] }> {
  const { sizes, progress, profileFolder } = options
  const mongo = await startEmbeddedMongo({ env: process.env, log: progress })
  const sender = await startProgram<Sender>('programs/sender.ts')
  const receiver = await startProgram<Receiver>('programs/receiver.ts')
  const { url: receiverUrl } = await receiver.ask('listen', null)
  const rows: Row[] = []
  const failed: string[] = []
  for (const { name, run } of sections) {
    const worlds: World[] = []
    const bench: Bench = {
      sender,
      receiver,
      receiverUrl,
      sizes,
      async openWorld() {
        const world = await openWorld(mongo.uri, profileFolder)
        worlds.push(world)
        return world
      },
      limitUri: mongo.uri.replace('/?', `/limit_${randomBytes(4).toString('hex')}?`),
      mongodPid: async ({ db }) => Number((await db.admin().serverStatus()).pid),
      progress: (text) => progress(`${name}: ${text}`),
    }
    try {
      rows.push(...(await run(bench)))
    } catch (error) {
      failed.push(name)
      progress(`${name}: ${error instanceof Error ? error.stack : error}`)
    }
    for (const world of worlds) await world.close()
  }
  await Promise.all([sender.stop(), receiver.stop()])
  await mongo.stop()
  return { rows, failed }
}

/** Runs the contestants in turn, round after round; the first round only warms up. Answers each one's measurements. */
export async function inRounds<Name extends string>(
  bench: Bench,
  contestants: Record<Name, () => Promise<number>>,
  rounds = bench.sizes.rounds,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[]
  const measured = {} as Record<Name, number[]>
  for (const name of names) measured[name] = []
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const value = await contestants[name]()
      if (round > 0) measured[name].push(value)
      bench.progress(`${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}, ${name}: ${value.toFixed(1)}`)
    }
  }
  return measured
}
