import type { Bench, Section } from '../bench.ts'
import { percentile } from '../figures.ts'
import type { Arrived } from '../programs/receiver.ts'
import type { SentLead } from '../programs/sender.ts'
import type { Row } from '../row.ts'

const RATES = [50, 200] as const
const SECONDS = 8
const WARM_UP_LEADS = 400
const CONNECTIONS = 32
const ANSWER_AFTER_MS = 5
const WITHIN_MS = 60_000

/** From the durable write that causes a handoff to its arrival, at a steady rate. */
export const arrival: Section = { name: 'arrival', run }

async function run(bench: Bench): Promise<Row[]> {
  const world = await bench.openWorld()
  const endpoint = await world.addEndpoint('web', null)
  await world.addDestination('crm', `${bench.receiverUrl}/crm`, ['lead.scored'])
  const product = await world.start('all')
  const target = { url: product.url + endpoint.path, secret: endpoint.secret }

  async function sendAt(rate: number, count: number): Promise<{ leads: SentLead[]; all: Arrived[] }> {
    await bench.receiver.ask('expect', { count, delayMs: ANSWER_AFTER_MS, inDetail: true })
    const { leads } = await bench.sender.ask('send', { targets: [target], count, connections: CONNECTIONS, rate })
    const { all } = await bench.receiver.ask('arrivals', { withinMs: WITHIN_MS })
    bench.progress(`${count} leads at ${rate}/s`)
    return { leads, all }
  }

  await sendAt(Math.max(...RATES), WARM_UP_LEADS)
  const rows: Row[] = []
  for (const rate of RATES) rows.push(...rowsOf(rate, await sendAt(rate, rate * SECONDS)))
  return rows
}

/** The event's own time is taken just before the write that causes the handoff, so that the write counts too. */
function rowsOf(rate: number, { leads, all }: { leads: SentLead[]; all: Arrived[] }): Row[] {
  const answeredAt = new Map(leads.map((lead) => [lead.id, lead.answeredAt]))
  const sinceEvent = all.map(({ occurredAt, arrivedAt }) => arrivedAt - occurredAt)
  const sinceAnswer = all.map(({ lead, arrivedAt }) => arrivedAt - (answeredAt.get(lead) ?? arrivedAt))
  const row = (what: string, values: number[], share: number, wanted: Row['wanted']): Row => ({
    what: `arrival at ${rate}/s, ${what}, p${share}`,
    product: { value: percentile(values, share), unit: 'ms' },
    limit: null,
    wanted,
  })
  return [
    row('from its write', sinceEvent, 50, { atMost: 10 }),
    row('from its write', sinceEvent, 95, { atMost: 25 }),
    row("from the lead's 202", sinceAnswer, 50, null),
    row("from the lead's 202", sinceAnswer, 95, null),
  ]
}
