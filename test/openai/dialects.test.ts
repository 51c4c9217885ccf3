import { afterEach, expect, it } from 'vitest'
import { createModel } from '../../src/openai/model.ts'
import { briefOf } from '../../src/scoring/brief.ts'
import { GOOD_ANSWER } from '../scoring/judgements.ts'
import { ENTERPRISE_DEMO } from '../scoring/leads.ts'
import { answering, completion, refusal, response, type Told } from './answering-server.ts'

const BRIEF = briefOf(ENTERPRISE_DEMO)
const UNKNOWN: Told = { status: 404, body: 'Not Found' }
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function modelAt(...words: Told[]) {
  const server = await answering(...words)
  open.push(server)
  const model = createModel({
    apiKey: 'sk-test',
    price: { tokensIn: 0.4, tokensOut: 1.6 },
    baseUrl: server.url,
    model: 'gpt-test',
    timeoutMs: 15_000,
  })
  return { ask: () => model.judge(BRIEF), calls: server.calls, paths: () => server.calls.map(({ path }) => path) }
}

it.each([404, 405])(
  'a server that answers chat completions with %i is asked for responses, at once from then on',
  async (status) => {
    const { ask, calls, paths } = await modelAt({ ...UNKNOWN, status }, response(GOOD_ANSWER))
    const judged = { kind: 'judged', usage: { tokensIn: 900, tokensOut: 120 } }
    expect(await ask()).toMatchObject(judged)
    expect(await ask()).toMatchObject(judged)
    expect(paths()).toEqual(['/v1/chat/completions', '/v1/responses', '/v1/responses'])
    expect(calls[1]?.body).toMatchObject({
      instructions: BRIEF.prompt.instruction,
      input: BRIEF.data,
      store: false,
      text: { format: { type: 'json_schema', strict: true, schema: BRIEF.prompt.form.schema } },
    })
  },
)

it('a server that gives responses up is asked for chat completions again', async () => {
  const { ask, paths } = await modelAt(UNKNOWN, response(GOOD_ANSWER), UNKNOWN, completion(GOOD_ANSWER))
  await ask()
  expect(await ask()).toMatchObject({ kind: 'judged' })
  expect(paths().slice(2)).toEqual(['/v1/responses', '/v1/chat/completions'])
})

it('a model that is not there is looked for in one place only', async () => {
  const { ask, calls } = await modelAt(refusal(404, 'model_not_found'))
  expect(await ask()).toMatchObject({ kind: 'failed', why: 'model_error', detail: 'HTTP 404 model_not_found' })
  expect(calls).toHaveLength(1)
})

it('a server that knows neither fails as one that has no such path', async () => {
  const { ask } = await modelAt(UNKNOWN)
  expect(await ask()).toMatchObject({ kind: 'failed', why: 'model_error', detail: 'HTTP 404' })
})

it.each<[string, Told]>([
  ['refused', response(null, { refusal: 'I cannot help with that.' })],
  ['answer cut off', response('{"crit', { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } })],
  ['content filter', response('', { status: 'incomplete', incomplete_details: { reason: 'content_filter' } })],
  ['no answer', response('', { status: 'failed' })],
  ['answer does not fit the schema', response({ surprise: true })],
])('a response is of no use when it says: %s', async (detail, told) => {
  const { ask } = await modelAt(UNKNOWN, told)
  expect(await ask()).toMatchObject({ kind: 'failed', why: 'model_error', detail, usage: { tokensIn: 900 } })
})

it('a model that takes no temperature is asked for a response without one', async () => {
  const { ask, calls } = await modelAt(UNKNOWN, refusal(400, null, {}, 'temperature'), response(GOOD_ANSWER))
  expect(await ask()).toMatchObject({ kind: 'judged' })
  expect(calls.map(({ body }) => body.temperature)).toEqual([0, 0, undefined])
})
