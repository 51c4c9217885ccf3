import { expect, it } from 'vitest'
import { tallied } from '../../src/lead/stats.ts'

it('figures are sums, and a rate only where something was decided', () => {
  const some = { source: 'zapito', endpoint: 'bot', completed: false, wrong: false }
  const one = { ...some, outcome: null, reason: null, count: 1 }
  expect(tallied([one])).toMatchObject({ leads: 1, approvalRate: null, summariesWrong: 0 })
  const counts = [
    one,
    { ...one, outcome: 'approved' as const, reason: 'escalate', wrong: true, count: 3 },
    { ...one, completed: true, outcome: 'rejected' as const, count: 1 },
  ]
  expect(tallied(counts)).toEqual({
    leads: 5,
    decisions: { approved: 3, rejected: 1, review_requested: 0 },
    approvalRate: 0.75,
    callsCompleted: 1,
    handoffsByReason: { escalate: 3 },
    summariesWrong: 3,
  })
})
