import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HandoffBody } from '../../src/handoff/body.ts'
import { handoffOf } from '../../src/handoff/owing.ts'
import { historyRows } from '../../src/lead/change.ts'
import { type Conversation, continued, type Plea, type Turn, UNHEARD } from '../../src/lead/conversation.ts'
import { joined, notified, pleaded, resolved } from '../../src/lead/conversing.ts'
import type { Lead } from '../../src/lead/lead.ts'
import type { HeldNews, News } from '../../src/lead/news.ts'
import { waitingFor } from '../../src/lead/waiting.ts'
import { ARRIVED, aDestination, aLead, aPerson, arrived } from '../support/leads.ts'

const LATER = new Date(ARRIVED.getTime() + 60_000)
const REACH = { sms: false }
const sam = aPerson()
const turn = (content: string): Turn => ({ role: 'user', content, at: null })
const said = ({ conversation }: Lead) => conversation?.transcript.map(({ content }) => content)

function aPlea(overrides: Partial<Plea> = {}): Plea {
  return {
    reason: 'escalate',
    severity: 'normal',
    sensitive: false,
    notify: [],
    callerMessage: null,
    missing: [],
    ...overrides,
  }
}

/** A conversation that waits for a person, or the news of it. */
function waiting(overrides: Partial<Conversation> = {}): Conversation {
  return { ...UNHEARD, id: 'c1', status: 'handoff', plea: aPlea(), ...overrides }
}

function arriving(overrides: Partial<Lead> = {}): Lead {
  return arrived(aLead({ conversation: waiting(), ...overrides }), REACH)
}

const heard = (news: Partial<News>, id = 'news_1'): HeldNews => ({
  id,
  workspace: 'T0OURS',
  endpoint: 'ep_1',
  subject: 'c1',
  news: { what: 'heard', fields: [], conversation: null, ...news },
  at: LATER,
  leadId: null,
})

describe('a plea', () => {
  it('is owed before the lead is scored, and is the first thing that the lead waits for', () => {
    const lead = arriving()
    expect(lead).toMatchObject({ score: null, revision: 2, flags: ['needs_human'], conversation: { pleas: 1 } })
    expect(lead.owed).toMatchObject([{ event: 'lead.handoff', version: 0, talk: { status: 'handoff', pleas: 1 } }])
    expect(waitingFor(lead)).toEqual({ step: 'send', since: ARRIVED })
  })

  it('makes a lead as urgent as it is, never less', () => {
    const urgent = waiting({ plea: aPlea({ severity: 'urgent' }) })
    expect(arriving({ conversation: urgent }).severity).toBe('urgent')
    expect(arriving({ severity: 'high' }).severity).toBe('high')
    expect(arriving().severity).toBe('normal')
  })

  it('keeps who could not be told, and in which way', () => {
    const loud = waiting({ plea: aPlea({ sensitive: true, notify: ['sms'] }) })
    expect(arriving({ conversation: loud }).notified).toEqual([
      { by: 'sms', outcome: 'skipped', round: 1 },
      { by: 'slack', outcome: 'skipped', round: 1 },
    ])
    expect(arriving({ conversation: loud, owner: sam }).notified).toEqual([{ by: 'sms', outcome: 'skipped', round: 1 }])
    expect(pleaded(aLead({ conversation: loud, owner: sam }), { sms: true }, LATER).notified).toEqual([])
  })

  it('that follows another tells of itself in a handoff of its own, and the other of its own reason', () => {
    const again = heard({ conversation: waiting({ plea: aPlea({ reason: 'model_error' }) }) })
    const lead = joined(arriving(), again, REACH, LATER)
    const handoffs = lead.owed.map((owed) => handoffOf(lead, owed, aDestination(), { slack_thread: null }, LATER))
    const reasons = handoffs.map(({ body }) => (JSON.parse(body ?? '') as HandoffBody).conversation?.reason)
    expect(reasons).toEqual(['escalate', 'model_error'])
    expect(new Set(handoffs.map(({ id }) => id)).size).toBe(2)
  })
})

describe('news', () => {
  it('joins once, whoever brings it again', () => {
    const ended = heard({ conversation: { status: 'ended', ended: { at: null, messageCount: 3, durationSeconds: 9 } } })
    const lead = joined(aLead(), ended, REACH, LATER)
    expect(lead.conversation).toMatchObject({ status: 'ended', ended: { messageCount: 3 } })
    expect(joined(lead, ended, REACH, LATER)).toBe(lead)
  })

  it('fills in what nobody knew, and puts a field in the place of its namesake', () => {
    const before = aLead({ email: null, fields: [{ name: 'plan', value: 'basic' }] })
    const more = heard({ name: 'Somebody Else', email: 'jane@acme.example', fields: [{ name: 'plan', value: 'pro' }] })
    expect(joined(before, more, REACH, LATER)).toMatchObject({
      name: 'Jane Doe',
      email: 'jane@acme.example',
      fields: [{ name: 'plan', value: 'pro' }],
    })
  })

  it('of an end leaves a person who waits waiting', () => {
    const lead = joined(arriving(), heard({ conversation: { status: 'ended' } }), REACH, LATER)
    expect(lead.conversation?.status).toBe('handoff')
    expect(
      joined(resolved(lead, sam, null, LATER), heard({ conversation: { status: 'ended' } }, 'news_2'), REACH, LATER)
        .conversation?.status,
    ).toBe('ended')
  })

  it('adds what was said since', () => {
    const lead = arriving({ conversation: waiting({ transcript: [turn('Hi'), turn('Price?')] }) })
    const more = heard({ conversation: { transcript: [turn('Price?'), turn('And a demo?')] } })
    expect(said(joined(lead, more, REACH, LATER))).toEqual(['Hi', 'Price?', 'And a demo?'])
  })
})

it('somebody who resolves it lets the bot talk again, in the round that was asked for', () => {
  const lead = resolved(arriving(), sam, null, LATER)
  expect(lead).toMatchObject({ flags: [], conversation: { status: 'resolved', resolved: { by: sam, at: LATER } } })
  expect(lead.owed.at(-1)).toMatchObject({ event: 'conversation.resolved', talk: { pleas: 1, status: 'resolved' } })
  const again = pleaded(lead, REACH, LATER)
  expect(again).toMatchObject({ flags: ['needs_human'], conversation: { pleas: 2, status: 'handoff', resolved: null } })
})

it('a bot that nobody can tell leaves a remark and a row, until somebody can', () => {
  const lost = resolved(arriving(), sam, 'bot', LATER)
  expect(lost.flags).toEqual(['callback_lost'])
  expect(lost.history.at(-1)).toMatchObject({
    what: 'resolved',
    detail: 'There is no destination "bot" to tell the bot',
  })
  expect(resolved(pleaded(lost, REACH, LATER), sam, null, LATER).flags).toEqual([])
})

describe('a sender that tells no end of it', () => {
  const flooded = (times: number, news: (n: number) => Partial<News>, start = arriving()) =>
    Array.from({ length: times }, (_, n) => heard(news(n), `news_${n}`)).reduce(
      (lead, one) => joined(lead, one, REACH, LATER),
      start,
    )

  it('leaves a thousand rows of history, among them all that people did, and a remark', () => {
    const decided = { at: ARRIVED, what: 'approved', by: sam, detail: null }
    const start = { ...arriving(), history: [decided], revision: 1 }
    const lead = flooded(1100, () => ({}), start)
    expect(lead.history).toHaveLength(1000)
    expect(lead.history[0]).toBe(decided)
    expect(lead.flags.filter((flag) => flag === 'history_cut')).toHaveLength(1)
    expect(flooded(900, () => ({}), start).flags).not.toContain('history_cut')
    const last = resolved(lead, sam, null, LATER)
    expect(historyRows(last, lead.revision).map(({ what }) => what)).toEqual(['resolved'])
    expect(historyRows(last, lead.revision - 1, lead.revision - 1)).toEqual([lead.history.at(-1)])
    expect(historyRows(lead, 0, 5)).toEqual([])
  })

  it('is passed on twenty pleas at once, though each is a round', () => {
    const loud = { conversation: waiting({ plea: aPlea({ reason: 'x'.repeat(100_000), notify: ['sms'] }) }) }
    const lead = flooded(150, () => loud)
    expect(lead.owed).toHaveLength(20)
    expect(lead.notified).toHaveLength(100)
    expect(lead.conversation?.pleas).toBe(151)
    expect(lead.flags).toContain('pleas_cut')
    expect(Math.max(...lead.history.map(({ detail }) => detail?.length ?? 0))).toBe(200)
    expect(pleaded({ ...lead, owed: [] }, REACH, LATER).owed).toHaveLength(1)
  })

  it('has as many fields kept as a million characters or five hundred names hold, and a remark', () => {
    const field = (name: string, characters: number) => ({ fields: [{ name, value: 'x'.repeat(characters) }] })
    const wide = flooded(6, (n) => field(`f${n}`, 200_000))
    expect(wide.fields.map(({ name }) => name)).toEqual(['f0', 'f1', 'f2', 'f3'])
    expect(wide.flags).toContain('fields_cut')
    const many = flooded(510, (n) => field(`f${n}`, 1))
    expect(many.fields).toHaveLength(500)
    expect(many.flags).toContain('fields_cut')
    expect(flooded(510, () => field('same', 1)).flags).not.toContain('fields_cut')
  })
})

it('what came of telling the owner takes the place of what came of it before', () => {
  const failed = notified(aLead(), { by: 'slack', outcome: 'failed', round: 1 }, LATER)
  expect(notified(failed, { by: 'slack', outcome: 'sent', round: 1 }, LATER).notified).toEqual([
    { by: 'slack', outcome: 'sent', round: 1 },
  ])
})

describe('a transcript that goes on', () => {
  it('is whole however much of it is sent again', () => {
    const turns = fc.uniqueArray(fc.string(), { maxLength: 30 }).map((all) => all.map(turn))
    fc.assert(
      fc.property(turns, fc.nat(), fc.nat(), (all, one, other) => {
        const [from, to] = [one, other].map((n) => n % (all.length + 1)).sort((a, b) => a - b)
        expect(continued(all.slice(0, to), all.slice(from))).toEqual(all)
      }),
    )
  })

  it('keeps its newest two thousand turns, or a million characters of them', () => {
    const many = Array.from({ length: 2100 }, (_, n) => turn(`${n}`))
    expect(continued(many, [turn('last')])).toEqual([...many.slice(101), turn('last')])
    const long = Array.from({ length: 5 }, (_, n) => turn(`${n}`.repeat(300_000)))
    expect(continued(long, [])).toEqual(long.slice(2))
    const roles = long.map(({ content }) => ({ role: content, content: '', at: null }))
    expect(continued(roles, [])).toEqual(roles.slice(2))
  })
})
