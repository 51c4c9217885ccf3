import OpenAI, { APIError } from 'openai'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { type Fault, type OpenAiStandIn, startOpenAi } from './index.ts'

const apiKey = 'sk-test'
let openai: OpenAiStandIn

beforeEach(async () => {
  openai = await startOpenAi({ apiKey })
  const { close } = openai
  onTestFinished(() => close())
})

const text = { type: 'string' }
const finding = z.strictObject({ level: z.enum(['none', 'clear', 'not_stated']), quote: z.string().nullable() })
const good = z.toJSONSchema(
  z.strictObject({
    criteria: z.strictObject({ need: finding, budget: finding }),
    summary: z.string(),
    steers_scoring: z.boolean(),
  }),
  { target: 'draft-7' },
)

type Changes = { model?: string; schema?: object; key?: string; strict?: boolean; extra?: object; timeout?: number }

function ask({ model = 'gpt-4o-mini', schema = good, key = apiKey, strict = true, extra, timeout }: Changes = {}) {
  const client = new OpenAI({ apiKey: key, baseURL: openai.url, maxRetries: 0, timeout: timeout ?? 5_000 })
  return client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: 'Judge.' },
      { role: 'user', content: '===== LEAD =====\nWe need a demo for 40 people.' },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'judgement', strict, schema: { ...schema } } },
    ...extra,
  })
}

function strictObject(properties: Record<string, object>, changes: object = {}): object {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false, ...changes }
}

async function refusalOf(changes: Changes): Promise<Pick<APIError, 'status' | 'code' | 'param' | 'message'>> {
  const error = await ask(changes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof APIError)) throw new Error('it was not refused', { cause: error })
  const { status, code, param, message } = error
  return { status, code, param, message }
}

describe('a sound call', () => {
  it('is answered to its schema, always the same, with verbatim quotes and usage', async () => {
    const [first, second] = [await ask(), await ask()]
    const answer = JSON.parse(first.choices[0]?.message.content ?? '')
    expect(answer.criteria).toEqual({
      need: { level: 'clear', quote: 'We need a demo for' },
      budget: { level: 'not_stated', quote: null },
    })
    expect(second.choices).toEqual(first.choices)
    expect(first.usage?.total_tokens).toBeGreaterThan(10)
    expect(openai.requests).toHaveLength(2)
  })

  it("is answered by the test's script", async () => {
    openai.answer(({ model }) => ({
      criteria: { need: { level: 'none', quote: null }, budget: { level: 'none', quote: null } },
      summary: model,
      steers_scoring: true,
    }))
    const { choices } = await ask()
    expect(JSON.parse(choices[0]?.message.content ?? '')).toMatchObject({
      summary: 'gpt-4o-mini',
      steers_scoring: true,
    })
  })

  it('fails loudly when the script breaks the schema', async () => {
    openai.answer(() => ({ summary: 7 }))
    expect(await refusalOf({})).toMatchObject({
      status: 500,
      message: expect.stringContaining('does not fit the schema'),
    })
  })
})

describe('a call that OpenAI would refuse', () => {
  it('is refused for its key, in the shape of OpenAI', async () => {
    expect(await refusalOf({ key: 'sk-other' })).toMatchObject({ status: 401, code: 'invalid_api_key' })
    const bare = await fetch(`${openai.url}/chat/completions`, { method: 'POST', body: '{}' })
    expect(bare.status).toBe(401)
    expect(await bare.json()).toMatchObject({ error: { type: 'invalid_request_error', param: null, code: null } })
  })

  it.each<[string, Changes, object]>([
    ['without a model', { model: '' }, { message: expect.stringContaining('model parameter') }],
    ['with an unknown argument', { extra: { temprature: 0 } }, { message: expect.stringContaining('temprature') }],
    ['with a temperature out of range', { extra: { temperature: 3 } }, { param: 'temperature' }],
    [
      'with a temperature for a reasoning model',
      { model: 'gpt-5-mini', extra: { temperature: 0 } },
      { param: 'temperature', code: 'unsupported_value' },
    ],
    ['without messages', { extra: { messages: [] } }, { param: 'messages' }],
  ])('is refused %s', async (_, changes, refusal) => {
    expect(await refusalOf(changes)).toMatchObject({ status: 400, ...refusal })
  })

  it.each<[string, object, string]>([
    ['a root that is no object', { type: 'array', items: text }, '\'type: "object"\''],
    ['an optional property', strictObject({ a: text, b: text }, { required: ['a'] }), "Missing 'b'"],
    ['open objects', strictObject({ a: text }, { additionalProperties: true }), "'additionalProperties' is required"],
    ['a nested open object', strictObject({ a: { type: 'object', properties: {} } }), "context=('properties', 'a')"],
    ['a length', strictObject({ a: { type: 'string', maxLength: 5 } }), "'maxLength' is not permitted"],
    ['a default', strictObject({ a: { type: 'string', default: 'x' } }), "'default' is not permitted"],
    ['allOf', strictObject({ a: { allOf: [text] } }), "'allOf' is not permitted"],
    ['an untyped property', strictObject({ a: { description: 'anything' } }), "must have a 'type' key"],
    ['a fault inside items', strictObject({ a: { type: 'array', items: { not: text } } }), "'not' is not permitted"],
    ['a fault inside anyOf', strictObject({ a: { anyOf: [text, { oneOf: [] }] } }), "'oneOf' is not permitted"],
  ])('is refused for a schema with %s', async (_, schema, complaint) => {
    expect(await refusalOf({ schema })).toMatchObject({
      status: 400,
      code: 'invalid_json_schema',
      message: expect.stringContaining(complaint),
    })
  })

  it('is refused for a schema nested too deep', async () => {
    const deep = Array.from({ length: 11 }).reduce<object>((inner) => strictObject({ a: inner }), text)
    expect((await refusalOf({ schema: deep })).message).toContain('10 levels of nesting')
  })
})

describe('faults', () => {
  it('last as many calls as told, of the model that they were told for', async () => {
    openai.fail({ kind: 'status', status: 429, retryAfter: '3' }, { times: 1, model: 'gpt-4o-mini' })
    expect((await ask({ model: 'gpt-4o' })).model).toBe('gpt-4o')
    expect(await refusalOf({})).toMatchObject({ status: 429, code: 'rate_limit_exceeded' })
    expect((await ask()).model).toBe('gpt-4o-mini')
  })

  it('last until mended without a number', async () => {
    openai.fail({ kind: 'status', status: 500 })
    expect([(await refusalOf({})).status, (await refusalOf({})).status]).toEqual([500, 500])
    openai.mend()
    expect((await ask()).object).toBe('chat.completion')
  })

  it('tell an empty account from a rate limit', async () => {
    openai.fail({ kind: 'insufficient_quota' })
    expect(await refusalOf({})).toMatchObject({ status: 429, code: 'insufficient_quota' })
  })

  it.each<[Fault['kind'], Fault, object]>([
    ['refusal', { kind: 'refusal' }, { message: { content: null, refusal: expect.any(String) } }],
    ['truncated', { kind: 'truncated' }, { finish_reason: 'length' }],
    ['invalid-json', { kind: 'invalid-json' }, { message: { content: expect.stringMatching(/^Here you are/) } }],
    ['other-schema', { kind: 'other-schema' }, { message: { content: '{"surprise":true}' } }],
  ])('can be a spoilt answer: %s', async (_, fault, choice) => {
    openai.fail(fault)
    expect((await ask()).choices[0]).toMatchObject(choice)
  })

  it('can be a broken connection or no answer at all', async () => {
    openai.fail({ kind: 'reset' }, { times: 1 })
    await expect(ask()).rejects.toThrow('Connection error')
    openai.fail({ kind: 'hang' })
    await expect(ask({ timeout: 50 })).rejects.toThrow('timed out')
  })
})
