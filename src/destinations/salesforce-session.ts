import { z } from 'zod'
import { type Answers, classify } from '../handoff/classify.ts'
import { isObject } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import { keepToken, type Outcome, type Step, send, tokenAfter, type Work } from './kind.ts'
import { below, jsonIn, readAnswer } from './vendor.ts'

/** An access token and where it counts. Salesforce does not say how long: until it refuses it. */
export type Session = z.infer<typeof Session>
const Session = z.object({ access: z.string(), instance: z.string() })

const REFUSED = {
  class: 'misconfigured',
  hint: 'Salesforce does not let the app in; check client_id, client_secret and base_url, and that the app has the client credentials flow and a user to run as',
} as const
const ANSWERS: Answers = { 400: REFUSED, 401: REFUSED, 403: REFUSED, 404: REFUSED }

/** Sends a request in the session that was kept, or in a new one where there is none or it is over; `fate` is what stands in the way of that. */
export function* sendIn(
  work: Work,
  request: (session: Session) => OutboundRequest,
): Step<{ reply: Reply; session: Session } | { fate: Outcome }> {
  const kept = work.token === null ? null : sessionOf(work.token)
  const reply = kept && (yield* send(request(kept)))
  if (kept && reply && !isExpired(reply)) return { reply, session: kept }
  // Whoever finds it out at the same time does not sign in as well: Salesforce counts logins.
  const theirs = yield* tokenAfter(work.token)
  const session = theirs === null ? yield* signedIn(work) : sessionOf(theirs)
  return 'class' in session ? { fate: session } : { reply: yield* send(request(session)), session }
}

function sessionOf(token: string): Session {
  return Session.parse(JSON.parse(token))
}

/** Whether the access token is no longer good. */
function isExpired(reply: Reply): boolean {
  return reply.kind === 'answered' && reply.status === 401
}

/** A new session, kept for later deliveries; else what stands in the way. https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_client_credentials_flow.htm */
function* signedIn({ setting }: Work): Step<Session | Outcome> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: setting('client_id'),
    client_secret: setting('client_secret'),
  })
  const url = below(setting('base_url'), 'services', 'oauth2', 'token')
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  const reply = yield* send({ method: 'POST', url, headers, body: form.toString() }, true)
  if (!isSuccess(reply)) return classify(reply, ANSWERS)
  const session = sessionIn(reply, setting('base_url'))
  if (session === null) return unreadable(reply)
  yield* keepToken(JSON.stringify(session))
  return session
}

/** Null where no request could carry what the answer holds. */
function sessionIn(reply: Reply, usual: string): Session | null {
  const told = jsonIn(reply)
  if (!isObject(told) || typeof told.access_token !== 'string' || !/^[\x21-\x7e]+$/.test(told.access_token)) return null
  const instance = typeof told.instance_url === 'string' ? told.instance_url : usual
  return { access: told.access_token, instance }
}

function unreadable(reply: Reply): Outcome {
  const read = readAnswer(reply, 'Salesforce')
  if ('fate' in read) return read.fate
  return { class: 'misconfigured', error: 'the answer holds no access token', hint: REFUSED.hint }
}
