import type { Notified } from '../../lead/conversation.ts'
import type { Outcome } from '../../lead/decision.ts'
import type { Band, Fallback, Level, Score } from '../../lead/score.ts'
import { DECIDED, HEAT, LEVEL } from './names.ts'

const SCORED_BY: Record<Score['scoredBy'], string> = {
  model: 'scored by AI',
  rules: 'scored by rules',
  learned: "scored from your team's own decisions",
}

const FALLBACK: Record<Fallback, string> = {
  no_model: 'no AI model is set up',
  model_error: 'the AI model failed',
  out_of_credits: 'the AI account is out of credits',
  budget_exceeded: "today's AI budget is used up",
}

const SENSITIVE = 'Sensitive: a person decides'

/** Remarks that sources leave on a lead. */
const FLAGS = new Map(
  Object.entries({
    bad_timestamp: 'The sender gave a submission time that is no date',
    sensitive: SENSITIVE,
    needs_human: 'A human is waited for',
    fields_cut: 'Its sender told more fields than are kept',
    summary_wrong: 'Somebody found the summary wrong',
    history_cut: 'Its sender told so much that the oldest rows of its history were let go',
    pleas_cut: 'Its sender asked for a person more often than was passed on',
    callback_lost: 'Nobody told the bot to speak again: the endpoint’s callback destination is gone',
  }),
)

const ORDINALS: Record<Intl.LDMLPluralRule, string> = {
  one: 'st',
  two: 'nd',
  few: 'rd',
  other: 'th',
  zero: 'th',
  many: 'th',
}
const ORDINAL_RULES = new Intl.PluralRules('en', { type: 'ordinal' })

function ordinal(n: number): string {
  return `${n}${ORDINALS[ORDINAL_RULES.select(n)]}`
}

const TOLD_BY: Record<Notified['by'], string> = { slack: 'in Slack', sms: 'by text message' }

/** The words of a lead's card. */
export const CARD_WORDS = {
  title: (score: number, band: Band, who: string) => `${score} · ${HEAT[band]}: ${who}`,
  scoring: (who: string) => `Scoring…: ${who}`,
  notScored: 'Scoring… You can decide already.',
  nobody: 'Unknown caller',
  score: ({ value, confidence, axes, scoredBy, fallback }: Score) =>
    `*Score* ${value} of 100 · *Confidence* ${Math.round(confidence * 100)}% · *${axes.fit}${axes.intent}* (fit ${axes.fit}, intent ${axes.intent}) · ${SCORED_BY[scoredBy]}${fallback ? `: ${FALLBACK[fallback]}` : ''}`,
  arrived: (date: string, ago: string) => `Arrived ${date} (${ago})`,
  ago: (age: string) => `${age} ago`,
  owner: (mention: string) => `Owner: ${mention}`,
  flags: 'Careful',
  injection: 'The text tries to steer its scoring: a person decides',
  unsigned: 'Unsigned: the sender is not proven',
  test: 'Test lead: no real person',
  flag: (flag: string) => FLAGS.get(flag) ?? null,
  otherFlag: (flag: string) => `The source remarks: ${flag}`,
  why: 'Why',
  level: (level: Level) => LEVEL[level],
  evidence: 'Evidence',
  learned: "Your team's decisions",
  learnedValue: (value: number) => `${value} of 100`,
  factor: (label: string, points: number) => `${label} (${points > 0 ? '+' : '−'}${Math.abs(points)})`,
  action: 'Recommended',
  email: 'Email',
  phone: 'Phone',
  company: 'Company',
  role: 'Role',
  source: (name: string) => `Source: ${name}`,
  messageCut: (shown: number, all: number) => `Message, first ${shown} of ${all} characters`,
  noMessage: 'No message',
  fields: 'More fields',
  moreFields: (n: number) => `${n} more under Details`,
  returning: (n: number) => `${ordinal(n)} request in 30 days`,
  lastOne: (outcome: Outcome, by: string) => `last one ${DECIDED[outcome].toLowerCase()} by ${by}`,
  lastOpen: 'last one still open',
  earlier: 'earlier card',
  needsHuman: (reason: string) => `needs a human: ${reason}`,
  noReason: 'no reason given',
  botSilent: 'the bot is silent',
  sensitive: SENSITIVE,
  severity: (severity: string) => `Severity: ${severity}`,
  untold: ({ by, outcome }: Notified) =>
    `Telling the owner ${TOLD_BY[by]}: ${outcome}${outcome === 'skipped' ? ', nothing is set up for it' : ''}`,
  callerMessage: 'The caller was told',
  missing: 'Never answered',
  answerBy: (left: string, date: string) => `Answer within ${left} (by ${date})`,
  overdue: (date: string) => `Overdue: an answer was due ${date}`,
  rule: (name: string, mention: string | null) => `Routed by rule: ${name}${mention ? ` · ${mention}` : ''}`,
  reviewDue: (day: string) => `Review due ${day}`,
  snoozed: (date: string, by: string) => `Snoozed until ${date} by ${by}`,
  erased: 'Lead erased',
  erasedHow: (by: string, date: string) => `Erased by ${by}, ${date}. Nothing about this person is kept here.`,
  plain: 'Slack refused the full card; everything is under Details.',
} as const
