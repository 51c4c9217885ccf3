import { DECIDED } from './names.ts'

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

/** The words of a lead's history. */
export const HISTORY_WORDS = {
  happened: (what: string) => HAPPENED.get(what) ?? what,
  whom: (what: string) => WHOM.get(what) ?? ' to ',
  until: ' until ',
  by: ' by ',
  quoted: (words: string) => `“${words}”`,
} as const
