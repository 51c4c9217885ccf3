import { cut } from './cut.ts'
import type { ScoringInput } from './input.ts'
import { mailboxOf } from './mailbox.ts'
import { type Finding, isPitch, USUAL_RUBRIC } from './rubric.ts'

const MAX_NAME_CHARS = 80

/** Two sentences: who asks and what they state; what is missing. */
export function summaryByRules(lead: ScoringInput, findings: readonly Finding[]): string {
  const stated = labels(findings, (finding) => finding.level === 'clear' || finding.level === 'strong')
  const missing = labels(findings, (finding) => finding.level === 'not_stated')
  const who = [
    short(lead.name) ?? 'Somebody',
    lead.company?.trim() ? `of ${short(lead.company)}` : null,
    mailboxPhrase(lead),
  ]
  const first = `${who.filter(Boolean).join(' ')} ${stated.length > 0 ? `shows ${listed(stated)}` : 'shows little to go by'}.`
  if (isPitch(findings)) return `${first} The words look like a vendor's pitch or spam.`
  return `${first} ${missing.length > 0 ? `Nothing is said about ${listed(missing)}.` : 'Every question of the rubric is touched.'}`
}

/** What to do next, one sentence. */
export function actionByRules(
  lead: ScoringInput,
  value: number,
  findings: readonly Finding[],
  injection: boolean,
): string {
  if (injection) return 'Read the message yourself: it tries to steer the scoring.'
  if (isPitch(findings)) return 'Reject as a vendor pitch, unless you know them.'
  const isUrgent = findings.some(({ criterion, level }) => criterion === 'urgency' && level === 'strong')
  const channel = lead.phone ? 'Call' : 'Write to'
  if (value >= 70) return `${channel} them ${isUrgent ? 'today' : 'within a day'} and offer a meeting.`
  const missing = labels(findings, ({ criterion, level }) => level === 'not_stated' && criterion !== 'company')
  if (value >= 40)
    return missing.length > 0 ? `Reply and ask about ${listed(missing)}.` : `${channel} them and qualify further.`
  return 'Ask what they need before spending time on it.'
}

function labels(findings: readonly Finding[], wanted: (finding: Finding) => boolean): string[] {
  return findings
    .filter((finding) => finding.criterion !== 'pitch' && wanted(finding))
    .map((finding) => USUAL_RUBRIC.find(({ id }) => id === finding.criterion)?.label.toLowerCase() ?? finding.criterion)
}

function mailboxPhrase(lead: ScoringInput): string | null {
  const mailbox = mailboxOf(lead.email)
  if (mailbox === 'not given') return null
  return mailbox === 'disposable' ? '(disposable e-mail)' : `(${mailbox})`
}

function short(text: string | null): string | null {
  const trimmed = text?.replace(/\s+/g, ' ').trim()
  return trimmed ? cut(trimmed, MAX_NAME_CHARS) : null
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
