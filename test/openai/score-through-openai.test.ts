import { afterEach, beforeEach, expect, it } from 'vitest'
import { USUAL_THRESHOLDS } from '../../src/lead/score.ts'
import { createModel } from '../../src/openai/model.ts'
import { scoreLead } from '../../src/scoring/score-lead.ts'
import { GOOD_ANSWER } from '../scoring/judgements.ts'
import { ENTERPRISE_DEMO } from '../scoring/leads.ts'
import { type Fault, type OpenAiStandIn, startOpenAi } from '../stand-ins/openai/index.ts'

const KEY = 'sk-test-key'
let openAi: OpenAiStandIn

beforeEach(async () => {
  openAi = await startOpenAi({ apiKey: KEY })
  openAi.answer(() => GOOD_ANSWER)
})

afterEach(() => openAi.close())

function score(model = 'gpt-4.1-mini', timeoutMs = 15_000) {
  const { url } = openAi
  return scoreLead(
    ENTERPRISE_DEMO,
    createModel({ apiKey: KEY, price: { tokensIn: 0.4, tokensOut: 1.6 }, baseUrl: url, model, timeoutMs }),
    USUAL_THRESHOLDS,
  )
}

it('a lead is judged by OpenAI in one call that its strict checks accept', async () => {
  expect(await score()).toMatchObject({
    scoredBy: 'model',
    value: 100,
    band: 'approve',
    model: { name: 'gpt-4.1-mini' },
  })
  expect(openAi.requests.map(({ error }) => error)).toEqual([undefined])
})

it('a reasoning model, which takes no temperature, judges too', async () => {
  expect(await score('gpt-5-mini')).toMatchObject({ scoredBy: 'model', model: { name: 'gpt-5-mini' } })
})

it('nothing of name, e-mail, phone or key reaches the words of the call', async () => {
  await score()
  const { body } = openAi.requests[0] ?? {}
  expect(JSON.stringify(body)).not.toMatch(/jane|doe\b|northwind\.example|555 0134|sk-test/i)
})

const FAULTS: [Fault, string][] = [
  [{ kind: 'insufficient_quota' }, 'out_of_credits'],
  [{ kind: 'status', status: 500 }, 'model_error'],
  [{ kind: 'status', status: 429, retryAfter: '0' }, 'model_error'],
  [{ kind: 'reset' }, 'model_error'],
  [{ kind: 'refusal' }, 'model_error'],
  [{ kind: 'truncated' }, 'model_error'],
  [{ kind: 'invalid-json' }, 'model_error'],
  [{ kind: 'other-schema' }, 'model_error'],
]

it.each(FAULTS)('%j leaves the lead to the rules, with the reason', async (fault, why) => {
  openAi.fail(fault)
  expect(await score()).toMatchObject({ scoredBy: 'rules', fallback: why, band: 'review', model: null })
})

it('a server that never answers costs its time and no more', async () => {
  openAi.fail({ kind: 'hang' })
  expect(await score('gpt-4.1-mini', 300)).toMatchObject({ scoredBy: 'rules', fallback: 'model_error' })
})

it('one dropped connection is forgiven', async () => {
  openAi.fail({ kind: 'reset' }, { times: 1 })
  expect(await score()).toMatchObject({ scoredBy: 'model' })
})
