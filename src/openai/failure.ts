import { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import type { Fallback } from '../lead/score.ts'

/** Why one try brought no judgement. `detail` is made of statuses and codes only: what a server writes may repeat a key or a lead. */
export type Failure = {
  why: Fallback
  detail: string
  /** `transient`: the same question may succeed soon; `model`: another model may do better; `account`: nothing will help. */
  scope: 'transient' | 'model' | 'account'
  /** The server asks for this much patience. */
  waitMs: number | null
}

const CREDIT_CODES = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active'])
const ACCOUNT_STATUSES = new Set([401, 402, 403])
const TRANSIENT_STATUSES = new Set([408, 409, 425, 429])

/** What an error of the client means. */
export function failureOf(error: unknown): Failure {
  if (error instanceof APIUserAbortError) return transient('timeout')
  if (error instanceof APIConnectionError) return transient('no connection')
  if (error instanceof SyntaxError) return ofModel('unreadable answer')
  if (!(error instanceof APIError) || error.status === undefined) return transient('connection lost')
  const code = [error.code, error.type].find((each) => typeof each === 'string' && /^[a-z0-9_]{1,60}$/.test(each))
  const detail = code ? `HTTP ${error.status} ${code}` : `HTTP ${error.status}`
  if (error.status === 402 || CREDIT_CODES.has(error.code ?? '') || CREDIT_CODES.has(error.type ?? '')) {
    return { why: 'out_of_credits', detail, scope: 'account', waitMs: null }
  }
  if (ACCOUNT_STATUSES.has(error.status)) return { why: 'model_error', detail, scope: 'account', waitMs: null }
  if (error.status >= 500 || TRANSIENT_STATUSES.has(error.status))
    return { ...transient(detail), waitMs: waitOf(error.headers) }
  return ofModel(detail)
}

/** A failure of this model on this lead, such as a refusal: trying the same again would not help. */
export function ofModel(detail: string): Failure {
  return { why: 'model_error', detail, scope: 'model', waitMs: null }
}

function transient(detail: string): Failure {
  return { why: 'model_error', detail, scope: 'transient', waitMs: null }
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), and OpenAI's own `retry-after-ms`. */
function waitOf(headers: Headers | undefined): number | null {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (ms >= 0) return ms
  const after = headers?.get('retry-after')
  if (!after) return null
  const wait = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now()
  return Number.isNaN(wait) ? null : Math.max(0, wait)
}
