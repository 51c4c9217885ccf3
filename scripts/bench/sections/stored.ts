import { type Bench, inRounds, type Section } from '../bench.ts'
import { median } from '../figures.ts'
import { fillLeads, fillQueue } from '../queue.ts'
import type { Row } from '../row.ts'
import { scansIn } from '../scans.ts'
import type { World } from '../world.ts'

const LEADS = 2000
const CONNECTIONS = 32
const WITHIN_MS = 120_000
const FAR_AWAY_MS = 24 * 3_600_000

/** The whole walk beside many stored leads and handoffs, against an empty database; and how its queries find their way. */
export const stored: Section = { name: 'stored', run }

async function run(bench: Bench): Promise<Row[]> {
  const [empty, full] = [await openWalk(bench), await openWalk(bench)]
  const { stored: count } = bench.sizes
  await fillLeads(full.world, count)
  await fillHandoffs(bench, full, count)
  const measured = await inRounds(
    bench,
    {
      empty: () => empty.leadsPerSecond(),
      full: () => full.leadsPerSecond(),
    },
    bench.sizes.longRounds,
  )
  const scans = await scansIn(full.world.db, full.leadsPerSecond)
  return [
    {
      what: `with ${count} leads and handoffs, against empty`,
      product: { value: median(measured.full), unit: '/s' },
      limit: { value: median(measured.empty), unit: '/s' },
      wanted: { atLeast: 0.9 },
    },
    {
      what: 'queries without an index',
      product: { value: scans.length, unit: '' },
      limit: null,
      wanted: { atMost: 0 },
      ...(scans.length > 0 && { note: scans.join('; ') }),
    },
  ]
}

async function openWalk(bench: Bench) {
  const world = await bench.openWorld()
  const endpoint = await world.addEndpoint('web', null)
  const destination = await world.addDestination('crm', `${bench.receiverUrl}/crm`, ['lead.scored'])
  const { url } = await world.start('all')
  const targets = [{ url: url + endpoint.path, secret: endpoint.secret }]
  async function leadsPerSecond(): Promise<number> {
    await bench.receiver.ask('expect', { count: LEADS, delayMs: 0, inDetail: false })
    const { leads } = await bench.sender.ask('send', { targets, count: LEADS, connections: CONNECTIONS, rate: null })
    const { lastAt } = await bench.receiver.ask('arrivals', { withinMs: WITHIN_MS })
    return (LEADS * 1000) / (lastAt - Math.min(...leads.map(({ sentAt }) => sentAt)))
  }
  return { world, destination, leadsPerSecond }
}

/** Nine in ten are delivered, the others are owed tomorrow. */
async function fillHandoffs(bench: Bench, { world, destination }: Awaited<ReturnType<typeof openWalk>>, count: number) {
  await fillQueue(world, { destinations: [destination], count, dueAt: new Date(Date.now() + FAR_AWAY_MS) })
  await setMostDelivered(world)
  bench.progress(`${count} leads and handoffs are stored`)
}

function setMostDelivered({ db }: World) {
  const mostly = { $expr: { $ne: [{ $mod: [{ $toHashedIndexKey: '$_id' }, 10] }, 0] } }
  const delivered = { state: 'delivered', nextAttemptAt: null, dueAt: null, finishedAt: new Date() }
  return db.collection('handoffs').updateMany(mostly, { $set: delivered })
}
