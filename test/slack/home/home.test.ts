import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_FILTERS } from '../../../src/lead/inbox.ts'
import { tallied } from '../../../src/lead/stats.ts'
import { answerMessage } from '../../../src/slack/command/rendered.ts'
import { type HomeLook, homeView } from '../../../src/slack/home/home.ts'
import { readHomeState } from '../../../src/slack/home/home-state.ts'
import { blockKitProblems, charactersIn, viewProblems } from '../../stand-ins/slack/block-limits.ts'
import { anEndpoint } from '../../support/endpoints.ts'
import { ARRIVED, aDestination, aHandoff, aLead, anAttempt } from '../../support/leads.ts'
import { heaviestLead, nastyLead, TRICKS } from '../nasty-leads.ts'
import { parsedTextsOf, seen } from '../seen.ts'

const NOW = new Date(ARRIVED.getTime() + 60_000)
const WORST = TRICKS.join('').slice(0, 20_000)
const CARD = 'https://acme.slack.com/archives/C0LEADS/p1'
const VIEW_BYTES = 250_000

function aLook(changes: Partial<HomeLook> = {}): HomeLook {
  const lead = aLead()
  return {
    state: { list: 'pending', filters: NO_FILTERS, pages: [] },
    counts: { mine: 1, pending: 2, 'needs-human': 0, review: 0, decided: 1000, failed: 3 },
    page: { rows: [{ lead, failed: null, card: CARD }], next: null },
    today: { ...tallied([]), timeToDecisionMs: 90_000, timeToResolveMs: null, deliveriesFailed: 0 },
    endpoints: [anEndpoint()],
    overview: null,
    notice: null,
    now: NOW,
    ...changes,
  }
}

describe('the Home tab', () => {
  it('is what Slack takes, whatever leads, names and errors it shows', () => {
    const failing = aHandoff({ state: 'parked', hint: WORST, attempts: [anAttempt({ error: WORST })] })
    const destination = aDestination({ name: WORST, stateReason: WORST, state: 'disabled' })
    const overview = {
      endpoints: Array.from({ length: 30 }, () => anEndpoint({ name: WORST, channel: null })),
      destinations: Array.from({ length: 30 }, () => ({ destination, failing })),
      rules: Array.from({ length: 30 }, () => ({ name: WORST.slice(0, 200), when: {}, route: {} })),
      lagMs: 1e9,
      hasHandoffs: true,
      hasLeads: false,
    }
    fc.assert(
      fc.property(fc.array(nastyLead, { minLength: 1, maxLength: 8 }), (leads) => {
        const rows = [...leads, heaviestLead()].map((lead, i) => {
          const named = { ...lead, id: `lead_${i}` }
          return { lead: named, failed: i % 2 ? aHandoff({ id: `ho_${i}`, hint: WORST }) : null, card: CARD }
        })
        const view = homeView(aLook({ page: { rows, next: '0.1.lead_1' }, overview, endpoints: overview.endpoints }))
        expect(viewProblems(view)).toEqual([])
        expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(VIEW_BYTES)
        expect(parsedTextsOf(view).filter((text) => /[<*_~`]/.test(text))).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  it('counts what a list holds, but no further than anybody reads', () => {
    const words = seen(homeView(aLook()))
    expect(words).toMatch(/Waiting for you · 1\n.*All pending · 2\n.*Needs a human\n/s)
    expect(words).toMatch(/Recently decided · 999\+/)
    expect(words).toMatch(/Today: 0 leads · 0 approved · 0 rejected · decided after 1 min \(median\)/)
  })

  it('remembers what is looked at, and begins anew where that was not ours', () => {
    const state: HomeLook['state'] = {
      list: 'failed',
      filters: { ...NO_FILTERS, owner: 'U0SAM' },
      pages: ['0.1.lead_1'],
    }
    expect(readHomeState(homeView(aLook({ state })).private_metadata)).toEqual(state)
    expect(readHomeState('{"list":"no"}')).toMatchObject({ list: 'pending', pages: [] })
  })
})

describe('an answer to a command', () => {
  const typed = { line: WORST, verb: {}, from: 0 }

  it('is what Slack takes, whatever a verb found', () => {
    const anything = fc.anything({ values: [fc.constantFrom(...TRICKS), fc.string()], maxDepth: 3, withDate: true })
    fc.assert(
      fc.property(fc.oneof(fc.array(anything, { maxLength: 15 }), fc.dictionary(fc.string(), anything)), (data) => {
        const message = answerMessage({ data, remarks: [WORST] }, typed, NOW)
        expect(blockKitProblems(message.blocks, 'message')).toEqual([])
        expect(charactersIn(message.blocks)).toBeLessThan(12_000)
        expect(parsedTextsOf(message.blocks)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('shows of each row what its verb names, and never JSON', () => {
    const attempts = [
      { n: 1, status: 503 },
      { n: 2, status: null, error: 'timeout' },
    ]
    const data = [{ id: 'ho_1', state: 'parked', attempts, extra: { a: { b: 1 } }, nothing: null }]
    const verb = { columns: ['id', 'state', 'attempts', 'nothing'] }
    const words = seen(answerMessage({ data }, { ...typed, line: 'logs handoffs', verb }, NOW).blocks)
    expect(words.replaceAll('\n', '')).toBe('/leads logs handoffsho_1 · state parked · attempts 503, timeout')
    expect(seen(answerMessage({ data }, { ...typed, line: 'x' }, NOW).blocks)).not.toMatch(/[{}[\]"]/)
  })
})
