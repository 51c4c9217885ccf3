import { kindNamed } from '../destinations/index.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { POLICIES } from '../handoff/retry.ts'
import { attempted } from '../handoff/transitions.ts'
import type { OutboundRequest } from '../wire/request.ts'
import { signatureHeaders } from '../wire/sign.ts'
import { noteHealth } from './note-health.ts'
import type { Claimed, Ports } from './ports.ts'
import { tellHandoff } from './tell-handoff.ts'

/** Tries a handoff that is held under a lease once, and saves what came of it. */
export async function deliverHandoff(ports: Ports, claimed: Claimed): Promise<void> {
  ports.reached('delivering.claimed')
  const { handoff } = claimed
  const destination = await ports.destinations.find(handoff.destination.id)
  if (!destination) return gone(ports, claimed)
  const after = await tried(ports, handoff, destination)
  if (!(await ports.handoffs.finish(claimed, after))) return
  ports.reached('delivering.saved')
  if (after.nextAttemptAt) ports.later.deliver(destination.id, after.nextAttemptAt)
  await noteHealth(ports, destination, after)
  await tellHandoff(ports, after)
}

async function tried(ports: Ports, handoff: Handoff, destination: Destination): Promise<Handoff> {
  const kind = kindNamed(destination.kind)
  const at = ports.now()
  const request = dressed(kind.request(handoff, destination), handoff, destination, at)
  const reply = await ports.courier.send(request, { timeoutMs: POLICIES[destination.policy].timeoutMs })
  ports.reached('delivering.sent')
  const { policy } = destination
  const judged = kind.judge(reply)
  return attempted(handoff, {
    at,
    reply,
    judged,
    sentBody: request.body,
    policy,
    random: ports.random(),
    now: ports.now(),
  })
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

/** A destination that was removed gets nothing more; the handoff is kept as parked. */
async function gone(ports: Ports, claimed: Claimed): Promise<void> {
  const hint = 'the destination was removed'
  const after = { ...claimed.handoff, state: 'parked' as const, nextAttemptAt: null, hint, finishedAt: ports.now() }
  if (await ports.handoffs.finish(claimed, after)) await tellHandoff(ports, after)
}
