import type { Outcome } from '../lead/decision.ts'
import type { Band, Fallback, Level, Score } from '../lead/score.ts'
import { COMMAND_WORDS } from './command-words.ts'
import { HOME_WORDS } from './home-words.ts'

/** The reasons that a reject offers. The key is what Slack sends back, the words are what a CRM reads. */
export const REJECT_REASONS = {
  not_a_fit: 'Not a fit',
  no_budget: 'No budget',
  spam_or_vendor: 'Spam or vendor',
  duplicate: 'Duplicate',
  student_or_job_seeker: 'Student or job seeker',
  other: 'Other',
} as const

const HEAT: Record<Band, string> = { approve: 'Hot', review: 'Warm', reject: 'Cold' }

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

const LEVEL: Record<Level, string> = {
  none: 'none',
  weak: 'weak',
  clear: 'clear',
  strong: 'strong',
  not_stated: 'not stated',
}

const DECIDED: Record<Outcome, string> = {
  approved: 'Approved',
  rejected: 'Rejected',
  review_requested: 'Review asked for',
}

/** Remarks that sources leave on a lead. */
const FLAGS = new Map(
  Object.entries({
    bad_timestamp: 'The sender gave a submission time that is no date',
    sensitive: 'Sensitive: a person decides',
    needs_human: 'A human is waited for',
  }),
)

/** What a lead's history calls its rows. */
const HAPPENED = new Map(
  Object.entries({
    received: 'Received',
    scored: 'Scored',
    ...DECIDED,
    settled: 'Handed on',
    undone: 'Decision undone',
    reopened: 'Reopened',
    heard: 'Heard more',
    conversation_ended: 'Conversation ended',
    needs_human: 'A human is waited for',
    resolved: 'Resolved',
    notified: 'Owner told',
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

/** Every word that people read in Slack. Functions get values that are already fit for the place they go to. */
export const WORDS = {
  home: HOME_WORDS,
  command: COMMAND_WORDS,
  card: {
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
    returning: (n: number) => `${ordinal(n)} request from this person`,
    earlier: 'earlier card',
    plain: 'Slack refused the full card; everything is under Details.',
  },
  verdict: {
    decided: (outcome: Outcome, by: string, after: string) => `${DECIDED[outcome]} by ${by}, ${after} after arrival`,
    automatically: (outcome: Outcome, after: string) =>
      `${DECIDED[outcome]} automatically by the score's threshold, ${after} after arrival`,
    due: (date: string) => `due ${date}`,
    looksInto: (who: string) => `${who} looks into it`,
    undone: (by: string, date: string) => `Decision undone by ${by}, ${date}`,
    reopened: (by: string, date: string) => `Reopened by ${by}, ${date}`,
    reason: 'Reason',
    note: 'Note',
    threshold: "the score's threshold",
  },
  buttons: {
    approve: 'Approve',
    reject: 'Reject',
    review: 'Review',
    undo: 'Undo',
    reopen: 'Reopen',
    retry: 'Retry',
    details: 'Details',
  },
  line: {
    waiting: 'waiting to send',
    waitingFor: (hint: string) => `waiting to send: ${hint}`,
    undoWindow: 'sending after the undo window',
    delivered: (status: string, ms: number) => `delivered, ${status}, ${ms} ms`,
    deliveredPlain: 'delivered',
    open: (destination: string) => `open in ${destination}`,
    retrying: (attempt: number, allowed: number) => `retrying, attempt ${attempt} of ${Math.max(attempt, allowed)}`,
    nextNow: 'next try now',
    nextIn: (wait: string) => `next try in ${wait} (at `,
    nextInEnd: ')',
    becauseOf: (why: string) => `: ${why}`,
    parked: 'parked',
    skipped: 'skipped',
    noAnswer: 'no answer',
  },
  answer: {
    failed: (id: string) => `That did not work. Please try again; the log knows more under ${id}.`,
    oldButton: 'This button is of an older kind. Use the newest card of this lead.',
    gone: 'This lead is not here any more.',
    tooSlow: 'Slack gave up waiting before the window could open. Please click again.',
    guest: 'Guests and people of other companies can look, but not decide. Ask a member of this workspace.',
    noWorkspace: 'Slack has not told us yet which workspace this is. Please try again in a minute.',
    retrying: 'Trying again now; the thread tells how it goes.',
    alreadyDecided: (outcome: Outcome, by: string, date: string) =>
      `Already ${DECIDED[outcome].toLowerCase()} by ${by}, ${date}.`,
    alreadyResolved: (by: string, date: string) => `Already resolved by ${by}, ${date}.`,
    nobodyWaits: 'Nobody waits for a person in this conversation.',
    openAgain: 'This lead is open; there is no decision to take back.',
    tooLateToUndo: 'The time to undo is over: the decision has been handed on. Use Reopen to take it back.',
  },
  notice: {
    plea: (owner: string) => `${owner}: somebody waits for a person.`,
    pleaReason: (reason: string) => `Reason: ${reason}`,
    test_event: (endpoint: string) => `A test event of ${endpoint} arrived. It makes no lead. It held:`,
    failing: (destination: string, detail: string) =>
      `${destination} keeps failing (${detail}). Its handoffs wait; others are not held up. It is tried again by itself.`,
    recovered: (destination: string) => `${destination} answers again; what waited is being sent.`,
    disabled: (destination: string, detail: string) =>
      `${destination} is switched off: ${detail}. What is decided meanwhile is kept for it.`,
    parked: (destination: string, detail: string) =>
      `A handoff to ${destination} was parked: ${detail}. Correct it, then Retry in the lead's thread or replay.`,
    replaying: (destination: string, done: number, total: number) =>
      `Replay to ${destination}: ${done} of ${total} sent again`,
    replayed: (destination: string, done: number) => `Replay to ${destination}: all ${done} sent again`,
    replay_cancelled: (destination: string, done: number, total: number) =>
      `Replay to ${destination}: cancelled after ${done} of ${total}`,
  },
  postedAgain: 'Posted a second time: Slack never confirmed the first copy. Both are the same lead.',
  modal: {
    reject: 'Reject lead',
    review: 'Review lead',
    details: 'Lead details',
    cancel: 'Cancel',
    close: 'Close',
    reason: 'Reason',
    pickReason: 'Pick a reason',
    note: 'Note',
    owner: 'Who looks into it',
    pickOwner: 'Pick a person',
    due: 'Due date',
    loading: 'Loading…',
  },
  details: {
    reasons: 'Score',
    reason: (label: string, level: Level, points: number) =>
      `${label}: ${LEVEL[level]}, ${points > 0 ? '+' : ''}${points} points`,
    deliveries: 'Destinations',
    noDestinations: 'No destinations are set up.',
    event: (event: string, state: string) => `${event}, ${state}`,
    sendsOn: (events: string, status: string) => `sends on ${events}; this lead ${status}`,
    sendsNothing: 'sends on no event',
    notOn: (state: string, reason: string) => (reason ? `${state}: ${reason}` : state),
    status: {
      open: 'waits for a decision',
      approved: 'is approved',
      rejected: 'is rejected',
      review: 'is under review',
    },
    history: 'History',
    fields: 'Fields',
    message: 'Message',
    more: (n: number) => `${n} more, too long to show here`,
    lead: 'Lead',
    happened: (what: string) => HAPPENED.get(what) ?? what,
  },
} as const
