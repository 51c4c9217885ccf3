import type { Outcome } from '../../lead/decision.ts'
import type { Band, Level } from '../../lead/score.ts'

/** The reasons that a reject offers. The key is what Slack sends back, the words are what a CRM reads. */
export const REJECT_REASONS = {
  not_a_fit: 'Not a fit',
  no_budget: 'No budget',
  spam_or_vendor: 'Spam or vendor',
  duplicate: 'Duplicate',
  student_or_job_seeker: 'Student or job seeker',
  other: 'Other',
} as const

/** What a band is called. */
export const HEAT: Record<Band, string> = { approve: 'Hot', review: 'Warm', reject: 'Cold' }

/** What a decision is called. */
export const DECIDED: Record<Outcome, string> = {
  approved: 'Approved',
  rejected: 'Rejected',
  review_requested: 'Review asked for',
}

/** How strong a reason is. */
export const LEVEL: Record<Level, string> = {
  none: 'none',
  weak: 'weak',
  clear: 'clear',
  strong: 'strong',
  not_stated: 'not stated',
}
