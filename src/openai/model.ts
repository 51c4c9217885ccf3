import { setTimeout as pause } from 'node:timers/promises'
import OpenAI from 'openai'
import type { Brief } from '../scoring/brief.ts'
import { type Model, type ModelAnswer, NO_USAGE, type Price, type Usage } from '../scoring/model.ts'
import { type Answer, ask, type Server } from './ask.ts'
import { CHAT_COMPLETIONS } from './dialects.ts'
import type { Failure } from './failure.ts'
import { createGate } from './gate.ts'

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
const RETRY_PAUSE_MS = 400
/** Of the time that is left, one try may take this share, so that something is left for the next. */
const TRY_SHARE = 0.6

type Tries = { signal: AbortSignal; deadline: number; usage: Usage }

/** A model at OpenAI or a compatible server. Never throws, never logs; the client's own retries are off. */
export function createModel(options: ModelOptions): Model {
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl ?? OPENAI_URL,
    maxRetries: 0,
    timeout: options.timeoutMs,
    logLevel: 'off',
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
  })
  const server: Server = { client, dialect: CHAT_COMPLETIONS }
  const gate = createGate(options.maxConcurrent ?? USUAL_MAX_CONCURRENT)
  /** Until when each model asked to be left alone (429 with Retry-After). */
  const restUntil = new Map<string, number>()

  /** One model: a try, and one more after a transient error when time allows. */
  async function askTwice(model: string, brief: Brief, tries: Tries): Promise<Answer> {
    const resting = (restUntil.get(model) ?? 0) - Date.now()
    if (resting >= left(tries)) return { usage: tries.usage, failure: rateLimited(resting) }
    if (resting > 0) await pause(resting)
    const first = await askOnce(model, brief, tries)
    if (!('failure' in first) || first.failure.scope !== 'transient') return first
    const waitMs = first.failure.waitMs ?? RETRY_PAUSE_MS
    if (first.failure.waitMs !== null) restUntil.set(model, Date.now() + waitMs)
    if (waitMs >= left(tries)) return first
    await pause(waitMs)
    return askOnce(model, brief, tries)
  }

  async function askOnce(model: string, brief: Brief, tries: Tries): Promise<Answer> {
    const signal = AbortSignal.any([tries.signal, AbortSignal.timeout(Math.ceil(left(tries) * TRY_SHARE))])
    const answer = await ask(server, model, brief, signal)
    tries.usage = sum(tries.usage, answer.usage)
    return answer
  }

  async function climb(brief: Brief, tries: Tries, startedAt: number): Promise<ModelAnswer> {
    let failure: Failure | null = null
    for (const model of [options.model, ...(options.fallbackModel ? [options.fallbackModel] : [])]) {
      const answer = await askTwice(model, brief, tries)
      if (!('failure' in answer)) {
        return {
          kind: 'judged',
          judgement: answer.judgement,
          usage: tries.usage,
          model,
          ms: Math.round(performance.now() - startedAt),
        }
      }
      failure = answer.failure
      if (failure.scope === 'account') break
    }
    return {
      kind: 'failed',
      why: failure?.why ?? 'model_error',
      detail: failure?.detail ?? 'no model',
      usage: tries.usage,
    }
  }

  return {
    name: options.model,
    price: options.price,
    async judge(brief) {
      const startedAt = performance.now()
      const tries: Tries = {
        signal: AbortSignal.timeout(options.timeoutMs),
        deadline: Date.now() + options.timeoutMs,
        usage: NO_USAGE,
      }
      const answer = await gate.pass(() => climb(brief, tries, startedAt), tries.signal)
      return answer ?? { kind: 'failed', why: 'model_error', detail: 'too many leads at once', usage: NO_USAGE }
    },
  }
}

function left({ deadline }: Tries): number {
  return Math.max(0, deadline - Date.now())
}

function sum(one: Usage, other: Usage): Usage {
  return { tokensIn: one.tokensIn + other.tokensIn, tokensOut: one.tokensOut + other.tokensOut }
}

function rateLimited(waitMs: number): Failure {
  return { why: 'model_error', detail: 'rate limited', scope: 'transient', waitMs }
}
