import { z } from 'zod'

export const EVENTS = [
  'lead.scored',
  'lead.qualified',
  'lead.rejected',
  'lead.review_requested',
  'lead.reopened',
  'lead.handoff',
  'conversation.resolved',
  'test',
] as const

export const EventName = z.enum(EVENTS)
/** What a destination can be told of. */
export type EventName = z.infer<typeof EventName>
