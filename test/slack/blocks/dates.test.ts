import { expect, it } from 'vitest'
import { duration, slackDate } from '../../../src/slack/blocks/dates.ts'

it.each([
  [-5, '0 s'],
  [0, '0 s'],
  [4400, '4 s'],
  [59_400, '59 s'],
  [59_999, '1 min'],
  [60_000, '1 min'],
  [3_599_000, '59 min'],
  [7_200_000, '2 h'],
  [86_400_000, '1 day'],
  [5 * 86_400_000, '5 days'],
])('%i ms reads as %s', (ms, words) => {
  expect(duration(ms)).toBe(words)
})

it('a date is a token that Slack shows in the time zone of its reader', () => {
  expect(slackDate(new Date('2026-03-02T09:30:00.900Z'))).toBe(
    '<!date^1772443800^{date_short_pretty} at {time}|2026-03-02 09:30:00 UTC>',
  )
})
