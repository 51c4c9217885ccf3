import { type Bench, inRounds, type Section } from '../bench.ts'
import { median } from '../figures.ts'
import type { BareHandoffs } from '../limits/bare-handoffs.ts'
import type { BareInbound } from '../limits/bare-inbound.ts'
import { startProgram } from '../program.ts'
import { allDelivered, scoredLead } from '../queue.ts'
import type { Row } from '../row.ts'
import { commandsEach, processorSeconds } from '../usage.ts'
import type { World } from '../world.ts'

const LEADS = 3000
const STEADY_LEADS = 1000
const STEADY_RATE = 200
const CONNECTIONS = 32
const ANSWER_AFTER_MS = 5
const WITHIN_MS = 120_000
const SECRET = 'a secret for the bare limit'

/** Processor time of the product and its mongod per 1,000 handoffs, from POST to delivery. */
export const cpu: Section = { name: 'cpu', run }

async function run(bench: Bench): Promise<Row[]> {
  const world = await bench.openWorld()
  const mongod = await bench.mongodPid(world)
  const product = await startTalking(bench, world)
  const limit = await startLimit(bench, mongod, JSON.stringify(scoredLead(world.workspace)))
  const shares = { product: [] as number[], mongod: [] as number[] }

  async function throughProduct(count: number, rate: number | null): Promise<number> {
    const used = await secondsPerThousand([product.pid, mongod], count, () => product.carry(count, rate))
    shares.product.push(used[0] ?? 0)
    shares.mongod.push(used[1] ?? 0)
    return sum(used)
  }

  const measured = await inRounds(bench, {
    steady: () => throughProduct(STEADY_LEADS, STEADY_RATE),
    limit: limit.secondsPerThousand,
    full: () => throughProduct(LEADS, null),
  })
  const note = `the product ${shares.product.at(-1)?.toFixed(2)} s, mongod ${shares.mongod.at(-1)?.toFixed(2)} s in the last round`
  const figure = (values: number[]) => ({ value: median(values), unit: 's' })
  const commands = await commandsEach(world.db, LEADS, () => product.carry(LEADS, null))
  await limit.stop()
  return [
    {
      what: 'processor time per 1,000 handoffs',
      product: figure(measured.full),
      limit: null,
      wanted: { atMost: 0.9 },
      note,
    },
    {
      what: 'processor time, against group insert and loop',
      product: figure(measured.full),
      limit: { ...figure(measured.limit) },
      wanted: null,
    },
    { what: `processor time at ${STEADY_RATE}/s`, product: figure(measured.steady), limit: null, wanted: null },
    {
      what: 'database commands per handoff, POST to delivery',
      product: { value: commands.all, unit: '' },
      limit: null,
      wanted: null,
      note: commands.told,
    },
  ]
}

async function startTalking(bench: Bench, world: World) {
  const endpoint = await world.addEndpoint('web', null)
  await world.addDestination('crm', `${bench.receiverUrl}/crm`, ['lead.scored'])
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
