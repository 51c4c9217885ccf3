import { type Bench, inRounds, type Section } from '../bench.ts'
import { median } from '../figures.ts'
import type { AgendaHandoffs } from '../limits/agenda-handoffs.ts'
import type { BareHandoffs } from '../limits/bare-handoffs.ts'
import { startProgram } from '../program.ts'
import { arrivedPerSecond, drainedPerSecond, expectQueued, openQueue, QUEUED, scoredLead } from '../queue.ts'
import type { Row } from '../row.ts'
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
  const [many, one] = await Promise.all([openQueue(bench, DESTINATIONS), openQueue(bench, 1, ONE_CONCURRENCY)])
  const bare = await startProgram<BareHandoffs>('limits/bare-handoffs.ts')
  const agenda = await startProgram<AgendaHandoffs>('limits/agenda-handoffs.ts')
  const at = { mongoUri: bench.limitUri, url: `${bench.receiverUrl}/bare`, secret: SECRET, body: bodyOf(many.world) }
  const product = await many.world.start('worker')
  const measured = await inRounds(bench, {
    product: () => drainedPerSecond(bench, many),
    bare: async () => {
      await bare.ask('fill', { ...at, count: QUEUED })
      await expectQueued(bench)
      await bare.ask('drain', { ...at, count: QUEUED })
      return arrivedPerSecond(bench)
    },
    agenda: async () => {
      await bench.receiver.ask('expect', { count: AGENDA_JOBS, delayMs: ANSWER_AFTER_MS, inDetail: false })
      // From its start: it locks the whole queue before it makes the first request.
      return AGENDA_JOBS / (await agenda.ask('drain', { ...at, count: AGENDA_JOBS })).seconds
    },
  })
  const commands = await commandsEach(many.world.db, QUEUED, () => drainedPerSecond(bench, many))
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

function bodyOf({ workspace }: World): string {
  return JSON.stringify(scoredLead(workspace))
}
