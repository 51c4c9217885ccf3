import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench, Section } from '../bench.ts'
import { addChannels, CHANNELS, cardOf, USER } from '../channels.ts'
import { percentile } from '../figures.ts'
import { clockMs } from '../program.ts'
import type { Row } from '../row.ts'
import type { World } from '../world.ts'

const CLICKS = 30
const WARM_UP_CLICKS = 5
const IDLE_MS = 200
const WITHIN_MS = 10_000

/** From a click on Approve to the request at the CRM, one at a time, without an undo window. */
export const click: Section = { name: 'click', run }

async function run(bench: Bench): Promise<Row[]> {
  const world = await bench.openWorld()
  await world.noUndo()
  await world.addDestination('crm', `${bench.receiverUrl}/crm`, ['lead.qualified'])
  const endpoints = await addChannels(world)
  const product = await world.start('all')
  const targets = endpoints.map(({ path, secret }) => ({ url: product.url + path, secret }))
  const volley = { targets, count: CLICKS + WARM_UP_CLICKS, connections: CHANNELS, rate: CHANNELS }
  const { leads } = await bench.sender.ask('send', volley)
  const took: number[] = []
  for (const { id } of leads) took.push(await clickToArrival(bench, world, id))
  const counted = took.slice(WARM_UP_CLICKS)
  const row = (share: number, wanted: Row['wanted']): Row => ({
    what: `decision click to request at the CRM, p${share}`,
    product: { value: percentile(counted, share), unit: 'ms' },
    limit: null,
    wanted,
  })
  return [row(50, null), row(95, { atMost: 60 })]
}

async function clickToArrival({ receiver, progress }: Bench, world: World, lead: string): Promise<number> {
  const { channel, ts } = await cardOf(world, lead)
  await receiver.ask('expect', { count: 1, delayMs: 0, inDetail: false })
  await sleep(IDLE_MS)
  const clickedAt = clockMs()
  await world.slack.click({ user: USER, channel, ts, text: 'Approve' })
  const { firstAt } = await receiver.ask('arrivals', { withinMs: WITHIN_MS })
  progress(`${(firstAt - clickedAt).toFixed(0)} ms`)
  return firstAt - clickedAt
}
