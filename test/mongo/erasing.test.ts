import { describe, expect, it } from 'vitest'
import { attempted } from '../../src/handoff/transitions.ts'
import { erased } from '../../src/lead/erased.ts'
import { scored } from '../../src/lead/transitions.ts'
import { anIntake } from '../support/intake.ts'
import { ARRIVED, aHandoff, aLead, aPerson, aScore } from '../support/leads.ts'
import { openStores } from './stores.ts'

const HINT = 'its lead was erased'
const answer = {
  at: ARRIVED,
  reply: null,
  judged: { class: 'transient', error: 'no answer for jane@acme.example', hint: null },
  remote: null,
  waitMs: 0,
  isLooking: false,
  isLost: false,
  sentBody: '{"mail":"jane@acme.example"}',
  policy: 'default',
  random: 0,
  now: ARRIVED,
} as const

describe('erasing', () => {
  it('leaves a handoff alone while it is in hand, and takes its words out once it is not', async () => {
    const { handoffs } = await openStores('erasing')
    const claimed = { handoff: aHandoff(), token: 'token', isStored: true }
    await handoffs.insertHeld(claimed)
    const { lead, id } = claimed.handoff
    expect(await handoffs.erase([lead], HINT)).toBe(1)
    expect(await handoffs.finish(claimed, attempted(claimed.handoff, answer))).toBe('saved')
    expect(await handoffs.erase([lead], HINT)).toBe(0)
    const left = await handoffs.find(id)
    expect(left).toMatchObject({ state: 'skipped', body: null, hint: HINT, nextAttemptAt: null })
    expect(left?.attempts).toMatchObject([{ n: 1, class: 'transient', error: null, requestBody: null }])
    expect(JSON.stringify(left)).not.toContain('jane')
    expect(await handoffs.claim('dest_1', 10, 'other')).toEqual([])
  })

  it('wins over a step that loaded the lead before, and is learned from no more', async () => {
    const { leads } = await openStores('erasing')
    const lead = aLead({ score: null, scoredAt: null, channel: null })
    await leads.insert(lead, anIntake())
    const loaded = await leads.find(lead.id)
    if (!loaded) throw new Error('it was not stored')
    expect(await leads.advance(loaded, erased(loaded, aPerson(), ARRIVED))).toBe(true)
    expect(await leads.advance(loaded, scored(loaded, aScore(), false, ARRIVED))).toBe(false)
    expect(await leads.find(lead.id)).toMatchObject({ name: null, score: null, erasedAt: ARRIVED })
    expect(await leads.waitingSince(new Date(), 10)).toEqual([])
  })
})
