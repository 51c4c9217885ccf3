import { type Bench, inRounds, type Section } from '../bench.ts'
import { median } from '../figures.ts'
import type { BareHandoffs } from '../limits/bare-handoffs.ts'
import type { BareInbound } from '../limits/bare-inbound.ts'
import { startProgram } from '../program.ts'
import { allDelivered, scoredLead } from '../queue.ts'
import { LEAST_SHARE_OF_KNOWN, type Row } from '../row.ts'
import { commandsEach, processorSeconds } from '../usage.ts'
import type { World } from '../world.ts'

const LEADS = 3000
/** V8 goes on compiling what is used often for as long; before that a lead costs twice as much. */
const WARM_UP_LEADS = 12_000
const STEADY_LEADS = 1000
const STEADY_RATE = 200
const CONNECTIONS = 32
const ANSWER_AFTER_MS = 5
/** As many requests under way as the bare loop has. */
const AT_ONCE = 64
const WITHIN_MS = 120_000
/** On two shared cores. */
const KNOWN_LIMIT_S = 0.44
const SECRET = 'a secret for the bare limit'

/** Processor time of the product and its mongod per 1,000 handoffs, from POST to delivery. */
export const cpu: Section = { name: 'cpu', run }

async function run(bench: Bench): Promise<Row[]> {
  const world = await bench.openWorld()
  const mongod = await bench.mongodPid(world)
  const product = await startTalking(bench, world)
  const limit = await startLimit(bench, mongod, JSON.stringify(scoredLead(world.workspace)))
  const shares: number[][] = []

  async function throughProduct(count: number, rate: number | null): Promise<number> {
    const used = await secondsPerThousand([product.pid, mongod], count, () => product.carry(count, rate))
    shares.push(used)
    return sum(used)
  }

  await product.carry(WARM_UP_LEADS, null)
  const { steady, bare, full } = await inRounds(
    bench,
    {
      steady: () => throughProduct(STEADY_LEADS, STEADY_RATE),
      bare: limit.secondsPerThousand,
      full: () => throughProduct(LEADS, null),
    },
    bench.sizes.longRounds,
  )
  const commands = await commandsEach(world.db, LEADS, () => product.carry(LEADS, null))
  await limit.stop()
  const [ours = 0, theirs = 0] = shares.at(-1) ?? []
  return [
    ...timeRows(
      { full: median(full), bare: median(bare), steady: median(steady) },
      `${ours.toFixed(2)} s are the product's and ${theirs.toFixed(2)} s mongod's`,
    ),
    {
      what: 'database commands per handoff, POST to delivery',
      product: { value: commands.all, unit: '' },
      limit: null,
      wanted: null,
      note: commands.told,
    },
  ]
}

/** Seconds cost more on a busy machine; where the bare limit shows that, they count for nothing. */
function timeRows({ full, bare, steady }: Record<'full' | 'bare' | 'steady', number>, shares: string): Row[] {
  const counts = bare <= KNOWN_LIMIT_S / LEAST_SHARE_OF_KNOWN
  const busy = `; counts for nothing: the bare limit took ${bare.toFixed(2)} s, and is known to take ${KNOWN_LIMIT_S}`
  const product = { value: full, unit: 's' }
  return [
    {
      what: 'processor time per 1,000 handoffs',
      product,
      limit: null,
      wanted: counts ? { atMost: 0.9 } : null,
      note: counts ? shares : shares + busy,
    },
    { what: 'processor time, against group insert and loop', product, limit: { value: bare, unit: 's' }, wanted: null },
    { what: `processor time at ${STEADY_RATE}/s`, product: { value: steady, unit: 's' }, limit: null, wanted: null },
  ]
}

async function startTalking(bench: Bench, world: World) {
  const endpoint = await world.addEndpoint('web', null)
  await world.addDestination('crm', `${bench.receiverUrl}/crm`, ['lead.scored'], AT_ONCE)
  const { pid, url } = await world.start('all')
  return {
    pid,
    async carry(count: number, rate: number | null): Promise<void> {
      await bench.receiver.ask('expect', { count, delayMs: ANSWER_AFTER_MS, inDetail: false })
      const target = { url: url + endpoint.path, secret: endpoint.secret }
      await bench.sender.ask('send', { targets: [target], count, connections: CONNECTIONS, rate })
      await bench.receiver.ask('arrivals', { withinMs: WITHIN_MS })
      await allDelivered(world)
    },
  }
}

async function startLimit(bench: Bench, mongod: number, body: string) {
  const taking = await startProgram<BareInbound>('limits/bare-inbound.ts')
  const giving = await startProgram<BareHandoffs>('limits/bare-handoffs.ts')
  const where = { mongoUri: bench.limitUri, secret: SECRET }
  const { url } = await taking.ask('listen', { ...where, connections: CONNECTIONS, write: 'in groups' })
  const drain = { ...where, count: LEADS, url: `${bench.receiverUrl}/bare` }
  return {
    async secondsPerThousand(): Promise<number> {
      await bench.receiver.ask('expect', { count: LEADS, delayMs: ANSWER_AFTER_MS, inDetail: false })
      const volley = { targets: [{ url, secret: SECRET }], count: LEADS, connections: CONNECTIONS, rate: null }
      const taken = await secondsPerThousand([taking.pid, mongod], LEADS, () => bench.sender.ask('send', volley))
      await giving.ask('fill', { ...where, count: LEADS, body })
      const given = await secondsPerThousand([giving.pid, mongod], LEADS, () => giving.ask('drain', drain))
      return sum([...taken, ...given])
    },
    stop: () => Promise.all([taking.stop(), giving.stop()]),
  }
}

async function secondsPerThousand(pids: number[], count: number, work: () => Promise<unknown>): Promise<number[]> {
  const before = await Promise.all(pids.map(processorSeconds))
  await work()
  const after = await Promise.all(pids.map(processorSeconds))
  return after.map((seconds, i) => ((seconds - (before[i] ?? 0)) * 1000) / count)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0)
}
