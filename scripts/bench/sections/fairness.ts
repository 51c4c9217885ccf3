import type { Destination } from '../../../src/handoff/destination.ts'
import { type Bench, inRounds, type Section } from '../bench.ts'
import { median, percentile } from '../figures.ts'
import { fillQueue } from '../queue.ts'
import type { Row } from '../row.ts'
import type { World } from '../world.ts'

const HEALTHY = 50
const LEADS_PER_SECOND = 2
const LEADS = 12
const WARM_UP_LEADS = 4
const BACKLOG = 500
const CONNECTIONS = 4
const ANSWER_AFTER_MS = 5
const WITHIN_MS = 60_000
/** Nobody listens there. */
const DEAD_URL = 'http://127.0.0.1:1/dead'

/** What 50 healthy destinations feel of a dead and a slow one beside them, both with a backlog. */
export const fairness: Section = { name: 'fairness', run }

async function run(bench: Bench): Promise<Row[]> {
  const [alone, beside] = await Promise.all([openHealthy(bench), openHealthy(bench)])
  const ill = [
    await beside.world.addDestination('dead', DEAD_URL, ['lead.scored']),
    await beside.world.addDestination('slow', `${bench.receiverUrl}/slow`, ['lead.scored']),
  ]
  const measured = await inRounds(
    bench,
    {
      alone: () => healthyP95(bench, alone, []),
      beside: () => healthyP95(bench, beside, ill),
    },
    bench.sizes.longRounds,
  )
  return [
    {
      what: 'healthy p95 beside a dead and a slow one, against alone',
      product: { value: median(measured.beside), unit: 'ms' },
      limit: { value: median(measured.alone), unit: 'ms' },
      wanted: { atMost: 1.2 },
    },
  ]
}

type Healthy = { world: World; endpoint: { path: string; secret: string } }

async function openHealthy(bench: Bench): Promise<Healthy> {
  const world = await bench.openWorld()
  const endpoint = await world.addEndpoint('web', null)
  for (let n = 0; n < HEALTHY; n++) {
    await world.addDestination(`healthy ${n}`, `${bench.receiverUrl}/healthy/${n}`, ['lead.scored'])
  }
  return { world, endpoint }
}

/** A process of the product runs only while its own turn lasts. */
async function healthyP95(bench: Bench, { world, endpoint }: Healthy, ill: readonly Destination[]): Promise<number> {
  if (ill.length > 0) await fillQueue(world, { destinations: ill, count: BACKLOG * ill.length, dueAt: new Date() })
  const product = await world.start('all')
  const targets = [{ url: product.url + endpoint.path, secret: endpoint.secret }]

  async function latencies(count: number): Promise<number[]> {
    await bench.receiver.ask('expect', { count: count * HEALTHY, delayMs: ANSWER_AFTER_MS, inDetail: true })
    await bench.sender.ask('send', { targets, count, connections: CONNECTIONS, rate: LEADS_PER_SECOND })
    const { all } = await bench.receiver.ask('arrivals', { withinMs: WITHIN_MS })
    return all.map(({ occurredAt, arrivedAt }) => arrivedAt - occurredAt)
  }

  await latencies(WARM_UP_LEADS)
  const took = await latencies(LEADS)
  await product.stop()
  return percentile(took, 95)
}
