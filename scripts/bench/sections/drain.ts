import { type Bench, inRounds, type Section } from '../bench.ts'
import { median } from '../figures.ts'
import type { AgendaHandoffs } from '../limits/agenda-handoffs.ts'
import type { BareHandoffs } from '../limits/bare-handoffs.ts'
import { startProgram } from '../program.ts'
import { arrivedPerSecond, drainedPerSecond, expectQueued, openQueue, QUEUED, scoredLead } from '../queue.ts'
import type { Figure, Row } from '../row.ts'
import { commandsEach } from '../usage.ts'
import type { World } from '../world.ts'

/** Agenda is slow: fewer say as much. */
const AGENDA_JOBS = 600
const DESTINATIONS = 20
/** As many requests at once as the bare loop has. */
const ONE_CONCURRENCY = 64
const ANSWER_AFTER_MS = 5
const SECRET = 'a secret for the bare limit'

/** Handoffs per second out of a full queue, by one process. */
export const drain: Section = { name: 'drain', run }

async function run(bench: Bench): Promise<Row[]> {
  const many = await openQueue(bench, DESTINATIONS)
  const limits = await startLimits(bench, many.world)
  const product = await many.world.start('worker')
  const { drained, bare, agenda } = await inRounds(bench, {
    drained: () => drainedPerSecond(bench, many),
    bare: limits.bare,
    agenda: limits.agenda,
  })
  const commands = await commandsEach(many.world.db, QUEUED, () => drainedPerSecond(bench, many))
  await product.stop()
  await limits.stop()

  const loop = { ...perSecond(bare), known: 4000 }
  const jobs = { ...perSecond(agenda), known: 290 }
  const mine = { product: perSecond(drained) }
  return [
    { ...mine, what: 'drain, against a bare batched loop', limit: loop, wanted: { atLeast: 0.7 } },
    { ...mine, what: 'drain, against one Agenda job each', limit: jobs, wanted: { atLeast: 8 } },
    { what: 'drain, one destination', product: await oneDestination(bench), limit: loop, wanted: null },
    {
      what: 'drain, database commands per handoff',
      product: { value: commands.all, unit: '' },
      limit: null,
      wanted: null,
      note: `${commands.told}; the storing of the queue is among them`,
    },
  ]
}

async function oneDestination(bench: Bench): Promise<Figure> {
  const one = await openQueue(bench, 1, ONE_CONCURRENCY)
  await one.world.start('worker')
  const { alone } = await inRounds(bench, { alone: () => drainedPerSecond(bench, one) }, 1)
  return perSecond(alone)
}

async function startLimits(bench: Bench, { workspace }: World) {
  const loop = await startProgram<BareHandoffs>('limits/bare-handoffs.ts')
  const jobs = await startProgram<AgendaHandoffs>('limits/agenda-handoffs.ts')
  const body = JSON.stringify(scoredLead(workspace))
  const queue = { mongoUri: bench.limitUri, url: `${bench.receiverUrl}/bare`, secret: SECRET, body }
  return {
    async bare(): Promise<number> {
      await loop.ask('fill', { ...queue, count: QUEUED })
      await expectQueued(bench)
      await loop.ask('drain', { ...queue, count: QUEUED })
      return arrivedPerSecond(bench)
    },
    async agenda(): Promise<number> {
      await bench.receiver.ask('expect', { count: AGENDA_JOBS, delayMs: ANSWER_AFTER_MS, inDetail: false })
      // From its start: it locks the whole queue before it makes the first request.
      return AGENDA_JOBS / (await jobs.ask('drain', { ...queue, count: AGENDA_JOBS })).seconds
    },
    stop: () => Promise.all([loop.stop(), jobs.stop()]),
  }
}

function perSecond(values: readonly number[]): Figure {
  return { value: median(values), unit: '/s' }
}
