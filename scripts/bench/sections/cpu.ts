import { type Bench, inRounds, type Section } from '../bench.ts'
import { median } from '../figures.ts'
import type { BareHandoffs } from '../limits/bare-handoffs.ts'
import type { BareInbound } from '../limits/bare-inbound.ts'
import { startProgram } from '../program.ts'
import { allDelivered, scoredLead } from '../queue.ts'
import type { Row } from '../row.ts'
import { processorSeconds } from '../usage.ts'

const LEADS = 3000
const STEADY_RATE = 200
const CONNECTIONS = 32
const ANSWER_AFTER_MS = 5
const WITHIN_MS = 120_000
const SECRET = 'a secret for the bare limit'

/** Processor time of the product and its mongod per 1,000 handoffs, from POST to delivery. */
export const cpu: Section = { name: 'cpu', run }

async function run(bench: Bench): Promise<Row[]> {
  const world = await bench.openWorld()
  const endpoint = await world.addEndpoint('web', null)
  await world.addDestination('crm', `${bench.receiverUrl}/crm`, ['lead.scored'])
  const product = await world.start('all')
  const bareIn = await startProgram<BareInbound>('limits/bare-inbound.ts')
  const bareOut = await startProgram<BareHandoffs>('limits/bare-handoffs.ts')
  const mongod = await bench.mongodPid(world)
  const where = { mongoUri: bench.limitUri, secret: SECRET }
  const bareUrl = (await bareIn.ask('listen', { ...where, connections: CONNECTIONS, write: 'in groups' })).url
  const body = JSON.stringify(scoredLead(world.workspace))
  const send = (url: string, secret: string, rate: number | null) =>
    bench.sender.ask('send', { targets: [{ url, secret }], count: LEADS, connections: CONNECTIONS, rate })
  const expect = () => bench.receiver.ask('expect', { count: LEADS, delayMs: ANSWER_AFTER_MS, inDetail: false })

  async function throughProduct(rate: number | null): Promise<number> {
    await expect()
    return secondsPerThousand([product.pid, mongod], async () => {
      await send(product.url + endpoint.path, endpoint.secret, rate)
      await bench.receiver.ask('arrivals', { withinMs: WITHIN_MS })
      await allDelivered(world)
    })
  }
  async function throughLimits(): Promise<number> {
    await expect()
    const taken = await secondsPerThousand([bareIn.pid, mongod], () => send(bareUrl, SECRET, null))
    await bareOut.ask('fill', { ...where, count: LEADS, body })
    const ask = { ...where, count: LEADS, url: `${bench.receiverUrl}/bare` }
    return taken + (await secondsPerThousand([bareOut.pid, mongod], () => bareOut.ask('drain', ask)))
  }

  const measured = await inRounds(bench, {
    'at full speed': () => throughProduct(null),
    [`at ${STEADY_RATE}/s`]: () => throughProduct(STEADY_RATE),
    limit: throughLimits,
  })
  await Promise.all([bareIn.stop(), bareOut.stop()])
  return Object.entries(measured).map(([how, values]) => ({
    what: how === 'limit' ? 'processor time, bare group insert and loop' : `processor time per 1,000 handoffs ${how}`,
    product: { value: median(values), unit: 's' },
    limit: null,
    wanted: how === 'at full speed' ? { atMost: 0.9 } : null,
  }))
}

async function secondsPerThousand(pids: number[], work: () => Promise<unknown>): Promise<number> {
  const before = await processorSeconds(pids)
  await work()
  return ((await processorSeconds(pids)) - before) / (LEADS / 1000)
}
