import { describe, expect, it } from 'vitest'
import {
  assignProblems,
  type ModalState,
  readReject,
  readReview,
  rejectProblems,
  snoozeProblems,
} from '../../../src/slack/clicks/modal-answers.ts'
import { type ModalMeta, readMeta } from '../../../src/slack/clicks/modal-meta.ts'
import { assignModal, rejectModal, reviewModal, snoozeModal } from '../../../src/slack/clicks/modals.ts'
import { loadingModal } from '../../../src/slack/clicks/windows.ts'
import { viewProblems } from '../../stand-ins/slack/block-limits.ts'

const META: ModalMeta = { leadId: 'lead_1', revision: 2, channel: 'C0LEADS', ts: '1772443800.000100' }

function answers(values: ModalState['values'][string]): ModalState {
  return { values: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { [id]: value }])) }
}

describe('the modals', () => {
  it('keep to what Slack takes', () => {
    for (const view of [rejectModal, reviewModal, assignModal, snoozeModal]
      .map((form) => form(META, 'x'.repeat(3000)))
      .concat(loadingModal('Lead details'))) {
      expect(viewProblems(view)).toEqual([])
    }
  })

  it('carry the card that they were opened from', () => {
    expect(readMeta(rejectModal(META).private_metadata ?? '')).toEqual(META)
    expect(readMeta(reviewModal(META).private_metadata ?? '')).toEqual(META)
  })

  it.each(['', '{', 'null', '{"leadId":1}'])('read no card from %j', (metadata) => {
    expect(readMeta(metadata)).toBeNull()
  })
})

describe('a rejection', () => {
  it('has the reason in words and a trimmed note', () => {
    const state = answers({ reason: { selected_option: { value: 'no_budget' } }, note: { value: ' ask in May \n' } })
    expect(readReject(state)).toEqual({ reason: 'No budget', note: 'ask in May' })
  })

  it('has no reason that is not in the list, and no blank note', () => {
    const state = answers({ reason: { selected_option: { value: 'constructor' } }, note: { value: '  ' } })
    expect(readReject(state)).toEqual({ reason: null, note: null })
    expect(readReject({ values: {} })).toEqual({ reason: null, note: null })
  })
})

describe('a review', () => {
  it('has owner, note and due date', () => {
    const state = answers({
      owner: { selected_user: 'U0ANN' },
      note: { value: 'check the size' },
      due: { selected_date: '2026-03-05' },
    })
    expect(readReview(state)).toEqual({ owner: 'U0ANN', note: 'check the size', due: '2026-03-05' })
  })

  it('can be left empty', () => {
    const state = answers({ owner: { selected_user: null }, note: { value: null }, due: { selected_date: null } })
    expect(readReview(state)).toEqual({ owner: null, note: null, due: null })
  })
})

describe('a snooze', () => {
  const now = new Date('2026-03-02T09:30:00Z')
  const inSeconds = (s: number) => Math.floor(now.getTime() / 1000) + s

  it('takes an offer or a time that is still to come, and says which input is wrong otherwise', () => {
    expect(snoozeProblems(answers({ offer: { selected_option: { value: 'hour' } } }), now)).toBeNull()
    expect(snoozeProblems(answers({ until: { selected_date_time: inSeconds(60) } }), now)).toBeNull()
    expect(snoozeProblems(answers({ until: { selected_date_time: inSeconds(-60) } }), now)).toHaveProperty('until')
    expect(snoozeProblems(answers({}), now)).toHaveProperty('offer')
    expect(snoozeProblems(answers({ offer: { selected_option: { value: 'constructor' } } }), now)).toHaveProperty(
      'offer',
    )
  })
})

describe('a form without its answer', () => {
  it.each([
    [
      'a reject without a reason of the list',
      rejectProblems,
      { reason: { selected_option: { value: 'nope' } } },
      'reason',
    ],
    ['an assignment to nobody', assignProblems, { owner: { selected_user: null } }, 'owner'],
  ])('is told so at its input: %s', (_, problems, values, input) => {
    expect(problems(answers(values))).toHaveProperty(input)
  })

  it('is not stopped once it is there', () => {
    expect(rejectProblems(answers({ reason: { selected_option: { value: 'other' } } }))).toBeNull()
    expect(assignProblems(answers({ owner: { selected_user: 'U0ANN' } }))).toBeNull()
  })
})
