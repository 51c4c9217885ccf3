import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Click } from '../src/flow/change-lead.ts'
import { type OpenAiStandIn, startOpenAi } from './stand-ins/openai/index.ts'
import { plausibleAnswer } from './stand-ins/openai/judgement.ts'
import { type Conversations, type Shown, startConversations } from './support/conversations.ts'
import { aPerson } from './support/leads.ts'
import { leadfloSends, type SenderEndpoint, visitorCreated } from './support/senders.ts'

const OPENAI_API_KEY = 'sk-test-key'
const WISH = 'We need a demo. The budget is approved, we have 200 employees and our director decides this week.'
let openAi: OpenAiStandIn
let world: Conversations
let endpoint: SenderEndpoint

beforeAll(async () => {
  openAi = await startOpenAi({ apiKey: OPENAI_API_KEY })
  openAi.answer((call) => JSON.parse(JSON.stringify(plausibleAnswer(call)).replaceAll('"clear"', '"strong"')))
  world = await startConversations({ env: { OPENAI_API_KEY, OPENAI_BASE_URL: openAi.url, OPENAI_TIMEOUT_MS: '8000' } })
  const process = await world.start()
  endpoint = (await world.endpoint('leadflo', '--approve', '60', '--reject', 'off')).at(process)
})
afterAll(async () => {
  await world.stop()
  await openAi.close()
})

async function visitor(id: string): Promise<string> {
  const { body } = await leadfloSends(endpoint, visitorCreated(id))
  return String(body.lead_id)
}

function tells(visitorId: string, summary: string) {
  const data = { conversationId: `conv_${visitorId}`, visitorId, summary }
  return leadfloSends(endpoint, { event: 'conversation_ended', timestamp: '2026-03-02T09:36:00Z', data })
}

const click = (leadId: string): Click => ({
  workspace: world.slack.state.team.id,
  leadId,
  by: aPerson(),
  standing: null,
  cardTs: null,
  revision: null,
})
const isScored = ({ score }: Shown) => score !== null
const rows = ({ history }: Shown) => history.map(({ what }) => what)
const isRescored = (shown: Shown) => rows(shown).includes('rescored')
const events = ({ handoffs }: Shown) => handoffs.map(({ event }) => event).sort()
const CHOICE = { outcome: 'rejected', reason: null, note: null, due: null, owner: null } as const

test('what joins an undecided lead scores it anew, once, and a threshold may decide it then', async () => {
  const leadId = await visitor('v1')
  const before = await world.shows(leadId, 'its score', isScored)
  expect(before.decision).toBeNull()
  await tells('v1', WISH)
  const after = await world.shows(
    leadId,
    'the decision',
    ({ decision, handoffs }) => decision !== null && handoffs.length === 2,
  )
  expect(after.decision).toMatchObject({ decision: 'approved', decided_by: { kind: 'auto' } })
  expect(after.score?.score).toBeGreaterThan(before.score?.score ?? 100)
  expect(rows(after).filter((what) => what === 'rescored')).toHaveLength(1)
  expect(events(after)).toEqual(['lead.qualified', 'lead.scored'])
})

test('a lead that somebody took up is scored anew, and left to them', async () => {
  const leadId = await visitor('v2')
  await world.shows(leadId, 'its score', isScored)
  await world.flow.claimLead(click(leadId))
  await tells('v2', WISH)
  expect((await world.shows(leadId, 'another score', isRescored)).decision).toBeNull()
})

test('a decided lead only shows its new score', async () => {
  const leadId = await visitor('v3')
  await world.shows(leadId, 'its score', isScored)
  await world.flow.decideLead(click(leadId), CHOICE)
  await tells('v3', WISH)
  const after = await world.shows(leadId, 'another score', isRescored)
  expect(after).toMatchObject({ decision: { decision: 'rejected' }, score: { scored_by: 'model' } })
  expect(events(after)).toEqual(['lead.scored'])
})

test("what the model says after the decision is shown, and the rules' score stands in what was handed off", async () => {
  openAi.fail({ kind: 'slow', ms: 1500 }, { times: 1 })
  const leadId = await visitor('v4')
  await world.flow.decideLead(click(leadId), { ...CHOICE, outcome: 'approved' })
  const after = await world.shows(leadId, 'the answer of the model', isRescored)
  expect(after.score?.scored_by).toBe('model')
  expect(events(after)).toEqual(['lead.qualified', 'lead.scored'])
  const told = world.crm.received.filter((one) => one.leadId === leadId)
  expect(told.length).toBeGreaterThan(0)
  for (const { json } of told) expect(json).toMatchObject({ scored_by: 'rules' })
})
