import type { HandoffBody } from '../handoff/body.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { handoffId } from '../handoff/owing.ts'
import type { Sendable } from './carry-out.ts'
import { type DestinationAsk, findDestination } from './change-destination.ts'
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
    body: JSON.stringify(testBody(lead, id, now)),
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

/** A made-up lead at a reserved domain, marked as a test in `event` and `test`. */
function testBody(lead: string, handoff: string, now: Date): HandoffBody {
  const at = now.toISOString()
  return {
    schema_version: 1,
    event: 'test',
    lead_id: lead,
    handoff_id: handoff,
    occurred_at: at,
    name: 'Test Lead',
    email: 'test.lead@example.com',
    phone: '+1 555 0100',
    company: 'Example Company',
    message: 'This is a test from Greenlight. Nobody is waiting for an answer.',
    source: 'greenlight_test',
    fields: { team_size: 12 },
    score: 50,
    confidence: 0.4,
    band: 'review',
    summary: 'A made-up lead that shows what a handoff looks like. It asks for nothing.',
    recommended_action: 'Check that it arrived, then ignore it.',
    score_reasons: [],
    scored_by: 'rules',
    decision: null,
    decision_version: 0,
    decision_reason: null,
    decided_by: null,
    owner: null,
    endpoint: { id: 'ep_test', name: 'test' },
    test: true,
    received_at: at,
    scored_at: at,
    decided_at: null,
    prior_leads: 0,
    conversation: null,
    links: { slack_thread: null },
  }
}
