import type { Notified } from '../../lead/conversation.ts'
import type { Outcome } from '../../lead/decision.ts'
import type { Band, Fallback, Level, Score } from '../../lead/score.ts'
import { COMMAND_WORDS } from './command-words.ts'
import { DIGEST_WORDS } from './digest-words.ts'
import { HOME_WORDS } from './home-words.ts'
import { MODAL_WORDS, TALK_WORDS } from './modal-words.ts'
import { NOTICE_WORDS } from './notice-words.ts'

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

/** What a lead's history calls its rows. */
const HAPPENED = new Map(
  Object.entries({
    received: 'Received',
    scored: 'Scored',
    ...DECIDED,
    settled: 'Handed on',
    undone: 'Decision undone',
    summary_wrong: 'Summary found wrong',
    reopened: 'Reopened',
    heard: 'Heard more',
    conversation_ended: 'Conversation ended',
    needs_human: 'A human is waited for',
    resolved: 'Resolved',
    notified: 'Owner told',
    claimed: 'Claimed',
    assigned: 'Assigned',
    snoozed: 'Snoozed',
    woken: 'Back from its snooze',
    rescored: 'Scored again',
    erased: 'Erased',
    routed: 'Routed',
    reminded: 'Reminder',
    escalated: 'Escalated',
    reassigned: 'Reassigned',
  }),
)

/** How a history row names whom it is about. */
const WHOM = new Map(Object.entries({ review_requested: ', looked into by ', reminded: ' for ' }))

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

/** Every word that people read in Slack. Functions get values that are already fit for the place they go to. */
export const WORDS = {
  digest: DIGEST_WORDS,
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
  },
  verdict: {
    decided: (outcome: Outcome, by: string, after: string) => `${DECIDED[outcome]} by ${by}, ${after} after arrival`,
    automatically: (outcome: Outcome, after: string) =>
      `${DECIDED[outcome]} automatically by the score's threshold, ${after} after arrival`,
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
    claim: 'Claim',
    resolve: 'Mark resolved',
    undo: 'Undo',
    reopen: 'Reopen',
    retry: 'Retry',
    details: 'Details',
    assign: 'Assign',
    rescore: 'Re-score',
    dispute: 'Summary is wrong',
    snooze: 'Snooze',
    wake: 'End snooze',
    history: 'History',
  },
  row: {
    whom: (what: string) => WHOM.get(what) ?? ' to ',
    until: ' until ',
    by: ' by ',
    quoted: (words: string) => `“${words}”`,
  },
  page: {
    earlierPage: 'Previous page',
    laterPage: 'Next page',
    of: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
  line: {
    waiting: 'waiting to send',
    waitingFor: (hint: string) => `waiting to send: ${hint}`,
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
    outsider: 'Guests and people of other companies can look, but not decide.',
    viewer: 'You can look at this lead, but not change it.',
    adminOnly: 'Only admins do this.',
    unknown: 'Slack did not tell in time who you are. Please click again in a moment.',
    whoCan: (who: string) => `Who can: ${who}.`,
    everyMember: 'every member of this workspace',
    everyAdmin: 'admins and owners of this workspace',
    noWorkspace: 'Slack has not told us yet which workspace this is. Please try again in a minute.',
    retrying: 'Trying again now; the thread tells how it goes.',
    ownedBy: (who: string) => `${who} owns this lead. To take it over, choose Assign in the menu.`,
    ownedByYou: 'This lead is yours already.',
    ownedAlready: (who: string) => `${who} owns this lead already.`,
    notScored: 'This lead is being scored at this very moment.',
    disputedAlready: 'Somebody has marked this summary as wrong already.',
    scoredMeanwhile: 'Somebody had it scored again just now.',
    scoring: 'Scoring again; the card and its thread will show the result.',
    meanwhile: (rows: string) => `Done. Since the card that you clicked: ${rows}.`,
    notLoaded: 'This could not be loaded. Please close it and try again.',
    noTimeZone: 'Slack did not tell your time zone. Please pick a day and time.',
    alreadyDecided: (outcome: Outcome, by: string, date: string) =>
      `Already ${DECIDED[outcome].toLowerCase()} by ${by}, ${date}.`,
    alreadyResolved: (by: string, date: string) => `Already resolved by ${by}, ${date}.`,
    notSnoozed: 'This lead is not snoozed any more.',
    nobodyWaits: 'Nobody waits for a person in this conversation.',
    openAgain: 'This lead is open; there is no decision to take back.',
    tooLateToUndo: 'The time to undo is over: the decision has been handed on. Use Reopen to take it back.',
  },
  notice: NOTICE_WORDS,
  postedAgain: 'Posted a second time: Slack never confirmed the first copy. Both are the same lead.',
  modal: MODAL_WORDS,
  talk: TALK_WORDS,
  details: {
    disputed: (summary: string) => `${summary}\n(Somebody found this summary wrong.)`,
    reasons: 'Score',
    reason: (label: string, level: Level, points: number) =>
      `${label}: ${LEVEL[level]}, ${points > 0 ? '+' : ''}${points} points`,
    deliveries: 'Destinations',
    noDestinations: 'No destinations are set up.',
    event: (event: string, state: string) => `${event}, ${state}`,
    sendsOn: (events: string, status: string) => `sends on ${events}; this lead ${status}`,
    soon: 'sends once the time to undo is over',
    missed: (event: string) => `was not set up for ${event} yet when this lead was decided`,
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
