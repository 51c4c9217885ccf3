import fc from 'fast-check'
import type { Conversation } from '../../src/lead/conversation.ts'
import type { Decision, Person } from '../../src/lead/decision.ts'
import type { Field, HistoryRow, Lead } from '../../src/lead/lead.ts'
import type { Score } from '../../src/lead/score.ts'
import { ARRIVED, aConversation, aLead } from '../support/leads.ts'

/** What people put into forms to make a bot look foolish. */
export const TRICKS = [
  '<!channel> <!here> <@U0BOSS> <#C0ALL>',
  '<https://evil.example|Approve>',
  '*Approved* by <@U0BOSS>, 2 min after arrival',
  'Jane\nApproved by @boss, 2 min after arrival\n*Owner:* nobody',
  '\u202Edevorppa\u202C \u200B\u2066hidden\u2069 \uFEFF',
  ':white_check_mark: _it_ ~is~ `done` **bold**',
  '😀👩‍👩‍👧‍👦🏳️‍🌈'.repeat(40),
  'مرحبا بالعالم שלום עולם',
  '&<>'.repeat(4000),
  'x'.repeat(10_000),
  '𝒳'.repeat(10_000),
  `e${'\u0301'.repeat(500)}`,
  '\uD800 lone \uDC00',
  ' \u00A0\u200B\u2800 ',
  'a\r\n\r\n\r\n\u2028\u2029\u0085b',
  '',
]

const words = fc.oneof(
  fc.constantFrom(...TRICKS),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 60 }),
)
const maybe = fc.option(words)
const time = fc.integer({ min: -1000, max: 10 ** 9 }).map((ms) => new Date(ARRIVED.getTime() + ms))

/** Of ids that Slack could have given, this one alone. */
const personId = fc.oneof(
  fc.constant('U0SAM'),
  words.filter((id) => !/^[UW][A-Z0-9]+$/.test(id)),
)

const person: fc.Arbitrary<Person> = fc.record({
  id: personId,
  name: maybe,
  email: maybe,
  kind: fc.constantFrom('user', 'auto'),
})

const field: fc.Arbitrary<Field> = fc.record({
  name: fc.oneof(words, fc.constantFrom('role', 'a.b', '$set', 'Approved by')),
  value: fc.oneof(words, fc.jsonValue({ maxDepth: 2 })),
})

const score: fc.Arbitrary<Score> = fc.record({
  value: fc.integer({ min: 0, max: 100 }),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  band: fc.constantFrom('approve', 'review', 'reject'),
  axes: fc.record({ fit: fc.constantFrom('A', 'B', 'C'), intent: fc.constantFrom(1, 2, 3) }),
  summary: words,
  recommendedAction: words,
  reasons: fc.array(
    fc.record({
      criterion: words,
      label: words,
      level: fc.constantFrom('none', 'weak', 'clear', 'strong', 'not_stated'),
      points: fc.integer({ min: -50, max: 50 }),
      quote: maybe,
    }),
    { maxLength: 8 },
  ),
  scoredBy: fc.constantFrom('rules', 'model', 'learned'),
  fallback: fc.option(fc.constantFrom('no_model', 'model_error', 'out_of_credits', 'budget_exceeded')),
  injection: fc.boolean(),
  byRules: fc.integer({ min: 0, max: 100 }),
  learned: fc.option(
    fc.record({
      value: fc.nat(100),
      chance: fc.double({ min: 0, max: 1, noNaN: true }),
      model: fc.constant(1),
      factors: fc.array(fc.record({ label: words, points: fc.integer({ min: -99, max: 99 }) }), { maxLength: 6 }),
    }),
  ),
  language: maybe,
  model: fc.constant(null),
})

const decision: fc.Arbitrary<Decision> = fc.record({
  outcome: fc.constantFrom('approved', 'rejected', 'review_requested'),
  by: person,
  at: time,
  reason: maybe,
  note: maybe,
  due: fc.option(fc.constant('2026-03-05')),
  undoUntil: fc.option(time),
})

const historyRow: fc.Arbitrary<HistoryRow> = fc.record({
  at: time,
  what: fc.constantFrom('received', 'scored', 'approved', 'undone', 'reopened', 'assigned', 'snoozed'),
  by: fc.option(person),
  detail: maybe,
  whom: person,
  until: time,
})

const conversation: fc.Arbitrary<Conversation> = fc.record({
  id: maybe,
  channel: maybe,
  externalId: maybe,
  contactName: maybe,
  bot: fc.option(fc.record({ id: maybe, name: maybe })),
  transcript: fc.array(fc.record({ role: words, content: words, at: maybe }), { maxLength: 50 }),
  status: fc.constantFrom('bot', 'handoff', 'resolved', 'ended'),
  plea: fc.option(
    fc.record({
      reason: words,
      severity: fc.constantFrom('low', 'normal', 'high', 'urgent'),
      sensitive: fc.boolean(),
      notify: fc.constant([]),
      callerMessage: maybe,
      missing: fc.array(words, { maxLength: 12 }),
    }),
  ),
  pleas: fc.nat(5),
  resolved: fc.constant(null),
  ended: fc.option(fc.record({ at: maybe, messageCount: fc.constant(null), durationSeconds: fc.constant(null) })),
})

/** Any lead at all, with every text a trick or noise. */
export const nastyLead: fc.Arbitrary<Lead> = fc
  .record({
    name: maybe,
    email: maybe,
    phone: maybe,
    company: maybe,
    message: maybe,
    source: maybe,
    sentAt: maybe,
    fields: fc.oneof(fc.array(field, { maxLength: 12 }), fc.array(field, { minLength: 250, maxLength: 250 })),
    flags: fc.array(words, { maxLength: 12 }),
    test: fc.boolean(),
    unsigned: fc.boolean(),
    state: fc.constantFrom('open', 'approved', 'rejected'),
    score: fc.option(score),
    decision: fc.option(decision),
    owner: fc.option(person),
    snooze: fc.option(fc.record({ until: time, by: person })),
    conversation: fc.option(conversation),
    priorLeads: fc.nat(500),
    revision: fc.nat(10_000),
    history: fc.array(historyRow, { maxLength: 80 }),
  })
  .map(aLead)

/** The heaviest lead there can be: every text is long and all of it needs escaping. */
export function heaviestLead(): Lead {
  const heavy = '&'.repeat(12_000)
  const by: Person = { id: 'cli', name: heavy, email: heavy, kind: 'user' }
  const reasons = Array.from({ length: 9 }, () => ({
    criterion: 'need',
    label: heavy,
    level: 'not_stated' as const,
    points: 10,
    quote: heavy,
  }))
  const outer = { name: heavy, email: heavy, phone: heavy, company: heavy, message: heavy, source: heavy }
  const base = aLead({ ...outer, test: true, unsigned: true, owner: by, priorLeads: 9, state: 'rejected' })
  const turn = { role: heavy, content: heavy, at: heavy }
  return {
    ...base,
    severity: 'urgent',
    snooze: { until: ARRIVED, by },
    conversation: aConversation({
      externalId: heavy,
      contactName: heavy,
      bot: { id: heavy, name: heavy },
      transcript: Array.from({ length: 45 }, () => turn),
      plea: {
        reason: heavy,
        severity: 'urgent',
        sensitive: true,
        notify: ['slack'],
        callerMessage: heavy,
        missing: Array.from({ length: 12 }, () => heavy),
      },
    }),
    flags: Array.from({ length: 12 }, () => heavy),
    fields: [{ name: 'role', value: heavy }, ...Array.from({ length: 250 }, () => ({ name: heavy, value: heavy }))],
    score: base.score && {
      ...base.score,
      summary: heavy,
      recommendedAction: heavy,
      injection: true,
      fallback: 'model_error',
      reasons,
    },
    decision: { outcome: 'rejected', by, at: ARRIVED, reason: heavy, note: heavy, due: null, undoUntil: null },
    history: Array.from({ length: 90 }, () => ({ at: ARRIVED, what: 'undone', by, detail: heavy })),
  }
}
