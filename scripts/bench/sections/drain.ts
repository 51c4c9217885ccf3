import type { Destination } from '../../../src/handoff/destination.ts'
import { type Bench, inRounds, type Section } from '../bench.ts'
import { median } from '../figures.ts'
import type { AgendaHandoffs } from '../limits/agenda-handoffs.ts'
import type { BareHandoffs } from '../limits/bare-handoffs.ts'
import { startProgram } from '../program.ts'
import { allDelivered, fillQueue, scoredLead } from '../queue.ts'
import type { Row } from '../row.ts'
import { commandsEach } from '../usage.ts'
import type { World } from '../world.ts'

const HANDOFFS = 6000
/** Agenda is slow: fewer say as much. */
const AGENDA_JOBS = 600
const DESTINATIONS = 20
/** As many requests at once as the bare loop has. */
const ONE_CONCURRENCY = 64
const ANSWER_AFTER_MS = 5
const FILL_MS = 3000
const WITHIN_MS = 60_000
const SECRET = 'a secret for the bare limit'

/** Handoffs per second out of a full queue, by one process. */
export const drain: Section = { name: 'drain', run }

async function run(bench: Bench): Promise<Row[]> {
  const [many, one] = await Promise.all([openQueue(bench, DESTINATIONS), openQueue(bench, 1, ONE_CONCURRENCY)])
  const bare = await startProgram<BareHandoffs>('limits/bare-handoffs.ts')
  const agenda = await startProgram<AgendaHandoffs>('limits/agenda-handoffs.ts')
  const at = { mongoUri: bench.limitUri, url: `${bench.receiverUrl}/bare`, secret: SECRET, body: bodyOf(many.world) }
  const product = await many.world.start('worker')
  const measured = await inRounds(bench, {
    product: () => drainedPerSecond(bench, many),
    bare: async () => {
      await bare.ask('fill', { ...at, count: HANDOFFS })
      await bench.receiver.ask('expect', { count: HANDOFFS, delayMs: ANSWER_AFTER_MS, inDetail: false })
      await bare.ask('drain', { ...at, count: HANDOFFS })
      return arrivedPerSecond(bench)
    },
    agenda: async () => {
      await bench.receiver.ask('expect', { count: AGENDA_JOBS, delayMs: ANSWER_AFTER_MS, inDetail: false })
      // From its start: it locks the whole queue before it makes the first request.
      return AGENDA_JOBS / (await agenda.ask('drain', { ...at, count: AGENDA_JOBS })).seconds
    },
  })
  const commands = await commandsEach(many.world.db, HANDOFFS, () => drainedPerSecond(bench, many))
  await product.stop()
  await one.world.start('worker')
  const alone = await inRounds(bench, { 'one destination': () => drainedPerSecond(bench, one) }, 1)
  await Promise.all([bare.stop(), agenda.stop()])
  const figure = (values: number[]) => ({ value: median(values), unit: '/s' })
  const drained = figure(measured.product)
  const loop = { ...figure(measured.bare), known: 4000 }
  return [
    { what: 'drain, against a bare batched loop', product: drained, limit: loop, wanted: { atLeast: 0.7 } },
    {
      what: 'drain, against one Agenda job each',
      product: drained,
      limit: { ...figure(measured.agenda), known: 290 },
      wanted: { atLeast: 8 },
    },
    {
      what: 'drain, database commands per handoff',
      product: { value: commands.all, unit: '' },
      limit: null,
      wanted: null,
      note: `${commands.told}; the storing of the queue is among them`,
    },
    { what: 'drain, one destination', product: figure(alone['one destination']), limit: loop, wanted: null },
  ]
}

type Queue = { world: World; destinations: Destination[] }

export async function openQueue(bench: Bench, count: number, concurrency?: number): Promise<Queue> {
  const world = await bench.openWorld()
  const destinations: Destination[] = []
  for (let n = 0; n < count; n++) {
    const url = `${bench.receiverUrl}/${n}`
    destinations.push(await world.addDestination(`crm ${n}`, url, ['lead.scored'], concurrency))
  }
  return { world, destinations }
}

/** Everything falls due at once, while the product is running; from the first request to the last. */
export async function drainedPerSecond(bench: Bench, { world, destinations }: Queue): Promise<number> {
  await bench.receiver.ask('expect', { count: HANDOFFS, delayMs: ANSWER_AFTER_MS, inDetail: false })
  await fillQueue(world, { destinations, count: HANDOFFS, dueAt: new Date(Date.now() + FILL_MS) })
  const perSecond = await arrivedPerSecond(bench)
  await allDelivered(world)
  return perSecond
}

async function arrivedPerSecond({ receiver }: Bench): Promise<number> {
  const { firstAt, lastAt } = await receiver.ask('arrivals', { withinMs: WITHIN_MS })
  return (HANDOFFS * 1000) / (lastAt - firstAt)
}

function bodyOf({ workspace }: World): string {
  return JSON.stringify(scoredLead(workspace))
}
