import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lead } from '../../../src/lead/lead.ts'
import { readPage } from '../../../src/slack/blocks/paging.ts'
import { type DestinationView, type DetailsView, detailsModal } from '../../../src/slack/card/details.ts'
import { viewProblems } from '../../stand-ins/slack/block-limits.ts'
import { ARRIVED, aConversation, aDecision, aHandoff, aLead, anAttempt, aPerson } from '../../support/leads.ts'
import { heaviestLead, nastyLead } from '../nasty-leads.ts'
import { objectsWithin, parsedTextsOf, seen, textsOf } from '../seen.ts'

const VIEW_BYTES = 250_000

function details(overrides: Partial<Lead> = {}, view: Partial<DetailsView> = {}) {
  return detailsModal({ lead: aLead(overrides), handoffs: [], destinations: [], now: ARRIVED, ...view })
}

function aDestination(overrides: Partial<DestinationView> = {}): DestinationView {
  const usual: DestinationView = {
    id: 'dest_1',
    name: 'HubSpot',
    events: ['lead.qualified'],
    policy: 'default',
    state: 'on',
    stateReason: null,
  }
  return { ...usual, ...overrides }
}

/** All destination rows, inline parts joined as they are read. */
function lines(view: unknown): string[] {
  const sections = objectsWithin(view).filter((one) => one.type === 'rich_text_section')
  return sections.map((section) => textsOf(section).join(''))
}

describe('the details', () => {
  it('have the whole message, in pieces', () => {
    const message = `begin ${'😀 words '.repeat(2000)}end`
    const quotes = objectsWithin(details({ message })).filter((one) => one.type === 'rich_text_quote')
    expect(quotes.length).toBeGreaterThan(1)
    expect(quotes.map((quote) => textsOf(quote).join('')).join('')).toBe(message)
  })

  it('have all fields', () => {
    const fields = Array.from({ length: 250 }, (_, i) => ({ name: `field.${i}`, value: i }))
    const all = seen(details({ fields }))
    for (const { name, value } of fields) expect(all).toContain(`${name}: ${value}`)
  })

  it('explain the score with points and quotes', () => {
    expect(lines(details())).toContain('Need stated: strong, +25 points: “we are replacing our CRM”')
    expect(lines(details())).toContain('Budget signal: not stated, 0 points')
  })

  it('say how each handoff stands', () => {
    const handoffs = [aHandoff({ state: 'delivered', attempts: [anAttempt()] })]
    expect(lines(details({}, { handoffs, destinations: [aDestination()] }))).toContain(
      'HubSpot (lead.qualified): delivered, 201, 140 ms',
    )
  })

  it('say why a destination has no handoff', () => {
    const row = (lead: Partial<Lead>, destination: Partial<DestinationView> = {}) =>
      lines(details(lead, { destinations: [aDestination(destination)] })).find((one) => one.startsWith('HubSpot'))
    const review = aDecision({ outcome: 'review_requested' })
    expect(row({ state: 'rejected' })).toBe('HubSpot: sends on lead.qualified; this lead is rejected')
    expect(row({})).toBe('HubSpot: sends on lead.qualified; this lead waits for a decision')
    expect(row({ decision: review })).toBe('HubSpot: sends on lead.qualified; this lead is under review')
    const undoUntil = new Date(ARRIVED.getTime() + 5000)
    expect(row({ state: 'approved', decision: aDecision({ undoUntil }) })).toBe(
      'HubSpot: sends once the time to undo is over',
    )
    expect(row({ state: 'approved', decision: aDecision({ undoUntil: null }) })).toBe(
      'HubSpot: was not set up for lead.qualified yet when this lead was decided',
    )
    expect(row({}, { events: [] })).toBe('HubSpot: sends on no event')
    expect(row({}, { state: 'disabled', stateReason: '5 days of 503' })).toBe('HubSpot: disabled: 5 days of 503')
    expect(lines(details())).toContain('No destinations are set up.')
  })

  it('say first what is short', () => {
    const view = seen(details({ message: 'a long story' }, { destinations: [aDestination()] }))
    expect(view).toMatch(/Destinations.*Score.*Message.*a long story.*History/s)
  })

  it('tell the time of an utterance in the zone of its reader, or else in the words of its sender', () => {
    const times = ['2026-03-02T09:30:05Z', '2026-03-02T10:30:05.123+01:00', 'half past nine', '2026-99-02T09:30:00Z']
    const transcript = times.map((at) => ({ role: 'user', content: 'hello', at }))
    const lead = aLead({ conversation: aConversation({ transcript }) })
    const page = detailsModal({ lead, handoffs: [], destinations: [], now: ARRIVED }, 1)
    const dates = objectsWithin(page).filter(({ type }) => type === 'date')
    expect(dates).toMatchObject([{ timestamp: 1_772_443_805 }, { timestamp: 1_772_443_805 }])
    expect(seen(page)).toMatch(/half past nine.*2026-99-02T09:30:00Z/s)
    expect(seen(page)).not.toContain('2026-03-02')
  })

  it('tell the history with who and when', () => {
    const history = [{ at: ARRIVED, what: 'approved', by: aPerson(), detail: 'fits' }]
    expect(lines(details({ history }))).toContain(' · Approved · Sam Field · “fits”')
  })

  it('page through the transcript, oldest first, and a page that is not there is the last', () => {
    const transcript = Array.from({ length: 45 }, (_, i) => ({ role: 'user', content: `word ${i}`, at: null }))
    const lead = aLead({ conversation: aConversation({ transcript }) })
    const page = (n: number) => detailsModal({ lead, handoffs: [], destinations: [], now: ARRIVED }, n)
    expect(seen(page(0))).toContain('Somebody will call you back.')
    expect(seen(page(0))).not.toContain('word 0')
    expect(seen(page(1))).toMatch(/word 0\n(.*\n)*word 19\n/)
    expect(seen(page(3))).toContain('word 44')
    expect(page(9)).toEqual(page(3))
    const values = objectsWithin(page(1)).flatMap((one) => (one.type === 'button' ? [String(one.value)] : []))
    expect(values.map(readPage)).toEqual([0, 2].map((n) => ({ what: 'details', leadId: lead.id, page: n })))
  })

  it('keep to what Slack takes and parse nothing, whatever the lead contains', () => {
    fc.assert(
      fc.property(nastyLead, (lead) => {
        const view = detailsModal({ lead, handoffs: [aHandoff()], destinations: [aDestination()], now: ARRIVED })
        expect(viewProblems(view)).toEqual([])
        expect(parsedTextsOf(view)).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it.each(['&', '😀', '"'])('of the heaviest lead fit into a view, made of %s', (character) => {
    const heavy = character.repeat(200_000)
    const value = character.repeat(2500)
    const fields = Array.from({ length: 250 }, () => ({ name: character.repeat(200), value }))
    const destinations = Array.from({ length: 90 }, (_, i) => aDestination({ id: `dest_${i}`, name: value }))
    const lead = { ...heaviestLead(), message: heavy, fields }
    for (const page of [0, 1, 2, 3]) {
      const view = detailsModal({ lead, handoffs: [], destinations, now: ARRIVED }, page)
      expect(viewProblems(view)).toEqual([])
      expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(VIEW_BYTES)
      expect(seen(view)).toContain('more, too long to show here')
    }
  })
})
