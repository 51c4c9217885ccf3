import type { Level, Reason } from '../lead/score.ts'
import { plainName } from './field-signals.ts'
import { type ScoringInput, textOf } from './input.ts'
import { mailboxOf } from './mailbox.ts'
import type { Finding } from './rubric.ts'

/** Points for somebody who came before, and the most that the source's own scores add or take. */
const RETURNING_POINTS = 5
const SOURCE_SCORE_POINTS = 10
const SOURCE_SCORE = /^(?:quality|urgency|lead|intent)_?score$/

/** How well this person can be reached: a usable address, a phone and a full name. */
export function reachability(lead: ScoringInput): Finding {
  const mailbox = mailboxOf(lead.email)
  const ways = [
    mailbox === 'company domain' || mailbox === 'free mailbox',
    (lead.phone ?? '').replace(/\D/g, '').length >= 7,
    /\S\s+\S/.test(lead.name?.trim() ?? ''),
  ].filter(Boolean).length
  const level: Level = ways === 3 ? 'strong' : ways === 2 ? 'clear' : ways === 1 ? 'weak' : 'none'
  return { criterion: 'reachability', level, quote: null }
}

/** The size the lead's words speak of, together with what the mailbox and the company's name tell. */
export function companyFit(lead: ScoringInput, words: Finding): Finding {
  const mailbox = mailboxOf(lead.email)
  const company = lead.company?.trim() || null
  if (mailbox === 'disposable') return { criterion: 'company', level: 'none', quote: null }
  if (words.level === 'strong') return words
  if (mailbox === 'company domain') {
    return words.level === 'clear' && company
      ? { ...words, level: 'strong' }
      : { ...words, level: 'clear', quote: words.quote ?? company }
  }
  if (words.level !== 'not_stated') return words
  return { criterion: 'company', level: company ? 'weak' : 'not_stated', quote: company }
}

/** The scores that the sender gave (LeadFlo's `qualityScore` and `urgencyScore`, 0–100), as one signal of their own. */
export function sourceScores(lead: ScoringInput): Reason[] {
  const scores = lead.fields.flatMap(({ name, value }) => {
    const score = SOURCE_SCORE.test(plainName(name)) && textOf(value).trim() ? Number(textOf(value)) : Number.NaN
    return score >= 0 && score <= 100 ? [score] : []
  })
  if (scores.length === 0) return []
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  const points = Math.round(((mean - 50) / 50) * SOURCE_SCORE_POINTS)
  const level: Level = mean >= 75 ? 'strong' : mean >= 50 ? 'clear' : 'weak'
  return [{ criterion: 'source_scores', label: "The source's own scores", level, points, quote: null }]
}

/** Somebody who asked before means it more. */
export function returning(lead: ScoringInput): Reason[] {
  if (lead.priorLeads < 1) return []
  return [{ criterion: 'returning', label: 'Returning person', level: 'clear', points: RETURNING_POINTS, quote: null }]
}
