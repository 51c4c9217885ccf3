import type { HandoffBody } from './body.ts'

/** A made-up lead at a reserved domain, marked as a test in `event` and `test`. */
export function sampleBody(lead: string, handoff: string, now: Date): HandoffBody {
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
