import { z } from 'zod'
import type { ApiError } from './api-error.ts'
import type { ChatCall } from './request-check.ts'

/** How a call goes wrong. Statuses carry OpenAI's own error bodies. */
export type Fault =
  | { kind: 'status'; status: number; retryAfter?: string }
  | { kind: 'insufficient_quota' }
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'slow'; ms: number }
  | { kind: 'refusal' }
  | { kind: 'truncated' }
  | { kind: 'half-json' }
  | { kind: 'own-score' }
  | { kind: 'invalid-json' }
  | { kind: 'other-schema' }

const CHARS_PER_TOKEN = 4
const CREATED_S = 1_760_000_000

/** The error that a fault of the account or the server comes with; undefined for the other faults. */
export function errorOf(fault: Fault): ApiError | undefined {
  if (fault.kind === 'insufficient_quota') {
    const message = 'You exceeded your current quota, please check your plan and billing details.'
    return { status: 429, message, type: 'insufficient_quota', param: null, code: 'insufficient_quota' }
  }
  if (fault.kind !== 'status') return undefined
  const { status } = fault
  if (status === 429) {
    const message = 'Rate limit reached for requests per min (RPM). Please try again later.'
    return { status, message, type: 'requests', param: null, code: 'rate_limit_exceeded' }
  }
  const message = 'The server had an error while processing your request. Sorry about that!'
  return { status, message, type: status >= 500 ? 'server_error' : 'invalid_request_error', param: null, code: null }
}

/** What is wrong with an answer that no strict model could give; undefined when it fits the schema. */
export function answerFault(call: ChatCall, answer: object): string | undefined {
  const fits = z.fromJSONSchema(call.schema).safeParse(answer)
  return fits.success ? undefined : `The test's answer does not fit the schema: ${z.prettifyError(fits.error)}`
}

/** A chat completion that brings `answer`, or spoils it as `fault` says. */
export function completion(call: ChatCall, answer: object, fault: Fault | undefined, id: string): object {
  const text = textOf(answer, fault)
  const isRefusal = fault?.kind === 'refusal'
  const promptTokens = tokens(call.messages.map((message) => message.text).join(''))
  const completionTokens = tokens(text)
  return {
    id: `chatcmpl-${id}`,
    object: 'chat.completion',
    created: CREATED_S,
    model: call.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: isRefusal ? null : text,
          refusal: isRefusal ? "I'm sorry, I can't help with that." : null,
        },
        logprobs: null,
        finish_reason: fault?.kind === 'truncated' ? 'length' : 'stop',
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
    system_fingerprint: 'fp_stand_in',
  }
}

function textOf(answer: object, fault: Fault | undefined): string {
  const text = JSON.stringify(answer)
  if (fault?.kind === 'own-score') return JSON.stringify({ ...answer, score: 100, confidence: 1 })
  if (fault?.kind === 'truncated' || fault?.kind === 'half-json') return text.slice(0, text.length / 2)
  if (fault?.kind === 'invalid-json') return `Here you are: ${text}`
  return fault?.kind === 'other-schema' ? '{"surprise":true}' : text
}

function tokens(text: string): number {
  return Math.ceil(text.length / CHARS_PER_TOKEN)
}
