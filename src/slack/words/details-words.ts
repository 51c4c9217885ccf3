import type { Level } from '../../lead/score.ts'
import { LEVEL } from './names.ts'

/** The words of a lead's details. */
export const DETAILS_WORDS = {
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
} as const
