import type { Bench, Section } from '../bench.ts'
import type { Row } from '../row.ts'
import { residentMb } from '../usage.ts'

const PARTS = 10
const CONNECTIONS = 32
const WITHIN_MS = 600_000

/** Resident memory of one process that takes, scores and delivers lead after lead. */
export const memory: Section = { name: 'memory', run }

async function run(bench: Bench): Promise<Row[]> {
  const world = await bench.openWorld()
  const endpoint = await world.addEndpoint('web', null)
  await world.addDestination('crm', `${bench.receiverUrl}/crm`, ['lead.scored'])
  const product = await world.start('all')
  const targets = [{ url: product.url + endpoint.path, secret: endpoint.secret }]
  const part = Math.ceil(bench.sizes.memoryLeads / PARTS)
  const sizes: number[] = []
  for (let n = 1; n <= PARTS; n++) {
    await bench.receiver.ask('expect', { count: part, delayMs: 0, inDetail: false })
    await bench.sender.ask('send', { targets, count: part, connections: CONNECTIONS, rate: null })
    await bench.receiver.ask('arrivals', { withinMs: WITHIN_MS })
    sizes.push(await residentMb(product.pid))
    bench.progress(`${sizes.at(-1)?.toFixed(0)} MB after ${n * part} leads`)
  }
  const most = Math.max(...sizes)
  const half = Math.max(...sizes.slice(0, PARTS / 2))
  const leads = part * PARTS
  const note = `${sizes.map((size) => size.toFixed(0)).join(', ')} MB, after each tenth`
  return [
    {
      what: `memory, the most in ${leads} leads`,
      product: { value: most, unit: 'MB' },
      limit: null,
      wanted: { atMost: 250 },
      note,
    },
    {
      what: 'memory, the second half against the first',
      product: { value: Math.max(...sizes.slice(PARTS / 2)), unit: 'MB' },
      limit: { value: half, unit: 'MB' },
      wanted: { atMost: 1.1 },
    },
  ]
}
