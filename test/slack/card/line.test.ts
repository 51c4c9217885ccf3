import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Handoff } from '../../../src/handoff/handoff.ts'
import { type LineView, lineMessage } from '../../../src/slack/card/line.ts'
import { blockKitProblems } from '../../stand-ins/slack/block-limits.ts'
import { ARRIVED, aHandoff, anAttempt } from '../../support/leads.ts'
import { TRICKS } from '../nasty-leads.ts'
import { buttonsOf, objectsWithin, parsedTextsOf } from '../seen.ts'

function told(overrides: Partial<Handoff>, view: Partial<LineView> = {}) {
  return lineMessage({ handoff: aHandoff(overrides), now: ARRIVED, ...view })
}

const failed = (status: number) => anAttempt({ status, class: 'transient', error: `answered ${status}` })
const later = (seconds: number) => new Date(ARRIVED.getTime() + seconds * 1000)

describe('the thread line of a handoff', () => {
  it('says that it waits to be sent, and for what', () => {
    expect(told({}).text).toBe('HubSpot: waiting to send')
    expect(told({ hint: 'paused by an admin' }).text).toBe('HubSpot: waiting to send: paused by an admin')
  })

  it('reads as retrying from the first failure on', () => {
    const { text } = told({ attempts: [failed(503)], step: 1, nextAttemptAt: later(5) })
    expect(text).toBe('HubSpot: retrying, attempt 2 of 10, next try in 5 s (at 2026-03-02 09:30:05 UTC): 503')
  })

  it('counts by the ladder of the failure, and a manual retry uses up nothing', () => {
    const wrongKey = anAttempt({ status: 401, class: 'misconfigured' })
    const attempts = [wrongKey, anAttempt({ ...wrongKey, n: 2, trigger: 'manual' })]
    expect(told({ attempts, step: 1 }).text).toBe('HubSpot: retrying, attempt 2 of 3, next try now: 401')
    expect(told({ attempts: [failed(500)], step: 1 }, { policy: 'zapito' }).text).toContain('attempt 2 of 2')
  })

  it("shows the next try in the reader's own time zone", () => {
    const { blocks } = told({ attempts: [failed(503)], step: 1, nextAttemptAt: later(30) })
    const date = objectsWithin(blocks).find((one) => one.type === 'date')
    expect(date).toMatchObject({ timestamp: 1772443830, format: '{time_secs}' })
  })

  it('says that it was delivered, with a link to the record', () => {
    const remote = { id: '1', link: 'https://app.hubspot.example/contacts/1?a=1&b=2' }
    const { text, blocks } = told({ state: 'delivered', attempts: [anAttempt()], remote })
    expect(text).toBe('HubSpot: delivered, 201, 140 ms, open in HubSpot')
    expect(objectsWithin(blocks)).toContainEqual({ type: 'link', url: remote.link, text: 'open in HubSpot' })
    expect(buttonsOf(blocks)).toEqual([])
  })

  it.each([
    'javascript:alert(1)',
    'http://crm.example/1',
    'https://a b',
    'nonsense',
    `https://${'x'.repeat(3000)}.example`,
  ])('links no record at %s', (link) => {
    const { text, blocks } = told({ state: 'delivered', attempts: [anAttempt()], remote: { id: null, link } })
    expect(text).toBe('HubSpot: delivered, 201, 140 ms')
    expect(objectsWithin(blocks).some((one) => one.type === 'link')).toBe(false)
  })

  it('says why it is parked, and offers Retry and Details', () => {
    const attempts = [anAttempt({ status: 401, class: 'misconfigured', error: 'answered 401' })]
    const { text, blocks } = told({ state: 'parked', attempts, hint: 'check the Authorization header' })
    expect(text).toBe('HubSpot: parked: 401, check the Authorization header')
    expect(buttonsOf(blocks)).toEqual(['Retry', 'Details'])
    const values = objectsWithin(blocks).flatMap((one) => (one.type === 'button' ? [one.value] : []))
    expect(values).toEqual(['ho_00000000000000000000000001', 'ho_00000000000000000000000001'])
  })

  it('names the failure where there was no status', () => {
    const attempts = [anAttempt({ status: null, class: 'transient', error: 'no answer within 10 s' })]
    expect(told({ state: 'parked', attempts }).text).toBe('HubSpot: parked: no answer within 10 s')
  })

  it('says why it was skipped', () => {
    expect(told({ state: 'skipped', hint: 'Notion has no such event' }).text).toContain(
      'skipped: Notion has no such event',
    )
  })

  it("parses neither the destination's name nor the CRM's words", () => {
    const words = fc.oneof(fc.constantFrom(...TRICKS), fc.string({ unit: 'binary', maxLength: 500 }))
    const state = fc.constantFrom('open', 'delivered', 'parked', 'skipped')
    fc.assert(
      fc.property(words, words, words, words, state, (name, hint, error, link, state) => {
        const attempts = [anAttempt({ status: null, class: 'transient', error })]
        const remote = { id: null, link }
        const { text, blocks } = told({ destination: { id: 'dest_1', name }, hint, attempts, remote, state })
        expect(text).not.toMatch(/[<>*\n]/)
        expect(parsedTextsOf(blocks)).toEqual([])
        expect(blockKitProblems(blocks, 'message')).toEqual([])
      }),
    )
  })
})
