import { type Bench, inRounds, type Section } from '../bench.ts'
import { median } from '../figures.ts'
import type { BareInbound, BareInboundOptions } from '../limits/bare-inbound.ts'
import { startProgram } from '../program.ts'
import type { Row } from '../row.ts'

const CONNECTIONS = 32
const LEADS = 6000
const SECRET = 'a secret for the bare limit'

/** Leads per second from verification to durable save, over 32 connections. */
export const inbound: Section = { name: 'inbound', run }

async function run(bench: Bench): Promise<Row[]> {
  const world = await bench.openWorld()
  const endpoint = await world.addEndpoint('web', null)
  const product = await world.start('web')
  const [single, grouped] = await Promise.all([startBare(bench, 'one by one'), startBare(bench, 'in groups')])
  const measured = await inRounds(bench, {
    product: () => leadsPerSecond(bench, product.url + endpoint.path, endpoint.secret),
    single: () => leadsPerSecond(bench, single.url, SECRET),
    grouped: () => leadsPerSecond(bench, grouped.url, SECRET),
  })
  await Promise.all([single.stop(), grouped.stop()])
  const figure = (values: number[]) => ({ value: median(values), unit: '/s' })
  const mine = { product: figure(measured.product) }
  return [
    {
      ...mine,
      what: 'inbound, against a bare insertOne',
      limit: { ...figure(measured.single), known: 2700 },
      wanted: { atLeast: 1.5 },
    },
    {
      ...mine,
      what: 'inbound, against a bare group insert',
      limit: { ...figure(measured.grouped), known: 8600 },
      wanted: null,
    },
  ]
}

async function leadsPerSecond(bench: Bench, url: string, secret: string): Promise<number> {
  const volley = { targets: [{ url, secret }], count: LEADS, connections: CONNECTIONS, rate: null }
  const { seconds } = await bench.sender.ask('send', volley)
  return LEADS / seconds
}

async function startBare(bench: Bench, write: BareInboundOptions['write']) {
  const bare = await startProgram<BareInbound>('limits/bare-inbound.ts')
  const options = { mongoUri: bench.limitUri, secret: SECRET, connections: CONNECTIONS, write }
  return { url: (await bare.ask('listen', options)).url, stop: bare.stop }
}
