import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../src/lead/conversation.ts'
import { cursorOf, listKeysOf, placeOf, readCursor } from '../../src/lead/inbox.ts'
import { queryWords, searchWords } from '../../src/lead/search.ts'
import { ARRIVED, aDecision, aLead, aPerson } from '../support/leads.ts'

const SILENT: Conversation = {
  id: null,
  channel: null,
  externalId: null,
  contactName: null,
  bot: null,
  transcript: [],
  status: 'handoff',
  plea: null,
  pleas: 1,
  resolved: null,
  ended: null,
}

describe('the lists of the inbox', () => {
  it.each([
    ['an open lead', {}, ['pending']],
    ['an open lead that somebody owns', { owner: aPerson() }, ['pending', 'mine:U0SAM']],
    ['a lead whose bot is silent', { conversation: SILENT }, ['pending', 'needs-human']],
    [
      'the same once it is decided',
      { conversation: SILENT, state: 'rejected', decision: aDecision() },
      ['decided', 'needs-human'],
    ],
    [
      'a lead under review',
      { decision: aDecision({ outcome: 'review_requested' }), version: 1 },
      ['pending', 'review'],
    ],
    ['a decided lead, whoever owns it', { state: 'approved', decision: aDecision(), owner: aPerson() }, ['decided']],
  ] as const)('have %s where it belongs', (_what, changes, lists) => {
    expect(listKeysOf(aLead(structuredClone(changes) as object))).toEqual(lists)
  })

  it('put the urgent first while it is open, and the decided by the time of their decision', () => {
    expect(placeOf(aLead({ severity: 'urgent' }))).toMatchObject({ urgency: 2, at: ARRIVED })
    const decision = aDecision()
    const decided = aLead({ severity: 'urgent', state: 'approved', decision })
    expect(placeOf(decided)).toMatchObject({ urgency: 0, at: decision.at })
  })

  it('go on from a cursor, and from nothing else', () => {
    const place = placeOf(aLead({ severity: 'urgent' }))
    expect(readCursor(cursorOf(place))).toEqual(place)
    for (const odd of ['', '2', '2.1.lead_', '3.x.lead_1', '1.1.lead_1; drop', '1.1.other_1'])
      expect(readCursor(odd)).toBeNull()
  })
})

describe('a lead is found by', () => {
  const words = searchWords(
    aLead({ name: "Zoë O'Neil", email: 'Zoe@Acme.Example', company: 'Acme & Söhne', phone: '+1 (415) 555-0134' }),
  )
  const isFound = (typed: string) => queryWords(typed).every((wanted) => words.some((word) => word.startsWith(wanted)))

  it.each([
    'zo',
    'ZOË',
    'zoë söh',
    'zoe@ac',
    'acme.example',
    '+1 415 555',
    '1 (415) 555-0134',
    "o'neil",
    'acme & söhne',
  ])('%s', (typed) => expect(isFound(typed)).toBe(true))

  it.each(['oe', 'zoë jane', '555-0134', 'zoe@b'])('but not by %s', (typed) => expect(isFound(typed)).toBe(false))
})
