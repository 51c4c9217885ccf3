import { kindNamed } from '../destinations/index.ts'
import { withEgressIps } from '../handoff/classify.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Handoff, Memory } from '../handoff/handoff.ts'
import { mappedBody } from '../handoff/mapped-body.ts'
import { attempted, parked, skipped } from '../handoff/transitions.ts'
import { isAnswerLost } from '../wire/reply.ts'
import { carryOut, type Sendable } from './carry-out.ts'
import type { Ports } from './ports.ts'

/** False where the body was deleted, by retention or erasing. */
export function isSendable(handoff: Handoff): handoff is Sendable {
  return handoff.body !== null
}

/** Tries a handoff once, with the destination as it is set up now, and answers what became of it; parked at once where its mapping does not fit. Saves nothing but what `keep` is given. */
export async function tryHandoff(
  ports: Ports,
  handoff: Sendable,
  destination: Destination,
  keep: (memory: Memory) => Promise<void>,
): Promise<Handoff> {
  const at = ports.now()
  const kind = kindNamed(destination.kind)
  const fit = mappedBody(handoff.body, destination)
  if (!fit.ok) return parked(handoff, fit.hint, at)
  const errand = { handoff, destination, kind, mapped: fit.mapped, keep }
  const { end: fate, last } = await carryOut(ports, errand, (work) => kind.deliver(work))
  const now = ports.now()
  if (fate.class === 'skipped') return skipped(handoff, fate.hint, now)
  const { remote = handoff.remote, waitMs = 0, isLooking = false, ...answer } = fate
  const judged = last ? withEgressIps(answer, last.reply, ports.egressIps) : answer
  const sentBody = last?.request.body ?? handoff.body
  return attempted(handoff, {
    at,
    reply: last?.reply ?? null,
    judged,
    remote,
    waitMs,
    isLooking,
    isLost: kind.baseUrl !== null && last !== null && isAnswerLost(last.reply),
    sentBody,
    policy: destination.policy,
    random: ports.random(),
    now,
  })
}
