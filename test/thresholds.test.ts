import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenAiStandIn, startOpenAi } from './stand-ins/openai/index.ts'
import { type Conversations, startConversations } from './support/conversations.ts'
import { eventually } from './support/eventually.ts'
import { agentflowSends, callurlSends, type SenderEndpoint, zapitoHandoff, zapitoSends } from './support/senders.ts'

const OPENAI_API_KEY = 'sk-test-key'
const JORDAN = {
  name: 'Jordan Ellis',
  email: 'jordan.ellis@stacklane.example',
  company: 'Stacklane',
  message: 'We are looking for a demo. The budget is approved, we have 200 employees and decide this month.',
}
/** Whatever the score, it is below this. */
const REJECT_ALL = ['--approve', 'off', '--reject', '100']

let openAi: OpenAiStandIn
let world: Conversations
let process: { url: string }

beforeAll(async () => {
  openAi = await startOpenAi({ apiKey: OPENAI_API_KEY })
  world = await startConversations({ env: { OPENAI_API_KEY, OPENAI_BASE_URL: openAi.url } })
  process = await world.start()
})
afterAll(async () => {
  await world.stop()
  await openAi.close()
})

const endpoint = async (source: string, name: string, ...flags: string[]) =>
  (await world.endpoint(source, '--name', name, ...flags)).at(process)

/** What became of a lead once the model has judged it. */
async function judged(sent: Promise<{ body: Record<string, unknown> }>) {
  const { body } = await sent
  const shown = await world.shows(body.lead_id, 'the score', ({ score }) => score !== null)
  expect(shown.score?.scored_by).toBe('model')
  return shown.decision
}

test("an endpoint's own thresholds stand in the place of the workspace's, and can be changed", async () => {
  const own = await endpoint('agentflow', 'own', ...REJECT_ALL)
  const common = await endpoint('agentflow', 'common')
  expect(await judged(agentflowSends(own, JORDAN))).toMatchObject({
    decision: 'rejected',
    decided_by: { kind: 'auto' },
  })
  expect(await judged(agentflowSends(common, JORDAN))).toBeNull()
  await world.admin('endpoint', 'edit', 'own', '--reject', 'off')
  let count = 0
  const another = () => judged(agentflowSends(own, { ...JORDAN, email: `jordan${++count}@stacklane.example` }))
  await eventually(async () => (await another()) === null, 'a lead that is left to people')
})

test('no threshold decides where a person is waited for, nor what is sensitive', async () => {
  const zapito: SenderEndpoint = await endpoint('zapito', 'chat', ...REJECT_ALL)
  const callurl = await endpoint('callurl', 'calls', ...REJECT_ALL)
  expect(await judged(zapitoSends(zapito, zapitoHandoff('c1')))).toBeNull()
  expect(await judged(zapitoSends(zapito, zapitoHandoff('c2', { reason: 'model_error' })))).toBeNull()
  const note = { handoff_reason: 'emergency_or_sensitive_request', severity: 'urgent', caller_id: '+14155550134' }
  expect(await judged(callurlSends(callurl, note))).toBeNull()

  const { body } = await zapitoSends(zapito, zapitoHandoff('c3'))
  await world.admin('resolve', String(body.lead_id))
  expect(await judged(Promise.resolve({ body }))).toBeNull()
})
