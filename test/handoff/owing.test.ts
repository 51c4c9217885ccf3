import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HandoffBody } from '../../src/handoff/body.ts'
import { EVENTS } from '../../src/handoff/events.ts'
import { handoffId, handoffOf } from '../../src/handoff/owing.ts'
import type { OwedEvent } from '../../src/lead/lead.ts'
import { decided, scored } from '../../src/lead/transitions.ts'
import { ARRIVED, aDestination, aLead, aPerson, aScore, JANE_ID } from '../support/leads.ts'

const LATER = new Date(ARRIVED.getTime() + 60_000)
const LINKS = { slack_thread: 'https://acme.slack.com/archives/C0LEADS/p1' }
const crm = aDestination()
const approval = { outcome: 'approved', by: aPerson(), reason: null, note: null, owner: null, undoSeconds: 0 } as const

function bodyFor(lead: ReturnType<typeof aLead>, owed: OwedEvent | undefined = lead.owed[0]) {
  if (!owed) throw new Error('this lead owes nothing')
  const body: HandoffBody = JSON.parse(handoffOf(lead, owed, crm, LINKS, LATER).body ?? 'null')
  return body
}

describe('the id of a handoff', () => {
  it('is the same whoever works it out', () => {
    const id = handoffId(JANE_ID, 'lead.qualified', 'dest_1', 1)
    expect(handoffId(JANE_ID, 'lead.qualified', 'dest_1', 1)).toBe(id)
    expect(id).toMatch(/^ho_[0-9A-Z]{26}$/)
  })

  it('differs with lead, event, destination and version', () => {
    const anyPart = fc.record({
      lead: fc.stringMatching(/^lead_[0-9A-Z]{2}$/),
      event: fc.constantFrom(...EVENTS),
      destination: fc.stringMatching(/^dest_[0-9A-Z]{2}$/),
      version: fc.nat(20),
    })
    const idOf = (of: { lead: string; event: (typeof EVENTS)[number]; destination: string; version: number }) =>
      handoffId(of.lead, of.event, of.destination, of.version)
    fc.assert(
      fc.property(anyPart, anyPart, (one, other) => {
        expect(idOf(one) === idOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
        expect(idOf(one)).toMatch(/^\w+$/)
      }),
    )
  })
})

describe('a handoff of an owed event', () => {
  const lead = decided(aLead({ priorLeads: 2 }), { ...approval, reason: 'Fits', note: 'Call soon' }, LATER)

  it('is open, due now, and ordered as its event is', () => {
    const [owed] = lead.owed
    expect(owed && handoffOf(lead, owed, crm, LINKS, LATER)).toMatchObject({
      id: handoffId(lead.id, 'lead.qualified', crm.id, 1),
      destination: { id: crm.id, name: crm.name },
      channel: lead.channel,
      seq: owed?.seq,
      state: 'open',
      nextAttemptAt: LATER,
      step: 0,
      attempts: [],
    })
  })

  it('carries all that a CRM needs, flat', () => {
    expect(bodyFor(lead)).toEqual({
      schema_version: 1,
      event: 'lead.qualified',
      lead_id: JANE_ID,
      handoff_id: handoffId(JANE_ID, 'lead.qualified', crm.id, 1),
      occurred_at: LATER.toISOString(),
      name: 'Jane Doe',
      email: 'jane@acme.example',
      phone: '+1 415 555 0134',
      company: 'Acme',
      message: 'Hello, we are replacing our CRM and would like a demo.',
      source: 'contact form',
      fields: {},
      score: 92,
      confidence: 0.82,
      band: 'approve',
      summary: 'Runs operations and has an approved budget. Wants a demo this week.',
      recommended_action: 'Call today and offer a demo.',
      score_reasons: aScore().reasons,
      scored_by: 'model',
      decision: 'approved',
      decision_version: 1,
      decision_reason: 'Fits: Call soon',
      decided_by: { id: 'U0SAM', name: 'Sam Field', email: 'sam@ours.example', kind: 'user' },
      owner: null,
      endpoint: { id: 'ep_1', name: 'Website' },
      test: false,
      received_at: '2026-03-02T09:30:00.000Z',
      scored_at: '2026-03-02T09:30:01.000Z',
      decided_at: '2026-03-02T09:31:00.000Z',
      prior_leads: 2,
      conversation: null,
      links: LINKS,
    })
  })

  it('has every extra field under its own name, however odd', () => {
    const fields = [
      { name: 'team.size', value: 45 },
      { name: '$where', value: { nested: ['a', null] } },
      { name: '__proto__', value: 'plain text' },
      { name: '', value: true },
    ]
    const sent = JSON.parse(JSON.stringify(bodyFor({ ...lead, fields }))).fields
    expect(Object.entries(sent)).toEqual(fields.map(({ name, value }) => [name, value]))
  })

  it('speaks of the decision of its own event, though another followed', () => {
    const auto = decided(scored(aLead({ score: null }), aScore(), false, LATER), approval, LATER)
    const [atScoring, atApproval] = auto.owed
    expect(bodyFor(auto, atScoring)).toMatchObject({
      event: 'lead.scored',
      decision: null,
      decided_by: null,
      decided_at: null,
      decision_version: 0,
      score: 92,
    })
    expect(bodyFor(auto, atApproval)).toMatchObject({
      event: 'lead.qualified',
      decision: 'approved',
      decision_version: 1,
    })
  })

  it('always has the form that is published', () => {
    const text = fc.option(fc.string())
    const anyLead = fc.record({
      name: text,
      email: text,
      phone: text,
      company: text,
      message: text,
      source: text,
      priorLeads: fc.nat(),
      fields: fc.array(fc.record({ name: fc.string(), value: fc.jsonValue() })),
      score: fc.constantFrom(null, aScore(), aScore({ scoredBy: 'rules', value: 0, confidence: 0 })),
    })
    const outcome = fc.constantFrom('approved', 'rejected', 'review_requested')
    fc.assert(
      fc.property(anyLead, outcome, text, (overrides, outcome, note) => {
        const lead = decided(aLead(overrides), { ...approval, outcome, note, owner: aPerson() }, LATER)
        const body = bodyFor(lead)
        expect(HandoffBody.strict().safeParse(JSON.parse(JSON.stringify(body))).error).toBeUndefined()
      }),
    )
  })
})
