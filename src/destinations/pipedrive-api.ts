import { type Answers, classify } from '../handoff/classify.ts'
import type { JsonObject } from '../handoff/mapping/json.ts'
import type { Reply } from '../wire/reply.ts'
import type { Fate, Work } from './kind.ts'
import { below, jsonRequest } from './vendor.ts'

const SECOND_MS = 1000

const ANSWERS: Answers = {
  400: {
    class: 'permanent',
    hint: 'Pipedrive refused what the mapping makes; custom fields go by their 40-letter keys',
  },
  401: { class: 'misconfigured', hint: 'Pipedrive does not accept the token; copy it anew and --set token=…' },
  402: { class: 'misconfigured', hint: 'this Pipedrive account is closed or its trial has ended' },
  403: { class: 'misconfigured', hint: 'the user of this token may not do this in Pipedrive' },
  404: { class: 'misconfigured', hint: 'Pipedrive knows no such address; check base_url' },
  429: { class: 'transient', hint: 'Pipedrive limits how often it may be called' },
}
const CAPPED: Answers = {
  403: {
    class: 'permanent',
    hint: 'this Pipedrive account has reached a limit of its plan; make room or upgrade, then retry',
  },
}

/** A refusal in Pipedrive's terms, and how long it wants to be left alone. */
export function refused(reply: Reply): Fate {
  const isCapped = reply.kind === 'answered' && /"code":\s*"feature_capping/.test(reply.body)
  const judged = classify(reply, isCapped ? { ...ANSWERS, ...CAPPED } : ANSWERS)
  if (reply.kind === 'failed' || reply.status !== 429) return judged
  const resetSeconds = Number(reply.headers['x-ratelimit-reset'])
  return resetSeconds > 0 ? { ...judged, waitMs: resetSeconds * SECOND_MS } : judged
}

/** Whether Pipedrive says that there is no such record, or no more. */
export function isGone(reply: Reply): boolean {
  return reply.kind === 'answered' && (reply.status === 404 || reply.status === 410)
}

/** Persons are of the API's version 2, leads of its version 1. */
export function rootOf(base: string): string {
  return base.replace(/\/+$/, '').replace(/(\/api)?\/v[12]$/, '')
}

/** Below either version of the API, with a JSON body or a query. */
export function request(
  { setting }: Work,
  method: 'GET' | 'POST' | 'PATCH',
  path: string[],
  asked: JsonObject | URLSearchParams,
) {
  const url = below(rootOf(setting('base_url')), ...path)
  const headers = { 'x-api-token': setting('token') }
  if (!(asked instanceof URLSearchParams)) return jsonRequest(method, url, asked, headers)
  return { method, url: asked.size > 0 ? `${url}?${asked}` : url, headers, body: '' }
}
