import { type Answers, classify } from '../handoff/classify.ts'
import { isObject } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import type { Outcome } from './kind.ts'
import { jsonIn } from './vendor.ts'

const BURST_WAIT_MS = 10_000
const SCOPES = 'crm.objects.contacts.read and crm.objects.contacts.write'

/** https://developers.hubspot.com/docs/api-reference/error-handling */
const ANSWERS: Answers = {
  400: {
    class: 'permanent',
    hint: 'HubSpot refused the contact: a property is not known there, or a value does not fit it; add the property in HubSpot or correct the mapping',
  },
  401: {
    class: 'misconfigured',
    hint: 'HubSpot does not accept the token; copy the access token of your private app and --set token=…',
  },
  403: { class: 'misconfigured', hint: `the token may not do this; give its private app the scopes ${SCOPES}` },
  404: { class: 'misconfigured', hint: 'HubSpot has nothing at this address; check base_url, path and id_property' },
  409: { class: 'permanent', hint: 'HubSpot has a contact that stands in the way' },
  423: { class: 'transient', hint: 'HubSpot has locked this for a moment' },
  429: { class: 'transient', hint: 'HubSpot limits how often it may be called' },
  477: { class: 'transient', hint: 'HubSpot is moving this account to another data centre' },
}

/** The statuses that HubSpot would have answered, had the refusal not been one of a batch. */
const CATEGORIES = new Map([
  ['CONFLICT', 409],
  ['EXPIRED_AUTHENTICATION', 401],
  ['INVALID_AUTHENTICATION', 401],
  ['MISSING_SCOPES', 403],
  ['RATE_LIMITS', 429],
  ['INTERNAL_ERROR', 500],
])

/** What stands against a batch of one, also where HubSpot answered 200 or 207; null when it took it. */
export function refusalIn(reply: Reply): Reply | null {
  if (!isSuccess(reply)) return reply
  const told = jsonIn(reply)
  const errors = isObject(told) && Array.isArray(told.errors) ? told.errors : []
  if (errors.length === 0 || reply.kind === 'failed') return null
  const error = isObject(errors[0]) ? errors[0] : {}
  const status = CATEGORIES.get(String(error.category))
  return { ...reply, status: status ?? 400, body: JSON.stringify(error) }
}

/** The contact that is in the way of a new one; HubSpot names it only in its message. */
export function existingId(refusal: Reply | null): string | null {
  if (refusal?.kind !== 'answered' || refusal.status !== 409) return null
  return /Existing ID: (\d+)/.exec(refusal.body)?.[1] ?? null
}

/** A refusal in HubSpot's terms: the daily limit ends at midnight, the others within ten seconds. */
export function refused(reply: Reply, now: Date): Outcome {
  const judged = classify(reply, ANSWERS)
  if (reply.kind === 'failed' || reply.status !== 429) return judged
  const told = jsonIn(reply)
  const isDaily = isObject(told) && told.policyName === 'DAILY'
  return { ...judged, waitMs: isDaily ? untilMidnightMs(now) : BURST_WAIT_MS }
}

function untilMidnightMs(now: Date): number {
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1) - now.getTime()
}
