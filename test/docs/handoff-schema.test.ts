import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exampleHandoff } from '../../scripts/example-handoff.ts'
import { handoffSchema } from '../../scripts/handoff-schema.ts'
import { EVENTS } from '../../src/handoff/events.ts'
import { bodyOf } from '../../src/handoff/owing.ts'
import type { Lead } from '../../src/lead/lead.ts'
import { ARRIVED, aDecision, aLead, aPerson, aScore, NOBODY } from '../support/leads.ts'

const PUBLISHED = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/handoff.schema.json'), 'utf8'))
const published = z.fromJSONSchema(PUBLISHED)
const UNKNOWN = { ...NOBODY, score: null, scoredAt: null }

/** A body as it goes over the wire. */
function sent(overrides: Partial<Lead>, event: (typeof EVENTS)[number] = 'lead.qualified'): Record<string, unknown> {
  const links = { slack_thread: 'https://ours.slack.com/archives/C0LEADS/p1' }
  return JSON.parse(JSON.stringify(bodyOf(aLead(overrides), { event, version: 1, id: 'ho_1', at: ARRIVED }, links)))
}

describe('the published schema of a handoff', () => {
  it('is up to date; `node --import tsx scripts/receiving-docs.ts` writes it', () => {
    expect(JSON.stringify(PUBLISHED)).toBe(JSON.stringify(handoffSchema()))
  })

  it('is JSON Schema 2020-12 with a name of its own, and says what it is', () => {
    expect(PUBLISHED).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: expect.stringMatching(/^urn:/),
      title: 'Handoff',
    })
  })

  it.each([
    ['a lead that nobody scored', { score: null, scoredAt: null }],
    ['a lead of which nothing is known', UNKNOWN],
    ['an approval with a reason', { decision: aDecision({ reason: 'Fits', note: 'Call soon' }) }],
    ['a decision by a threshold', { decision: aDecision({ by: aPerson({ name: null, email: null, kind: 'auto' }) }) }],
    ['a lead with an owner', { owner: aPerson() }],
    ['a lead scored by the rules', { score: aScore({ scoredBy: 'rules', value: 0, confidence: 0, reasons: [] }) }],
    [
      'odd extra fields',
      {
        fields: [
          { name: '', value: { deep: [null, 1.5] } },
          { name: '😀', value: true },
        ],
      },
    ],
  ] satisfies [string, Partial<Lead>][])('is met by the body of %s', (_, overrides) => {
    const body = sent(overrides)
    expect(published.safeParse(body).error).toBeUndefined()
    expect(Object.keys(body).sort()).toEqual(Object.keys(PUBLISHED.properties).sort())
  })

  it.each(EVENTS)('is met by %s', (event) => {
    expect(published.safeParse(sent({}, event)).error).toBeUndefined()
  })

  it.each(Object.keys(exampleHandoff()))('is not met without %s', (key) => {
    const body: Record<string, unknown> = sent({})
    delete body[key]
    expect(published.safeParse(body).success).toBe(false)
  })

  it.each([
    ['schema_version', 2],
    ['event', 'lead.lost'],
    ['occurred_at', 'yesterday'],
    ['score', 101],
    ['confidence', 1.1],
    ['decision', 'maybe'],
    ['decision_version', 1.5],
    ['owner', {}],
    ['score_reasons', [{}]],
    ['links', null],
  ])('is not met by a wrong %s', (key, value) => {
    expect(published.safeParse({ ...sent({}), [key]: value }).success).toBe(false)
  })

  it('lets a receiver pass over keys that it does not know', () => {
    expect(published.safeParse({ ...sent({}), added_later: 1 }).error).toBeUndefined()
  })
})
