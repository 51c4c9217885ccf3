import { randomBytes } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { type OpenAiStandIn, startOpenAi } from './stand-ins/openai/index.ts'
import { eventually } from './support/eventually.ts'
import { CHANNEL, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'

let world: SetUpWorld
let openAi: OpenAiStandIn
afterEach(async () => {
  await world.stop()
  await openAi.close()
})

/** Nothing of this may stand in a log; each text stands in one place of a lead alone. */
const LEAD = {
  name: 'Wilhelmina Quartz',
  email: 'wilhelmina@quartzworks.example',
  phone: '+49 30 901820',
  company: 'Quartzworks',
  message: 'Marzipan for four hundred, please.',
  'shoe size': 'forty-one-and-a-half',
}

test('logs say what went wrong and where, and nothing of a lead, a secret or an inbound key', async () => {
  const key = `sk-${randomBytes(12).toString('hex')}`
  openAi = await startOpenAi({ apiKey: key })
  openAi.fail({ kind: 'refusal' })
  world = await startSetUpWorld({ env: { OPENAI_API_KEY: key, OPENAI_BASE_URL: openAi.url } })
  await world.admin('destination', 'edit', 'crm', '--events', 'lead.scored')
  const { child, url } = await world.spawn({ LOG_LEVEL: 'debug' })
  const lines: string[] = []
  child.stdout?.on('data', (chunk: Buffer) => lines.push(chunk.toString()))

  world.crm.behave({ kind: 'status', status: 422 })
  await world.slack.kick(CHANNEL)
  await world.send(url, LEAD)
  await eventually(async () => /no judgement/.test(lines.join('')), 'a line about the model')
  await eventually(async () => /takes no posts/.test(lines.join('')), 'a line about the channel')
  await world.crm.waitFor(() => true)
  await fetch(url + world.path, { method: 'POST', body: JSON.stringify(LEAD) })

  const log = lines.join('')
  const secrets = [key, world.secret, world.destination.signing_secret, world.environment.SLACK_BOT_TOKEN ?? '']
  const texts = [...Object.values(LEAD), ...secrets, world.path.slice('/in/'.length)]
  expect(texts.filter((text) => log.includes(text))).toEqual([])
})
