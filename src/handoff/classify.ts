import { type FailureCause, isSuccess, type Reply } from '../wire/reply.ts'
import type { AttemptClass } from './handoff.ts'
import { ownWords } from './own-words.ts'

/** What a reply comes to: its class, one line for the log, and what a person should mend. */
export type Judged = { class: AttemptClass; error: string | null; hint: string | null }

/** What a status means, and what a person should mend. */
export type Answers = Readonly<Record<number, { class: AttemptClass; hint: string }>>

const ANSWERS: Answers = {
  400: {
    class: 'permanent',
    hint: 'the receiver refused the body: a required field is missing or fails validation there; check its required fields and your mapping',
  },
  401: { class: 'misconfigured', hint: 'check the Authorization header' },
  403: { class: 'misconfigured', hint: 'check the Authorization header and what it may do' },
  404: { class: 'misconfigured', hint: 'nothing is at this URL; check the destination URL' },
  405: { class: 'misconfigured', hint: 'the URL takes no POST; check the destination URL' },
  408: { class: 'transient', hint: 'the receiver timed out' },
  410: { class: 'gone', hint: 'the receiver says that this URL is gone for good; set a new one, then replay' },
  413: { class: 'permanent', hint: 'the body is too large for the receiver; send fewer fields' },
  415: { class: 'permanent', hint: 'the receiver does not take application/json; check the destination URL' },
  422: {
    class: 'permanent',
    hint: 'the receiver refused the body: a required field is missing or fails validation there; check its required fields and your mapping',
  },
  425: { class: 'transient', hint: 'the receiver asked to come back later' },
  429: {
    class: 'transient',
    hint: 'the receiver limits how often it may be called; lower the concurrency of this destination',
  },
}

const FAILURES: Record<FailureCause, { class: AttemptClass; hint: string }> = {
  refused_address: {
    class: 'permanent',
    hint: 'this address is not public; use a public https URL, or have the operator list it in EGRESS_ALLOW',
  },
  unknown_host: { class: 'misconfigured', hint: 'this host name does not exist; check the destination URL' },
  dns: { class: 'transient', hint: 'the host name could not be looked up' },
  connect: {
    class: 'transient',
    hint: 'nobody answers there; check that the receiver is up and that its firewall lets us in',
  },
  tls: { class: 'misconfigured', hint: "the receiver's TLS certificate does not hold; renew it or correct the URL" },
  timeout: { class: 'transient', hint: 'the receiver took too long; answer 2xx first and work afterwards' },
  reset: { class: 'transient', hint: 'the receiver broke the connection' },
  too_large: { class: 'transient', hint: 'the answer was endless' },
  protocol: { class: 'transient', hint: 'the answer was no HTTP; check the destination URL' },
}

const REDIRECT_HINT = 'redirects are not followed; set the URL that it points to'

/** The general classes; `known` is what a destination's kind knows better about its vendor. */
export function classify(reply: Reply, known: Answers = {}): Judged {
  if (reply.kind === 'failed') return { ...FAILURES[reply.cause], error: reply.message }
  if (isSuccess(reply)) return { class: 'delivered', error: null, hint: null }
  const { status } = reply
  const answer = known[status] ?? ANSWERS[status] ?? otherAnswer(status)
  const words = ownWords(reply.body)
  return {
    class: answer.class,
    error: `answered ${status}`,
    hint: words ? `${answer.hint}. It said: “${words}”` : answer.hint,
  }
}

const SHUT_OUT: readonly FailureCause[] = ['connect', 'timeout', 'reset']

/** Whoever may have shut us out is told which addresses to let in; `egressIps` is empty where nobody said. */
export function withEgressIps(judged: Judged, reply: Reply, egressIps: string): Judged {
  if (egressIps === '' || reply.kind !== 'failed' || !SHUT_OUT.includes(reply.cause)) return judged
  return { ...judged, hint: `${judged.hint}; we come from ${egressIps}` }
}

function otherAnswer(status: number): { class: AttemptClass; hint: string } {
  if (status >= 300 && status < 400) return { class: 'misconfigured', hint: REDIRECT_HINT }
  if (status >= 500) return { class: 'transient', hint: 'the receiver has trouble of its own' }
  return { class: 'permanent', hint: 'the receiver refused the request' }
}
