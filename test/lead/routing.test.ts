import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextTurn, Routing, Rule, ruleFor } from '../../src/lead/routing.ts'
import { aLead, aScore } from '../support/leads.ts'

const rules = (...all: object[]) => Routing.parse(all)
const matched = (all: Rule[], lead = aLead()) => ruleFor(all, lead)?.name ?? null

describe('routing', () => {
  it('takes the first rule of which everything holds', () => {
    const all = rules(
      { name: 'elsewhere', when: { endpoint: 'Shop' }, route: {} },
      { name: 'hot website', when: { endpoint: 'website', band: 'approve' }, route: { owner: 'U0SAM' } },
      { name: 'rest', route: {} },
    )
    expect(matched(all)).toBe('hot website')
    expect(matched(all, aLead({ score: aScore({ band: 'review' }) }))).toBe('rest')
  })

  it('finds none where no rule holds', () => {
    expect(matched(rules({ name: 'urgent', when: { severity: ['urgent', 'high'] }, route: {} }))).toBeNull()
  })

  it.each([
    ['its endpoint by name', { endpoint: 'WEBSITE' }],
    ['its endpoint by id', { endpoint: 'ep_1' }],
    ['its kind of sender', { source: 'agentflow' }],
    ['the sender’s own word for where it came from', { source: 'Contact Form' }],
    ['severity, which is normal where nobody said', { severity: 'normal' }],
    ['a field', { fields: { Intent: 'buy' } }],
    ['one of several values', { fields: { intent: ['rent', 'Buy'] } }],
    ['one item of a list', { fields: { regions: 'EMEA' } }],
    ['a number as text', { fields: { seats: '40' } }],
  ])('goes by %s', (_, when) => {
    const lead = aLead({
      fields: [
        { name: 'intent', value: ' Buy ' },
        { name: 'regions', value: ['APAC', 'EMEA'] },
        { name: 'seats', value: 40 },
      ],
    })
    expect(matched(rules({ name: 'rule', when, route: {} }), lead)).toBe('rule')
  })

  it.each([
    ['an owner and a rotation', { owner: 'U1A2', rotation: 'S1A2' }],
    ['a channel by name', { channel: '#sales' }],
    ['a time of nothing', { sla: [0, 45, 60] }],
    ['a word it does not know', { chanel: 'C123' }],
  ])('refuses %s', (_, route) => expect(Rule.safeParse({ name: 'x', route }).success).toBe(false))

  it('refuses two rules of one name', () => {
    expect(
      Routing.safeParse([
        { name: 'x', route: {} },
        { name: 'x', route: {} },
      ]).success,
    ).toBe(false)
  })
})

describe('turns', () => {
  const NOBODY = new Set<string>()

  it('go round', () => {
    const takers: (string | null)[] = []
    let order: string[] = []
    for (let n = 0; n < 5; n++) {
      const turn = nextTurn(order, ['U1', 'U2', 'U3'], NOBODY)
      takers.push(turn.who)
      order = turn.order
    }
    expect(takers).toEqual(['U1', 'U2', 'U3', 'U1', 'U2'])
  })

  it('pass over who is away, who comes first when back', () => {
    const away = nextTurn(['U1', 'U2', 'U3'], ['U1', 'U2', 'U3'], new Set(['U1']))
    expect(away).toEqual({ who: 'U2', order: ['U1', 'U3', 'U2'] })
    expect(nextTurn(away.order, ['U1', 'U2', 'U3'], NOBODY).who).toBe('U1')
  })

  it('are nobody’s where everybody is away', () => {
    expect(nextTurn(['U1'], ['U1'], new Set(['U1']))).toEqual({ who: null, order: ['U1'] })
  })

  it('are even to within one among those who are there all the time, whoever else comes and goes', () => {
    const staying = ['U1', 'U2', 'U3', 'U4']
    const days = fc.array(fc.subarray(['U5', 'U6', 'U7']), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(days, (guests) => {
        const turns = new Map(staying.map((member) => [member, 0]))
        let order: string[] = []
        for (const more of guests) {
          const turn = nextTurn(order, [...staying, ...more], NOBODY)
          if (turn.who && turns.has(turn.who)) turns.set(turn.who, (turns.get(turn.who) ?? 0) + 1)
          order = turn.order
        }
        const counts = [...turns.values()]
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
