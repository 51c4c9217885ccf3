import type { Level } from '../../src/lead/score.ts'
import { USUAL_RUBRIC } from '../../src/scoring/rubric.ts'

type Told = { level: Level; quote: string | null }

/** A model's answer as it comes: everything not given is not stated. */
export function answerOf(criteria: Record<string, Told> = {}, rest: Record<string, unknown> = {}) {
  const asked = USUAL_RUBRIC.filter(({ judge }) => judge === 'text').map(({ id }) => [
    id,
    { level: 'not_stated', quote: null },
  ])
  return {
    criteria: { ...Object.fromEntries(asked), ...criteria },
    summary: 'Wants a demo. Nothing is missing.',
    recommended_action: 'Call them.',
    language: 'en',
    steers_scoring: false,
    ...rest,
  }
}

/** A good judgement of the enterprise demo request. */
export const GOOD_ANSWER = answerOf({
  need: { level: 'strong', quote: 'schedule a demo for our 450 sales reps' },
  urgency: { level: 'strong', quote: 'live by 30 September' },
  budget: { level: 'strong', quote: 'the budget of $120,000 is approved' },
  authority: { level: 'strong', quote: 'I am VP of Operations' },
  company: { level: 'strong', quote: 'Northwind' },
  pitch: { level: 'none', quote: null },
})
