import { describe, expect, it } from 'vitest'
import { leadButton, leadMenu, readLeadClick } from '../../../src/slack/blocks/buttons.ts'
import { aLead, JANE_ID } from '../../support/leads.ts'

describe('a click on a card', () => {
  it('tells the lead and the revision that was seen', () => {
    expect(readLeadClick(leadButton('approve', aLead({ revision: 7 })).value)).toEqual({
      leadId: JANE_ID,
      revision: 7,
      verb: null,
    })
  })

  it('in the menu tells the verb too', () => {
    const verbs = leadMenu(aLead({ revision: 7 })).options.map(({ value }) => readLeadClick(value))
    expect(verbs).toContainEqual({ leadId: JANE_ID, revision: 7, verb: 'snooze' })
    expect(verbs.map((click) => click?.verb)).toEqual(['details', 'assign', 'rescore', 'snooze', 'history'])
  })

  it('offers to end a snooze in the place of another one', () => {
    const snooze = {
      until: new Date('2026-03-02T12:00:00Z'),
      by: { id: 'U0SAM', name: 'Sam', email: null, kind: 'user' as const },
    }
    const verbs = leadMenu(aLead({ snooze })).options.map(({ value }) => readLeadClick(value)?.verb)
    expect(verbs).toEqual(['details', 'assign', 'rescore', 'wake', 'history'])
  })

  it.each([undefined, '', 'lead_1', 'lead_1|', 'lead_1|x', 'ho_1|2', 'lead_1|2|drop', '{"leadId":"lead_1"}'])(
    'of value %j is not ours',
    (value) => {
      expect(readLeadClick(value)).toBeNull()
    },
  )
})
