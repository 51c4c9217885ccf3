import type { Destination } from '../../src/handoff/destination.ts'
import type { Attempt, Handoff } from '../../src/handoff/handoff.ts'
import { HEALTHY } from '../../src/handoff/health.ts'
import { bodyOf } from '../../src/handoff/owing.ts'
import type { Conversation } from '../../src/lead/conversation.ts'
import type { Reach } from '../../src/lead/conversing.ts'
import type { Decision, Person } from '../../src/lead/decision.ts'
import type { Lead } from '../../src/lead/lead.ts'
import type { Score } from '../../src/lead/score.ts'
import { received } from '../../src/lead/transitions.ts'

export const ARRIVED = new Date('2026-03-02T09:30:00Z')

export const JANE_ID = 'lead_01JQ0000000000000000000001'

/** What is known of somebody who said nothing. */
export const NOBODY = { name: null, email: null, phone: null, company: null, message: null, source: null }

/** A colleague as Slack knows them. */
export function aPerson(overrides: Partial<Person> = {}): Person {
  return { id: 'U0SAM', name: 'Sam Field', email: 'sam@ours.example', kind: 'user', ...overrides }
}

/** The lead as it was when it came in. */
export function arrived(lead: Lead, reach: Reach = { sms: false }): Lead {
  const { name, email, phone, company, message, source, sentAt, fields, flags, severity, conversation } = lead
  const draft = { name, email, phone, company, message, source, sentAt, fields, flags, severity, conversation }
  const { id, workspace, endpoint, channel, subject, owner, test, unsigned } = lead
  const where = { id, workspace, endpoint, channel, subject, owner, severity, test, unsigned }
  return received(draft, { ...where, reach, at: ARRIVED })
}

export function aScore(overrides: Partial<Score> = {}): Score {
  return {
    value: 92,
    confidence: 0.82,
    band: 'approve',
    axes: { fit: 'A', intent: 1 },
    summary: 'Runs operations and has an approved budget. Wants a demo this week.',
    recommendedAction: 'Call today and offer a demo.',
    reasons: [
      { criterion: 'need', label: 'Need stated', level: 'strong', points: 25, quote: 'we are replacing our CRM' },
      { criterion: 'budget', label: 'Budget signal', level: 'not_stated', points: 0, quote: null },
    ],
    scoredBy: 'model',
    fallback: null,
    injection: false,
    learned: null,
    byRules: 80,
    language: 'en',
    model: null,
    ...overrides,
  }
}

/** Jane Doe of Acme, scored 92, open. */
export function aLead(overrides: Partial<Lead> = {}): Lead {
  return {
    id: JANE_ID,
    workspace: 'T0OURS',
    endpoint: { id: 'ep_1', name: 'Website', source: 'agentflow' },
    channel: 'C0LEADS',
    name: 'Jane Doe',
    email: 'jane@acme.example',
    phone: '+1 415 555 0134',
    company: 'Acme',
    message: 'Hello, we are replacing our CRM and would like a demo.',
    source: 'contact form',
    sentAt: null,
    fields: [],
    flags: [],
    severity: null,
    conversation: null,
    subject: null,
    awaitsNews: false,
    staleSince: null,
    news: [],
    notified: [],
    test: false,
    unsigned: false,
    state: 'open',
    score: aScore(),
    decision: null,
    version: 0,
    owner: null,
    rule: null,
    due: null,
    snooze: null,
    priorLeads: 0,
    receivedAt: ARRIVED,
    scoredAt: new Date(ARRIVED.getTime() + 1000),
    revision: 2,
    shownRevision: 0,
    owed: [],
    history: [{ at: ARRIVED, what: 'received', by: null, detail: 'by Website' }],
    ...overrides,
  }
}

/** An approval by Sam, two minutes after arrival, that can no longer be undone. */
export function aDecision(overrides: Partial<Decision> = {}): Decision {
  const at = new Date(ARRIVED.getTime() + 120_000)
  return { outcome: 'approved', by: aPerson(), at, reason: null, note: null, due: null, undoUntil: null, ...overrides }
}

/** One try that was answered 201 in 140 ms. */
export function anAttempt(overrides: Partial<Attempt> = {}): Attempt {
  return {
    n: 1,
    at: ARRIVED,
    trigger: 'auto',
    status: 201,
    class: 'delivered',
    error: null,
    phases: { total: 140 },
    responseHeaders: {},
    askedMs: 0,
    responseBody: null,
    requestBody: null,
    ...overrides,
  }
}

/** Jane's approval on its way to HubSpot, not yet tried. */
export function aHandoff(overrides: Partial<Handoff> = {}): Handoff {
  const id = 'ho_00000000000000000000000001'
  const lead = aLead({ state: 'approved', version: 1, decision: aDecision() })
  return {
    id,
    workspace: lead.workspace,
    lead: lead.id,
    channel: lead.channel,
    destination: { id: 'dest_1', name: 'HubSpot' },
    event: 'lead.qualified',
    version: 1,
    seq: 1,
    body: JSON.stringify(
      bodyOf(lead, { event: 'lead.qualified', version: 1, id, at: ARRIVED }, { slack_thread: null }),
    ),
    state: 'open',
    createdAt: ARRIVED,
    nextAttemptAt: ARRIVED,
    step: 0,
    trigger: 'auto',
    attempts: [],
    hint: null,
    remote: null,
    memory: {},
    finishedAt: null,
    ...overrides,
  }
}

/** HubSpot behind a webhook, told of decisions. */
export function aDestination(overrides: Partial<Destination> = {}): Destination {
  return {
    id: 'dest_1',
    workspace: 'T0OURS',
    name: 'HubSpot',
    kind: 'webhook',
    url: 'https://crm.example/hook',
    headers: {},
    settings: {},
    events: ['lead.qualified', 'lead.rejected'],
    decisionsOnly: false,
    mapping: null,
    signing: 'agentflow',
    secrets: { current: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', previous: null, previousUntil: null },
    policy: 'default',
    concurrency: 8,
    rate: null,
    state: 'on',
    stateReason: null,
    health: HEALTHY,
    createdAt: ARRIVED,
    ...overrides,
  }
}

/** A phone call that a bot has handed to people. */
export function aConversation(overrides: Partial<Conversation> = {}): Conversation {
  return {
    id: 'call_1',
    channel: 'phone',
    externalId: '+1 415 555 0134',
    contactName: 'Jane',
    bot: { id: 'bot_1', name: 'Reception' },
    transcript: [{ role: 'user', content: 'My cellar is under water.', at: null }],
    status: 'handoff',
    plea: {
      reason: 'escalate',
      severity: 'urgent',
      sensitive: true,
      notify: ['slack'],
      callerMessage: 'Somebody will call you back.',
      missing: ['address'],
    },
    pleas: 1,
    resolved: null,
    ended: null,
    ...overrides,
  }
}
