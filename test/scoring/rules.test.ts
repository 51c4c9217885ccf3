import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fallback } from '../../src/lead/score.ts'
import { USUAL_THRESHOLDS } from '../../src/lead/score.ts'
import type { ScoringInput } from '../../src/scoring/input.ts'
import { scoreByRules } from '../../src/scoring/rules.ts'
import { ENTERPRISE_DEMO, leadOf } from './leads.ts'

const company = { name: 'Ana Ruiz', email: 'ana@acme.example', company: 'Acme' }
const free = { name: 'Sam', email: 'sam@gmail.com' }
const score = (lead: ScoringInput) => scoreByRules(lead, 'no_model', USUAL_THRESHOLDS)
const fields = (values: Record<string, unknown>) => Object.entries(values).map(([name, value]) => ({ name, value }))

const LEADS: [what: string, lead: Partial<ScoringInput>, least: number, most: number][] = [
  ['a detailed enterprise demo request with budget and deadline', ENTERPRISE_DEMO, 75, 100],
  [
    'a rollout for 1,200 users with money and a date',
    {
      ...company,
      phone: '+49 30 1234567',
      message:
        'Please send us a quote for 1,200 users. Budget approved: €80k. I am the CTO and we must go live by end of the month.',
    },
    75,
    100,
  ],
  [
    'the same told in form fields',
    {
      ...company,
      phone: '+14155550134',
      fields: fields({
        job_title: 'CFO',
        company_size: '500-1000',
        budget: '$50k',
        timeline: 'this month',
        interest: 'Demo',
      }),
    },
    70,
    100,
  ],
  [
    'a head of sales who switches this quarter',
    {
      ...company,
      message: 'Head of Sales here. We are switching from a competitor this quarter, 60 seats. What does it cost?',
    },
    60,
    90,
  ],
  [
    'an owner in a hurry with a free mailbox',
    {
      ...free,
      phone: '+44 20 7946 0958',
      company: 'Sam Plumbing',
      message: "I'm the owner, need a quote asap, budget is £5,000",
    },
    55,
    88,
  ],
  [
    'a manager comparing tools',
    {
      ...company,
      phone: '+14155550134',
      message: 'I am a manager, we are evaluating tools like yours for next quarter.',
    },
    45,
    75,
  ],
  [
    'a need from a company mailbox, nothing else',
    { ...company, message: 'We are looking for a chatbot for our web shop.' },
    40,
    65,
  ],
  ['a German need', { ...company, message: 'Wir suchen eine Lösung für unseren Vertrieb, dringend.' }, 45, 70],
  ['a question about the price from a company', { ...company, message: 'How much is it?' }, 30, 55],
  ['a returning person who says little', { ...company, priorLeads: 2, message: 'Any news on pricing?' }, 35, 60],
  ['a private need', { ...free, message: 'I am looking for a tool to manage my invoices' }, 25, 50],
  [
    'high scores of the source',
    { ...free, company: 'Bakery', fields: fields({ qualityScore: 92, urgencyScore: 88 }) },
    25,
    45,
  ],
  [
    'low scores of the source',
    { ...free, company: 'Bakery', fields: fields({ qualityScore: 5, urgencyScore: 8 }) },
    5,
    24,
  ],
  ['only a company address', { email: 'info@acme.example' }, 20, 40],
  ['only a phone number', { phone: '+14155550134' }, 0, 25],
  ['"hi" from a free mailbox', { ...free, message: 'hi' }, 0, 34],
  ['nothing at all', {}, 0, 20],
  [
    'a student with a thesis',
    { ...free, message: 'I am a student and need data for my thesis, is it free of charge?' },
    0,
    20,
  ],
  ['a job seeker', { ...free, message: 'I am looking for a job as a developer, see my CV.' }, 0, 25],
  ['a throw-away mailbox', { name: 'x', email: 'x@mailinator.com', message: 'interested in pricing' }, 0, 30],
  ['no budget and no hurry', { ...company, message: 'Just browsing, no budget, no rush.' }, 0, 30],
  [
    'an SEO vendor',
    {
      ...company,
      phone: '+14155550134',
      message:
        'I visited your website and noticed it does not rank. We can get you on the first page of Google within 30 days. Price: $299.',
    },
    0,
    19,
  ],
  [
    'a link seller',
    { ...company, message: 'We sell high quality backlinks for your website, DA 50+. Need a quote asap?' },
    0,
    19,
  ],
  [
    'an outsourcing pitch',
    {
      ...company,
      phone: '+14155550134',
      message: 'We provide software development services and would like to schedule a demo for your team this week.',
    },
    0,
    19,
  ],
  [
    'a list seller',
    { ...company, message: 'Are you interested in a verified email list of 20,000 CEOs? Our price is $500.' },
    0,
    19,
  ],
  ['casino spam', { ...free, message: 'Best online casino bonus today!!!' }, 0, 19],
  [
    'an SEO agency that buys',
    { ...company, message: 'We are an SEO agency with 40 people and would like to book a demo of your CRM.' },
    45,
    75,
  ],
]

describe('the rules', () => {
  it.each(['', 'x'])('break no character of a name, field or message in half (%#)', (before) => {
    const smile = before + '🙂'.repeat(400)
    const lead = leadOf({ ...company, name: smile, company: smile, message: smile, fields: fields({ budget: smile }) })
    expect(JSON.stringify(score(lead))).not.toMatch(/\\ud83d(?!\\ude42)/i)
  })

  it.each(LEADS)('put %s between its bounds', (_what, lead, least, most) => {
    const { value } = score(leadOf(lead))
    expect(value).toBeGreaterThanOrEqual(least)
    expect(value).toBeLessThanOrEqual(most)
  })

  it('quote what the lead wrote', () => {
    const { reasons } = score(ENTERPRISE_DEMO)
    const quotes = reasons.flatMap(({ quote }) => (quote ? [quote] : []))
    expect(quotes.length).toBeGreaterThanOrEqual(5)
    for (const quote of quotes) expect(`${ENTERPRISE_DEMO.message} ${ENTERPRISE_DEMO.company}`).toContain(quote)
  })

  it('say in two sentences who asks and what is missing', () => {
    expect(score(leadOf({ ...company, message: 'We are looking for a chatbot.' })).summary).toBe(
      'Ana Ruiz of Acme (company domain) shows need, company fit and reachability. Nothing is said about urgency, budget and authority.',
    )
  })

  it('recommend a call today for an urgent strong lead that left a number', () => {
    expect(score(ENTERPRISE_DEMO).recommendedAction).toBe('Call them today and offer a meeting.')
    expect(score(leadOf({ ...company, message: 'We offer SEO services for your website' })).recommendedAction).toMatch(
      /^Reject/,
    )
  })

  it("see no need, hurry or budget in a vendor's own words", () => {
    const lead = leadOf({ ...company, message: 'We sell backlinks for your website. Need a quote asap? Only $500.' })
    const levels = score(lead).reasons.flatMap(({ criterion, level }) =>
      ['need', 'urgency', 'budget'].includes(criterion) ? [level] : [],
    )
    expect(levels).toEqual(['none', 'none', 'none'])
    expect(score(lead).summary).toContain("a vendor's pitch")
  })

  it('let a plain no in the message outweigh a ticked box', () => {
    const lead = leadOf({ ...free, message: 'I am seeking a job.', fields: fields({ interest: 'Demo' }) })
    expect(score(lead).reasons.find(({ criterion }) => criterion === 'need')?.level).toBe('none')
  })

  it('give a returning person five points more', () => {
    const lead = leadOf({ ...company, message: 'We need a chatbot.' })
    expect(score({ ...lead, priorLeads: 1 }).value - score(lead).value).toBe(5)
  })

  it('keep the reason why no model scored', () => {
    const reasons: Fallback[] = ['no_model', 'model_error', 'out_of_credits', 'budget_exceeded']
    for (const why of reasons) expect(scoreByRules(leadOf(), why, USUAL_THRESHOLDS).fallback).toBe(why)
  })

  it('never decide alone and are never sure, whatever the lead and the thresholds', () => {
    const text = fc.option(fc.string({ unit: 'grapheme' }), { nil: null })
    const lead = fc.record({
      name: text,
      email: text,
      phone: text,
      company: text,
      message: fc.oneof(text, fc.constantFrom(...LEADS.map(([, { message }]) => message ?? null))),
      source: text,
      fields: fc.array(fc.record({ name: fc.string(), value: fc.jsonValue() }), { maxLength: 5 }),
      priorLeads: fc.nat(9),
    })
    fc.assert(
      fc.property(lead, fc.nat(100), fc.nat(100), (any, one, other) => {
        const made = scoreByRules(any, 'no_model', { approve: Math.max(one, other), reject: Math.min(one, other) })
        expect(made.band).toBe('review')
        expect(made.confidence).toBeGreaterThanOrEqual(0)
        expect(made.confidence).toBeLessThanOrEqual(0.4)
        expect(Number.isInteger(made.value) && made.value >= 0 && made.value <= 100).toBe(true)
        expect(made).toEqual(
          scoreByRules(any, 'no_model', { approve: Math.max(one, other), reject: Math.min(one, other) }),
        )
      }),
    )
  })

  it('stay bounded in work on long hostile texts', () => {
    const lead = leadOf({
      message: 'noticed your website '.repeat(12_000),
      fields: [{ name: 'a', value: '1,'.repeat(100_000) }],
    })
    expect(score(lead).value).toBeLessThan(50)
  })
})
