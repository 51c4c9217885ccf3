import OpenAI from 'openai'
import type { Brief } from '../scoring/brief.ts'
import { type Model, type ModelAnswer, NO_USAGE, type Price } from '../scoring/model.ts'
import { type AskTwice, createAskTwice } from './ask-twice.ts'
import { CHAT_COMPLETIONS } from './dialects.ts'
import type { Failure } from './failure.ts'
import { createGate } from './gate.ts'
import { beginTries, type Tries } from './tries.ts'

/** Which model is asked, where, at what price and for how long. */
export type ModelOptions = {
  apiKey: string
  /** Of any server that speaks OpenAI's language, with its version path. */
  baseUrl?: string
  model: string
  price: Price
  /** Asked when the first model fails. */
  fallbackModel?: string
  /** For everything together: waiting in line, the second try and the fallback model. */
  timeoutMs: number
  maxConcurrent?: number
}

const OPENAI_URL = 'https://api.openai.com/v1'
const USUAL_MAX_CONCURRENT = 8

/** A model at OpenAI or a compatible server. Never throws, never logs; the client's own retries are off. */
export function createModel(options: ModelOptions): Model {
  const { model, fallbackModel, price, timeoutMs, maxConcurrent = USUAL_MAX_CONCURRENT } = options
  const askTwice = createAskTwice({ client: clientOf(options), dialect: CHAT_COMPLETIONS })
  const models = fallbackModel ? [model, fallbackModel] : [model]
  const gate = createGate(maxConcurrent)
  return {
    name: model,
    price,
    async judge(brief) {
      const tries = beginTries(timeoutMs)
      const answer = await gate.pass(() => climb(askTwice, models, brief, tries), tries.signal)
      return answer ?? { kind: 'failed', why: 'model_error', detail: 'too many leads at once', usage: NO_USAGE }
    },
  }
}

function clientOf({ apiKey, baseUrl, timeoutMs }: ModelOptions): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl ?? OPENAI_URL,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
  })
}

/** Asks one model after the other until one judges; a failure of the account would befall them all. */
async function climb(ask: AskTwice, models: readonly string[], brief: Brief, tries: Tries): Promise<ModelAnswer> {
  let failure: Failure | null = null
  for (const model of models) {
    const answer = await ask(model, brief, tries)
    if (!('failure' in answer)) {
      const ms = Math.round(performance.now() - tries.startedAt)
      return { kind: 'judged', judgement: answer.judgement, usage: tries.usage, model, ms }
    }
    failure = answer.failure
    if (failure.scope === 'account') break
  }
  const { why, detail } = failure ?? { why: 'model_error', detail: 'no model' }
  return { kind: 'failed', why, detail, usage: tries.usage }
}
