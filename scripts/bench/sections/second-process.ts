import { availableParallelism } from 'node:os'
import { type Bench, inRounds, type Section } from '../bench.ts'
import { median } from '../figures.ts'
import { drainedPerSecond, openQueue } from '../queue.ts'
import type { Row } from '../row.ts'

const DESTINATIONS = 20
/** One for each process, one for the database, and one for the receiver. */
const CORES_NEEDED = 4

/** What a second process adds to the draining of a full queue. */
export const secondProcess: Section = { name: 'second-process', run }

async function run(bench: Bench): Promise<Row[]> {
  const [alone, together] = [await openQueue(bench, DESTINATIONS), await openQueue(bench, DESTINATIONS)]
  await alone.world.start('worker')
  await together.world.start('worker')
  await together.world.start('worker')
  const measured = await inRounds(
    bench,
    {
      alone: () => drainedPerSecond(bench, alone),
      together: () => drainedPerSecond(bench, together),
    },
    bench.sizes.longRounds,
  )
  const cores = availableParallelism()
  return [
    {
      what: 'two processes against one',
      product: { value: median(measured.together), unit: '/s' },
      limit: { value: median(measured.alone), unit: '/s' },
      wanted: cores >= CORES_NEEDED ? { atLeast: 1.6 } : null,
      ...(cores < CORES_NEEDED && { note: `${cores} cores leave a second process nothing to run on` }),
    },
  ]
}
