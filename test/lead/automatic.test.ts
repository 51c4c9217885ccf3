import { describe, expect, it } from 'vitest'
import { automaticOutcome } from '../../src/lead/automatic.ts'
import { UNHEARD } from '../../src/lead/conversation.ts'
import { aLead, aScore } from '../support/leads.ts'

const LIMITS = { approve: 85, reject: 20 }
const COMPANY_MAIL = true
const high = aScore({ value: 90 })
const low = aScore({ value: 10 })

describe('a threshold decides', () => {
  it.each([
    [85, 'approved'],
    [84, null],
    [20, null],
    [19, 'rejected'],
    [0, 'rejected'],
    [100, 'approved'],
  ] as const)('on a score of %i: %s', (value, outcome) => {
    expect(automaticOutcome(aLead(), aScore({ value }), LIMITS, COMPANY_MAIL)).toBe(outcome)
  })

  it('never while it is off', () => {
    expect(automaticOutcome(aLead(), high, { ...LIMITS, approve: null }, COMPANY_MAIL)).toBeNull()
    expect(automaticOutcome(aLead(), low, { ...LIMITS, reject: null }, COMPANY_MAIL)).toBeNull()
  })

  it('never on text alone: approval needs company mail or a returning person', () => {
    expect(automaticOutcome(aLead(), high, LIMITS, !COMPANY_MAIL)).toBeNull()
    expect(automaticOutcome(aLead({ priorLeads: 1 }), high, LIMITS, !COMPANY_MAIL)).toBe('approved')
    expect(automaticOutcome(aLead(), low, LIMITS, !COMPANY_MAIL)).toBe('rejected')
  })

  it.each([
    ['the rules scored', { scoredBy: 'rules' }, []],
    ['it was learned', { scoredBy: 'learned' }, []],
    ['the text tries to steer', { injection: true }, []],
    ['the confidence is under 0.6', { confidence: 0.59 }, []],
    ['the lead is sensitive', {}, ['sensitive']],
    ['a human is waited for', {}, ['needs_human']],
  ] as const)('never where %s', (_, score, flags) => {
    const lead = aLead({ flags: [...flags] })
    expect(automaticOutcome(lead, { ...high, ...score }, LIMITS, COMPANY_MAIL)).toBeNull()
    expect(automaticOutcome(lead, { ...low, ...score }, LIMITS, COMPANY_MAIL)).toBeNull()
  })

  it('never on a lead for which a person was asked, though somebody saw to it', () => {
    const conversation = { ...UNHEARD, status: 'resolved', pleas: 1 } as const
    expect(automaticOutcome(aLead({ conversation }), high, LIMITS, COMPANY_MAIL)).toBeNull()
    expect(automaticOutcome(aLead({ conversation: UNHEARD }), high, LIMITS, COMPANY_MAIL)).toBe('approved')
  })

  it('an approval only where the rules come near to the threshold themselves', () => {
    expect(automaticOutcome(aLead(), { ...high, byRules: 65 }, LIMITS, COMPANY_MAIL)).toBe('approved')
    expect(automaticOutcome(aLead(), { ...high, byRules: 64 }, LIMITS, COMPANY_MAIL)).toBeNull()
    expect(automaticOutcome(aLead(), { ...low, byRules: 64 }, LIMITS, COMPANY_MAIL)).toBe('rejected')
  })

  it('with a confidence of exactly 0.6', () => {
    expect(automaticOutcome(aLead(), { ...high, confidence: 0.6 }, LIMITS, COMPANY_MAIL)).toBe('approved')
  })
})
