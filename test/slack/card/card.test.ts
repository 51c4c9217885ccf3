import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CardFacts } from '../../../src/flow/ports.ts'
import type { Notified } from '../../../src/lead/conversation.ts'
import type { Lead } from '../../../src/lead/lead.ts'
import { cardMessage, plainCard } from '../../../src/slack/card/card.ts'
import { blockKitProblems } from '../../stand-ins/slack/block-limits.ts'
import { ARRIVED, aConversation, aDecision, aLead, aPerson, aScore, JANE_ID } from '../../support/leads.ts'
import { heaviestLead, nastyLead, TRICKS } from '../nasty-leads.ts'
import { buttonsOf, objectsWithin, parsedTextsOf, seen, textsOf, weightOf } from '../seen.ts'

const NOW = new Date(ARRIVED.getTime() + 180_000)
const MOST_CHARACTERS = 8000

const PLAIN_FACTS = { now: NOW, earlier: null, answerBy: null, mention: null, always: false, mayBeShared: false }

function card(overrides: Partial<Lead> = {}, view: Partial<CardFacts> = {}) {
  return cardMessage({ lead: aLead(overrides), ...PLAIN_FACTS, ...view })
}

/** All that can stand on a card besides its lead, at its longest. */
const FULL_FACTS: Omit<CardFacts, 'lead'> = {
  now: NOW,
  earlier: {
    lead: { ...heaviestLead(), state: 'rejected' },
    url: `https://ours.slack.com/${'x'.repeat(270)}`,
  },
  answerBy: new Date(NOW.getTime() + 600_000),
  mention: 'S0SALES',
  always: true,
  mayBeShared: false,
}

describe('the card', () => {
  it('starts with the key fact, in the notification and in the first block', () => {
    const { text, blocks } = card()
    expect(text).toBe('92 · Hot: Jane Doe, Acme')
    expect(blocks[0]).toMatchObject({ type: 'header', text: { type: 'plain_text', text } })
  })

  it.each([
    [100, 'Hot'],
    [85, 'Hot'],
    [84, 'Warm'],
    [20, 'Warm'],
    [19, 'Cold'],
    [0, 'Cold'],
  ])('calls a score of %i %s', (value, heat) => {
    expect(card({ score: aScore({ value }) }).text).toBe(`${value} · ${heat}: Jane Doe, Acme`)
  })

  it('names a lead without a name by email, then phone, then not at all', () => {
    expect(card({ name: null, company: null }).text).toContain('jane@acme.example')
    expect(card({ name: '\u200B', email: null, company: null }).text).toContain('+1 415 555 0134')
    expect(card({ name: null, email: null, phone: null, company: null }).text).toContain('Unknown caller')
  })

  it('has no address in its notification that a name or a company made up', () => {
    const { text, blocks } = card({ name: 'https://evil.example/login', company: 'www.evil.example' })
    expect(text).toBe('92 · Hot: https∶//evil․example/login, www․evil․example')
    expect(JSON.stringify(blocks)).toContain('https://evil.example/login')
  })

  it('says Scoring… until there is a score, and can be decided meanwhile', () => {
    const { text, blocks } = card({ score: null })
    expect(text).toBe('Scoring…: Jane Doe, Acme')
    expect(buttonsOf(blocks)).toEqual(['Approve', 'Reject', 'Review', 'Claim'])
  })

  it('shows score, confidence, axes, summary, evidence and what to do next', () => {
    const all = seen(card().blocks)
    for (const part of ['92 of 100', '82%', 'A1', 'fit A, intent 1', 'scored by AI']) expect(all).toContain(part)
    for (const part of ['approved budget', 'Need stated (strong) \n“we are replacing our CRM”'])
      expect(all).toContain(part)
    expect(all).toContain('Recommended: \nCall today and offer a demo.')
  })

  it("shows what the team's own decisions say, with what speaks for it and against it", () => {
    const factors = [
      { label: 'Lead Source: Reference', points: 21 },
      { label: 'City: <!channel>', points: -6 },
    ]
    const { blocks } = card({ score: aScore({ learned: { value: 73, chance: 0.7342, model: 3, factors } }) })
    expect(seen(blocks)).toContain(
      "Your team's decisions: \n73 of 100 · Lead Source: Reference (+21) · City: <!channel> (−6)",
    )
    expect(parsedTextsOf(blocks).join()).not.toContain('<!channel>')
  })

  it('shows who it is, where it came from and when', () => {
    const { blocks } = card({ fields: [{ name: 'Job title', value: 'VP Operations' }] })
    const all = seen(blocks)
    for (const part of ['jane@acme.example', '+1 415 555 0134', 'Acme', 'VP Operations', 'contact form']) {
      expect(all).toContain(part)
    }
    expect(all).toContain('<!date^1772443800^{date_short_pretty} at {time}|2026-03-02 09:30:00 UTC>')
    expect(all).toContain('<!date^1772443800^{ago}|3 min ago>')
  })

  it('names the company apart where the title had to cut it', () => {
    expect(seen(card({ company: 'Acme' }).blocks)).not.toContain('Company')
    expect(seen(card({ company: 'A very long name '.repeat(4).trim() }).blocks)).toContain(
      'Company: \nA very long name',
    )
  })

  it('shows the first 600 characters of the message, counted by code points', () => {
    const { blocks } = card({ message: `${'😀'.repeat(600)}tail` })
    const quotes = objectsWithin(blocks).filter((one) => one.type === 'rich_text_quote')
    expect(seen(quotes)).toBe('😀'.repeat(600))
    expect(seen(blocks)).toContain('Message, first 600 of 604 characters')
  })

  it('shows extra fields behind the bar, and counts those that are left for Details', () => {
    const fields = Array.from({ length: 20 }, (_, i) => ({ name: `f${i}`, value: { deep: i } }))
    const all = seen(card({ fields }).blocks)
    expect(all).toContain('f0: {"deep":0}')
    expect(all).toContain('12 more under Details')
  })

  it('shows a returning person and links the earlier card', () => {
    const url = 'https://ours.slack.com/archives/C0/p1?a=1&b=2'
    const lead = aLead({ state: 'approved', decision: aDecision() })
    const all = seen(card({ priorLeads: 2 }, { earlier: { lead, url } }).blocks)
    expect(all).toContain('3rd request in 30 days · last one approved by <@U0SAM>')
    expect(all).toContain('<https://ours.slack.com/archives/C0/p1?a=1&amp;b=2|earlier card>')
  })

  it('shows what to mind', () => {
    const score = aScore({ injection: true, scoredBy: 'rules', fallback: 'out_of_credits' })
    const all = seen(
      card({ score, test: true, unsigned: true, flags: ['bad_timestamp', 'sensitive', 'odd one'] }).blocks,
    )
    for (const part of [
      'tries to steer',
      'out of credits',
      'Test lead',
      'Unsigned',
      'no date',
      'Sensitive',
      'odd one',
    ]) {
      expect(all).toContain(part)
    }
  })

  it.each(['valueOf', 'constructor', '__proto__'])('shows a remark called %s as it is', (flag) => {
    expect(seen(card({ flags: [flag] }).blocks)).toContain(`The source remarks: ${flag}`)
  })

  it('names the revision in its buttons and changes every block id with it', () => {
    const [before, after] = [card({ revision: 2 }), card({ revision: 3 })]
    const values = objectsWithin(after.blocks).flatMap((one) => (one.type === 'button' ? [one.value] : []))
    expect(new Set(values)).toEqual(new Set([`${JANE_ID}|3`]))
    const ids = new Set(before.blocks.map((block) => block.block_id))
    for (const block of after.blocks) expect(ids).not.toContain(block.block_id)
  })
})

describe('a decision on the card', () => {
  const approved = { state: 'approved' as const, decision: aDecision() }

  it('takes the place of the buttons', () => {
    const { blocks } = card(approved)
    expect(seen(blocks)).toContain('Approved by <@U0SAM>, 2 min after arrival')
    expect(buttonsOf(blocks)).toEqual(['Reopen'])
  })

  it('can be undone until it has settled, and reopened from then on', () => {
    const decision = aDecision({ undoUntil: new Date(NOW.getTime() + 1) })
    expect(buttonsOf(card({ ...approved, decision }).blocks)).toEqual(['Undo'])
    expect(buttonsOf(card({ ...approved, decision: { ...decision, undoUntil: null } }).blocks)).toEqual(['Reopen'])
  })

  it('shows why a lead was rejected', () => {
    const decision = aDecision({ outcome: 'rejected', reason: 'No budget', note: 'Ask again\nin May' })
    const all = seen(card({ state: 'rejected', decision }).blocks)
    for (const part of ['Rejected by <@U0SAM>', 'No budget', 'Ask again in May']) expect(all).toContain(part)
  })

  it('by a threshold is told in one line, unless the channel wants more', () => {
    const by = aPerson({ id: 'auto', name: null, kind: 'auto' })
    const { text, blocks } = card({ ...approved, decision: aDecision({ by }) }, { always: true })
    expect(seen(blocks)).toContain('Approved automatically')
    expect(seen(blocks)).toContain('approved budget')
    const line = card({ ...approved, decision: aDecision({ by }) })
    expect(line.text).toBe(text)
    expect(seen(line.blocks)).toContain('Approved automatically')
    expect(seen(line.blocks)).not.toContain('approved budget')
    expect(buttonsOf(line.blocks)).toEqual(['Reopen'])
  })

  it('leaves the buttons after Review, with who looks into it', () => {
    const decision = aDecision({ outcome: 'review_requested' })
    const { blocks } = card({ decision, owner: aPerson({ id: 'U0ANN' }) })
    expect(seen(blocks)).toContain('by <@U0SAM>, 2 min after arrival · <@U0ANN> looks into it')
    expect(buttonsOf(blocks)).toEqual(['Approve', 'Reject', 'Review', 'Claim'])
  })

  it('names a decider whom Slack does not know without parsing the name', () => {
    const by = aPerson({ id: 'cli', name: '<!here> *Jo*' })
    expect(seen(card({ ...approved, decision: aDecision({ by }) }).blocks)).toContain('by &lt;!here&gt; ∗Jo∗,')
  })

  it('tells who took it back', () => {
    const history = [{ at: NOW, what: 'reopened', by: aPerson(), detail: null }]
    expect(seen(card({ history }).blocks)).toContain('Reopened by <@U0SAM>')
  })
})

describe('whose a lead is', () => {
  it('and how long there is to answer stands on the card', () => {
    const answerBy = new Date(NOW.getTime() + 12 * 60_000)
    const all = seen(card({ owner: aPerson() }, { answerBy }).blocks)
    expect(all).toContain('Owner: <@U0SAM>')
    expect(all).toMatch(/Answer within 12 min \(by <!date\^1772444700\^[^>]*>\)/)
    expect(seen(card({}, { answerBy: new Date(NOW.getTime() - 60_000) }).blocks)).toContain('Overdue')
    const snooze = { until: new Date(NOW.getTime() + 3_600_000), by: aPerson() }
    const aside = seen(card({ snooze }).blocks)
    expect(aside).not.toContain('Answer within')
    expect(aside).toMatch(/Snoozed until <!date.*> by <@U0SAM>/)
  })

  it('and which rule made it so, in words that Slack does not parse, and whom that rule calls', () => {
    const all = seen(card({ rule: 'hot <!channel>' }, { mention: 'S0SALES' }).blocks)
    expect(all).toContain('Routed by rule: hot &lt;!channel&gt; · <!subteam^S0SALES>')
  })

  it('and by when its review is due stands beside who looks into it', () => {
    const decision = aDecision({ outcome: 'review_requested', due: '2026-03-05' })
    expect(seen(card({ decision }).blocks)).toContain('<@U0SAM> looks into it · Review due 2026-03-05')
  })
})

describe('a talk that waits for a person', () => {
  it('says why, how urgent it is, that the bot is silent, and what the caller was told', () => {
    const all = seen(card({ conversation: aConversation() }).blocks)
    for (const part of ['needs a human: escalate', 'the bot is silent', 'Severity: urgent', 'Sensitive']) {
      expect(all).toContain(part)
    }
    expect(all).toContain('The caller was told: \nSomebody will call you back.')
    expect(all).toContain('Never answered: \naddress')
    expect(buttonsOf(card({ conversation: aConversation() }).blocks)).toContain('Mark resolved')
    const resolved = card({ conversation: aConversation({ status: 'resolved' }) }).blocks
    expect(seen(resolved)).not.toContain('the bot is silent')
    expect(buttonsOf(resolved)).not.toContain('Mark resolved')
  })

  it('says in which ways its owner could not be told of this plea', () => {
    const conversation = aConversation({ pleas: 2 })
    const notified: Notified[] = [
      { by: 'slack', outcome: 'failed', round: 1 },
      { by: 'slack', outcome: 'sent', round: 2 },
      { by: 'sms', outcome: 'skipped', round: 2 },
    ]
    const all = seen(card({ conversation, notified }).blocks)
    expect(all).toContain('Telling the owner by text message: skipped, nothing is set up for it')
    expect(all).not.toContain('in Slack')
  })
})

describe('whatever a lead contains', () => {
  it('the card and the plain card keep to what Slack takes, and under 8,000 characters', () => {
    fc.assert(
      fc.property(nastyLead, (lead) => {
        for (const message of [cardMessage({ lead, ...FULL_FACTS }), plainCard({ lead })]) {
          expect(blockKitProblems(message.blocks, 'message')).toEqual([])
          expect(weightOf(message)).toBeLessThanOrEqual(MOST_CHARACTERS)
        }
      }),
    )
  })

  it.each([
    ['approved', 'approved'],
    ['rejected', 'rejected'],
    ['open', 'review_requested'],
  ] as const)('the heaviest %s card there can be is under 8,000 characters', (state, outcome) => {
    const lead = heaviestLead()
    const decision = lead.decision && { ...lead.decision, outcome }
    const message = cardMessage({ lead: { ...lead, state, decision }, ...FULL_FACTS })
    expect(blockKitProblems(message.blocks, 'message')).toEqual([])
    expect(weightOf(message)).toBeLessThanOrEqual(MOST_CHARACTERS)
  })

  it('parsed text has nobody and nothing but our own people, dates and cards in angle brackets', () => {
    fc.assert(
      fc.property(nastyLead, (lead) => {
        for (const text of parsedTextsOf(cardMessage({ lead, ...FULL_FACTS }))) {
          for (const [token] of text.matchAll(/<[^>]*>?/g))
            expect(token).toMatch(/^<(@U0SAM|!date\^\d+\^[^|]*\|[^|<>]*|https:[^|<>]*\|earlier card)>$/)
        }
      }),
    )
  })

  it('a decision is claimed only in the one block of our own words', () => {
    for (const trick of TRICKS) {
      const outer = { name: trick, email: trick, phone: trick, company: trick, source: trick, message: trick }
      const { blocks } = card({ ...outer, flags: [trick], fields: [{ name: trick, value: trick }] })
      for (const text of parsedTextsOf(blocks)) expect(text).not.toContain('Approved')
      const claims = objectsWithin(blocks).filter((one) => one.type === 'rich_text_section')
      for (const claim of claims) expect(textsOf(claim).join('')).not.toMatch(/(^|\n)[^:]*Approved/)
    }
  })

  it('one-line values stay on one line and hide nothing', () => {
    fc.assert(
      fc.property(nastyLead, (lead) => {
        const { text, blocks } = cardMessage({ lead, ...FULL_FACTS })
        expect(text).not.toContain('\n')
        expect(seen(blocks)).not.toMatch(/[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\p{Surrogate}]/u)
      }),
    )
  })
})

describe('the plain card', () => {
  it('still says the key fact and can be decided on', () => {
    const { text, blocks } = plainCard({ lead: aLead() })
    expect(text).toBe('92 · Hot: Jane Doe, Acme')
    expect(seen(blocks)).toContain(text)
    expect(buttonsOf(blocks)).toEqual(['Approve', 'Reject', 'Review', 'Claim'])
  })
})
