import { afterEach, describe, expect, it, vi } from 'vitest'
import { createModel, type ModelOptions } from '../../src/openai/model.ts'
import { briefOf } from '../../src/scoring/brief.ts'
import { answerFormOf } from '../../src/scoring/judgement.ts'
import { USUAL_RUBRIC } from '../../src/scoring/rubric.ts'
import { GOOD_ANSWER } from '../scoring/judgements.ts'
import { ENTERPRISE_DEMO } from '../scoring/leads.ts'
import { answering, completion, refusal, type Told } from './answering-server.ts'

const { schema, read: readJudgement } = answerFormOf(USUAL_RUBRIC)

const KEY = 'sk-secret-key'
const BRIEF = briefOf(ENTERPRISE_DEMO)
const GOOD = completion(GOOD_ANSWER)
const open: { close(): Promise<void> }[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function modelAt(words: Told[], options: Partial<ModelOptions> = {}) {
  const server = await answering(...words)
  open.push(server)
  const model = createModel({
    apiKey: KEY,
    price: { tokensIn: 0.4, tokensOut: 1.6 },
    baseUrl: server.url,
    model: 'gpt-test',
    timeoutMs: 15_000,
    ...options,
  })
  return { model, calls: server.calls, models: () => server.calls.map(({ body }) => body.model) }
}

describe('the model', () => {
  it('asks once, strictly structured and repeatable, and brings the judgement with its cost', async () => {
    const { model, calls } = await modelAt([GOOD])
    const answer = await model.judge(BRIEF)
    expect(answer).toEqual({
      kind: 'judged',
      judgement: readJudgement(JSON.stringify(GOOD_ANSWER)),
      usage: { tokensIn: 900, tokensOut: 120 },
      model: 'gpt-test',
      ms: expect.any(Number),
    })
    expect(calls).toHaveLength(1)
    expect(calls[0]?.path).toBe('/v1/chat/completions')
    expect(calls[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
    expect(calls[0]?.body).toMatchObject({
      model: 'gpt-test',
      temperature: 0,
      seed: expect.any(Number),
      messages: [
        { role: 'system', content: BRIEF.prompt.instruction },
        { role: 'user', content: BRIEF.data },
      ],
      response_format: { type: 'json_schema', json_schema: { strict: true, schema } },
    })
  })

  it.each<[string, Told]>([
    ['a server error', refusal(500, null)],
    ['a rate limit', refusal(429, 'rate_limit_exceeded', { 'retry-after': '0' })],
    ['a dropped connection', { drop: true }],
  ])('tries once more after %s', async (_what, fault) => {
    const { model, calls } = await modelAt([fault, GOOD])
    expect(await model.judge(BRIEF)).toMatchObject({ kind: 'judged' })
    expect(calls).toHaveLength(2)
  })

  it('gives up after the second transient error', async () => {
    const { model, calls } = await modelAt([refusal(503, null)])
    expect(await model.judge(BRIEF)).toMatchObject({ kind: 'failed', why: 'model_error', detail: 'HTTP 503' })
    expect(calls).toHaveLength(2)
  })

  it('asks the fallback model when the first has failed twice', async () => {
    const { model, models } = await modelAt([refusal(503, null), refusal(503, null), GOOD], {
      fallbackModel: 'gpt-small',
    })
    expect(await model.judge(BRIEF)).toMatchObject({ kind: 'judged', model: 'gpt-small' })
    expect(models()).toEqual(['gpt-test', 'gpt-test', 'gpt-small'])
  })

  it.each<[string, Told, string]>([
    ['a refusal', completion('', { refusal: 'I cannot' }), 'refused'],
    ['an answer cut off', completion(GOOD_ANSWER, { finish_reason: 'length' }), 'answer cut off'],
    ['a content filter', completion('', { finish_reason: 'content_filter' }), 'content filter'],
    ['a schema miss', completion({ score: 100 }), 'answer does not fit the schema'],
    ['an answer without choices', { body: { choices: [] } }, 'no answer'],
    ['an unknown model', refusal(404, 'model_not_found'), 'HTTP 404 model_not_found'],
    ['an answer that is no JSON', { body: '{"choices": [' }, 'unreadable answer'],
  ])('does not repeat itself after %s, but asks the fallback model', async (_what, fault, detail) => {
    const alone = await modelAt([fault])
    expect(await alone.model.judge(BRIEF)).toMatchObject({ kind: 'failed', why: 'model_error', detail })
    expect(alone.calls).toHaveLength(1)
    const paired = await modelAt([fault, GOOD], { fallbackModel: 'gpt-small' })
    expect(await paired.model.judge(BRIEF)).toMatchObject({ kind: 'judged', model: 'gpt-small' })
  })

  it('counts the tokens of answers that were of no use', async () => {
    const { model } = await modelAt([completion({ score: 100 }), GOOD], { fallbackModel: 'gpt-small' })
    expect(await model.judge(BRIEF)).toMatchObject({ usage: { tokensIn: 1800, tokensOut: 240 } })
  })

  it.each<[string, Told, string]>([
    ['no credits are left', refusal(429, 'insufficient_quota'), 'out_of_credits'],
    ['the key is wrong', refusal(401, 'invalid_api_key'), 'model_error'],
  ])('asks nobody else when %s', async (_what, fault, why) => {
    const { model, calls } = await modelAt([fault, GOOD], { fallbackModel: 'gpt-small' })
    expect(await model.judge(BRIEF)).toMatchObject({ kind: 'failed', why })
    expect(calls).toHaveLength(1)
  })

  it('asks again without temperature and seed when the model takes none', async () => {
    const { model, calls } = await modelAt([refusal(400, 'unsupported_value', {}, 'temperature'), GOOD])
    expect(await model.judge(BRIEF)).toMatchObject({ kind: 'judged' })
    expect(calls[1]?.body).not.toHaveProperty('temperature')
    expect(calls[1]?.body).not.toHaveProperty('seed')
  })

  it('ends within its time when the server is silent', async () => {
    const { model, calls } = await modelAt([{ delayMs: 20_000 }], { timeoutMs: 300, fallbackModel: 'gpt-small' })
    expect(await model.judge(BRIEF)).toMatchObject({ kind: 'failed', why: 'model_error', detail: 'timeout' })
    expect(calls.length).toBeGreaterThanOrEqual(1)
  })

  it('leaves a model alone that asked for more patience than there is, also for the next lead', async () => {
    const { model, models } = await modelAt([refusal(429, 'rate_limit_exceeded', { 'retry-after': '3600' }), GOOD], {
      fallbackModel: 'gpt-small',
    })
    expect(await model.judge(BRIEF)).toMatchObject({ model: 'gpt-small' })
    expect(await model.judge(BRIEF)).toMatchObject({ model: 'gpt-small' })
    expect(models()).toEqual(['gpt-test', 'gpt-small', 'gpt-small'])
  })

  it('fails as data when nobody listens', async () => {
    const model = createModel({
      apiKey: KEY,
      price: { tokensIn: 0.4, tokensOut: 1.6 },
      baseUrl: 'http://127.0.0.1:1/v1',
      model: 'gpt-test',
      timeoutMs: 15_000,
    })
    expect(await model.judge(BRIEF)).toMatchObject({ kind: 'failed', why: 'model_error', detail: 'no connection' })
  })

  it('tells neither key nor lead in its failures, and logs nothing', async () => {
    const logged = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) => vi.spyOn(console, level))
    for (const status of [400, 401, 402, 403, 404, 409, 422, 429, 500]) {
      const { model } = await modelAt([refusal(status, `bad key ${KEY}`, { 'retry-after': '0' })])
      expect(JSON.stringify(await model.judge(BRIEF))).not.toMatch(/sk-|Jane|Operations/)
    }
    for (const spy of logged) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })
})
