import { z } from 'zod'
import { type Answers, classify } from '../handoff/classify.ts'
import { isObject } from '../handoff/mapping/json.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import { keepToken, type Outcome, type Step, send, type Work } from './kind.ts'
import { below, jsonIn, readAnswer } from './vendor.ts'

/** An access token and where it counts. Salesforce does not say how long: until it refuses it. */
export type Session = z.infer<typeof Session>
const Session = z.object({ access: z.string(), instance: z.string() })

const REFUSED = {
  class: 'misconfigured',
  hint: 'Salesforce does not let the app in; check client_id, client_secret and base_url, and that the app has the client credentials flow and a user to run as',
} as const
const ANSWERS: Answers = { 400: REFUSED, 401: REFUSED, 403: REFUSED, 404: REFUSED }

/** The session that an earlier delivery kept; null where there is none. */
export function keptSession(token: string | null): Session | null {
  return token === null ? null : Session.parse(JSON.parse(token))
}

/** A new session, kept for later deliveries; else what stands in the way. https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_client_credentials_flow.htm */
export function* signedIn({ setting }: Work): Step<Session | Outcome> {
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
