import { kindNamed } from '../destinations/index.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { redactedReply } from '../handoff/redact.ts'
import { POLICIES } from '../handoff/retry.ts'
import { attempted } from '../handoff/transitions.ts'
import type { OutboundRequest } from '../wire/request.ts'
import { signatureHeaders } from '../wire/sign.ts'
import type { Ports } from './ports.ts'

/** A handoff whose body is still kept. */
export type Sendable = Handoff & { body: string }

export function isSendable(handoff: Handoff): handoff is Sendable {
  return handoff.body !== null
}

/** Sends a handoff once, with the destination as it is set up now, and answers what became of it. Saves nothing. */
export async function tryHandoff(ports: Ports, handoff: Sendable, destination: Destination): Promise<Handoff> {
  const kind = kindNamed(destination.kind)
  const at = ports.now()
  const request = dressed(kind.request(handoff.body, destination), handoff, destination, at)
  const { policy } = destination
  const answer = await ports.courier.send(request, { timeoutMs: POLICIES[policy].timeoutMs })
  const reply = redactedReply(answer, secretsIn(request, destination))
  const judged = kind.judge(reply)
  const now = ports.now()
  return attempted(handoff, { at, reply, judged, sentBody: request.body, policy, random: ports.random(), now })
}

/** The URL, what an admin entered as a header, what signs, and the signatures made of it. */
function secretsIn({ headers, url }: OutboundRequest, { headers: own, secrets }: Destination): string[] {
  const signatures = Object.entries(headers).filter(([name]) => /signature|secret/.test(name))
  const made = signatures.map(([, value]) => value)
  return [url, ...Object.values(own), secrets.current, secrets.previous ?? '', ...made]
}

/** Adds what every request carries: the admin's own headers, the id to deduplicate by, and a fresh signature. */
function dressed(request: OutboundRequest, handoff: Handoff, destination: Destination, now: Date): OutboundRequest {
  const { secrets } = destination
  const overlapping = secrets.previousUntil && secrets.previousUntil > now
  const signature = signatureHeaders({
    format: destination.signing,
    secrets: { current: secrets.current, previous: overlapping ? secrets.previous : null },
    id: handoff.id,
    event: handoff.event,
    body: request.body,
    now,
  })
  return {
    ...request,
    headers: { ...destination.headers, ...request.headers, 'idempotency-key': handoff.id, ...signature },
  }
}
