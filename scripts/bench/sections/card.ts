import type { Bench, Section } from '../bench.ts'
import { addChannels, CHANNELS, cardOf } from '../channels.ts'
import { percentile } from '../figures.ts'
import type { Row } from '../row.ts'

const SECONDS = 8
const WARM_UP_SECONDS = 2
/** Leads per second in each channel. */
const PACES = [
  { perSecond: 0.5, wanted: null },
  { perSecond: 1, wanted: { atMost: 150 } },
] as const

/** From a lead's POST to the call that posts its card: scored by rules, in ten channels, at Slack's pace and at half of it. */
export const card: Section = { name: 'card', run }

async function run(bench: Bench): Promise<Row[]> {
  const world = await bench.openWorld()
  const endpoints = await addChannels(world)
  const product = await world.start('all')
  const targets = endpoints.map(({ path, secret }) => ({ url: product.url + path, secret }))

  async function sendFor(seconds: number, perSecond: number): Promise<number[]> {
    const volley = { targets, count: CHANNELS * seconds * perSecond, connections: CHANNELS, rate: CHANNELS * perSecond }
    const { leads } = await bench.sender.ask('send', volley)
    await Promise.all(leads.map(({ id }) => cardOf(world, id)))
    const posts = world.slack.state.calls.filter(({ method }) => method === 'chat.postMessage')
    return leads.map(({ id, sentAt }) => {
      const call = posts.find(({ args }) => JSON.stringify(args).includes(id))
      if (!call) throw new Error(`the card of ${id} was not posted`)
      return call.at - sentAt
    })
  }

  await sendFor(WARM_UP_SECONDS, 1)
  const rows: Row[] = []
  for (const { perSecond, wanted } of PACES) {
    const took = await sendFor(SECONDS, perSecond)
    const what = `lead POST to its card's call to Slack, one each ${1 / perSecond} s`
    rows.push({ what: `${what}, p50`, product: { value: percentile(took, 50), unit: 'ms' }, limit: null, wanted: null })
    rows.push({ what: `${what}, p95`, product: { value: percentile(took, 95), unit: 'ms' }, limit: null, wanted })
  }
  return rows
}
