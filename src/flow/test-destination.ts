import type { Handoff } from '../handoff/handoff.ts'
import { handoffId } from '../handoff/owing.ts'
import { sampleBody } from '../handoff/sample-body.ts'
import type { Sendable } from './carry-out.ts'
import { type DestinationAsk, findDestination } from './find-destination.ts'
import type { Ports } from './ports.ts'
import { tryHandoff } from './try-handoff.ts'

/** Sends one marked test handoff at once, whatever the destination's state, and logs it. It is not retried. */
export async function testDestination(ports: Ports, ask: DestinationAsk): Promise<Handoff> {
  const destination = await findDestination(ports, ask.workspace, ask.destination)
  const now = ports.now()
  const lead = ports.newId('lead_test')
  const id = handoffId(lead, 'test', destination.id, 0)
  const handoff: Sendable = {
    id,
    workspace: ask.workspace,
    lead,
    channel: null,
    destination: { id: destination.id, name: destination.name },
    event: 'test',
    version: 0,
    seq: 0,
    body: JSON.stringify(sampleBody(lead, id, now)),
    state: 'open',
    createdAt: now,
    nextAttemptAt: null,
    step: 0,
    trigger: 'test',
    attempts: [],
    hint: null,
    remote: null,
    memory: {},
    finishedAt: null,
  }
  const tried = await tryHandoff(ports, handoff, destination, async () => {})
  const done: Handoff =
    tried.state === 'open' ? { ...tried, state: 'parked', nextAttemptAt: null, finishedAt: ports.now() } : tried
  await ports.handoffs.insert([done])
  return done
}
