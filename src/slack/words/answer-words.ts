import type { Outcome } from '../../lead/decision.ts'
import { DECIDED } from './names.ts'

/** What people are told of a click, where nothing else shows it. */
export const ANSWER_WORDS = {
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
} as const
