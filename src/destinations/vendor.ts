import type { z } from 'zod'
import { classify } from '../handoff/classify.ts'
import { isObject, type Json, type JsonObject } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import type { Outcome, Presence, Setting } from './kind.ts'

/** `--set base_url=…`, which every kind with a vendor's API takes: for another region, a proxy or a stand-in. */
export function baseUrl(usual: string): Setting {
  return { isSecret: false, isRequired: false, usual, what: `where the API is, if not at ${usual}` }
}

/** A setting that has to be given; a secret one is never shown again. */
export function required(what: string, isSecret = false): Setting {
  return { isSecret, isRequired: true, usual: null, what }
}

/** A setting that may be left out. */
export function optional(what: string, usual: string | null = null): Setting {
  return { isSecret: false, isRequired: false, usual, what }
}

/** A request with a JSON body. */
export function jsonRequest(
  method: OutboundRequest['method'],
  url: string,
  body: Json,
  headers: OutboundRequest['headers'] = {},
): OutboundRequest {
  return { method, url, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** The address of a resource below an API's own: each part is one segment of the path, whatever characters it has. */
export function below(base: string, ...parts: string[]): string {
  return [base.replace(/\/+$/, ''), ...parts.map(encodeURIComponent)].join('/')
}

/** The JSON of an answer; undefined where it is none. */
export function jsonIn(reply: Reply): Json | undefined {
  if (reply.kind === 'failed') return undefined
  try {
    return JSON.parse(reply.body)
  } catch {
    return undefined
  }
}

/** What a vendor tells in a 2xx; `fate` where that is an error all the same, or cannot be read, so that nobody knows what it did. */
export function readAnswer(reply: Reply, vendor: string): { told: JsonObject } | { fate: Outcome } {
  const told = jsonIn(reply)
  if (isObject(told)) return isError(told) ? { fate: refusedAfterAll(reply, vendor) } : { told }
  if (reply.kind === 'answered' && !reply.bodyCut) return { fate: strange(vendor) }
  return { fate: { class: 'transient', error: UNREADABLE, hint: `the answer of ${vendor} broke off` } }
}

/** The same in that shape; `fate` also where somebody else answered. */
export function readAs<Shape extends z.ZodType>(
  reply: Reply,
  shape: Shape,
  vendor: string,
): { told: z.output<Shape> } | { fate: Outcome } {
  const read = readAnswer(reply, vendor)
  if ('fate' in read) return read
  const parsed = shape.safeParse(read.told)
  return parsed.success ? { told: parsed.data } : { fate: strange(vendor) }
}

function isError({ success, object, status, error, errors }: JsonObject): boolean {
  const holdsOne = isObject(error) || (Array.isArray(errors) && errors.length > 0)
  return success === false || object === 'error' || status === 'error' || holdsOne
}

function refusedAfterAll(reply: Reply, vendor: string): Outcome {
  const hint = `${vendor} refused what it was sent, although it answered as if it had not; correct the mapping`
  const judged = classify(reply.kind === 'answered' ? { ...reply, status: 400 } : reply, {
    400: { class: 'permanent', hint },
  })
  return { ...judged, error: 'the answer holds an error' }
}

const UNREADABLE = 'the answer could not be read'

function strange(vendor: string): Outcome {
  return { class: 'misconfigured', error: UNREADABLE, hint: `this was no answer of ${vendor}'s; check base_url` }
}

/** What the answer to a GET of a record says of it. */
export function presenceIn(reply: Reply): Presence {
  if (isSuccess(reply)) return 'there'
  return reply.kind === 'answered' && (reply.status === 404 || reply.status === 410) ? 'missing' : 'unknown'
}

/** Where there is nothing to send as things stand: kept, with the reason. */
export function nothingSent(hint: string): Outcome {
  return { class: 'permanent', error: 'nothing was sent', hint }
}
