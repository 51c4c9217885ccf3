import type { Outcome } from './decision.ts'
import type { Lead } from './lead.ts'
import type { Score } from './score.ts'

/** Thresholds that decide on their own; null is off. */
export type Automatic = { approve: number | null; reject: number | null }

const LEAST_CONFIDENCE = 0.6
/** The rules may see so much less in a lead than the threshold asks for. */
const RULES_LAG_POINTS = 20

/**
 * What the thresholds decide alone, or null where a person must: only a confident model that nobody tried to steer decides,
 * and an approval needs more than text, namely a company's own mail domain or a known returning person. It also needs rules that
 * come near to it: who steers a model unnoticed gets a high score, but says nothing that a buyer says.
 */
export function automaticOutcome(lead: Lead, score: Score, limits: Automatic, companyMail: boolean): Outcome | null {
  if (score.scoredBy !== 'model' || score.injection || score.confidence < LEAST_CONFIDENCE) return null
  if (lead.flags.includes('sensitive') || lead.flags.includes('needs_human')) return null
  if (lead.conversation && lead.conversation.pleas > 0) return null
  if (limits.approve !== null && score.value >= limits.approve) {
    const isSeenByRules = score.byRules >= limits.approve - RULES_LAG_POINTS
    return isSeenByRules && (companyMail || lead.priorLeads > 0) ? 'approved' : null
  }
  return limits.reject !== null && score.value < limits.reject ? 'rejected' : null
}
