import type { Phases } from '../wire/reply.ts'
import type { EventName } from './events.ts'

/** `open` is owed (perhaps waiting for its next try); `parked` stopped trying and is kept; `skipped` cannot be said there. */
export const HANDOFF_STATES = ['open', 'delivered', 'parked', 'skipped'] as const
export type HandoffState = (typeof HANDOFF_STATES)[number]

/** What an attempt came to; every class but `delivered` names what the ladder does next. */
export type AttemptClass = 'delivered' | 'transient' | 'misconfigured' | 'permanent' | 'gone'

type Trigger = 'auto' | 'manual' | 'replay' | 'test'

/** What became of a handoff, in Zapito's words; null while that is open. */
export function deliveryOf({ state }: Pick<Handoff, 'state'>): 'sent' | 'failed' | 'skipped' | null {
  return DELIVERIES[state]
}

const DELIVERIES = { open: null, delivered: 'sent', parked: 'failed', skipped: 'skipped' } as const

/** One HTTP try of a handoff, as the log keeps it. */
export type Attempt = {
  /** Counts from 1. */
  n: number
  at: Date
  trigger: Trigger
  status: number | null
  class: AttemptClass
  /** One line on what went wrong; null when delivered. */
  error: string | null
  phases: Phases
  /** How long it asked to be left alone; 0 where it did not. */
  askedMs: number
  responseHeaders: Record<string, string>
  /** The first 4 KiB of the answer as text. */
  responseBody: string | null
  /** What was sent, secrets redacted; null when it was the frozen body itself. */
  requestBody: string | null
}

/** What the CRM calls its record, as far as its answers told. */
export type Remote = { id: string | null; link: string | null }

/** What a try keeps for the next one of the same handoff, such as the id of a record that it made half of. */
export type Memory = Readonly<Record<string, string>>

/** One event of one lead for one destination. Its id is the same on every attempt and replay. */
export type Handoff = {
  /** `ho_` and 26 letters and digits, derived from lead, event, destination and version: unique, whatever races. */
  id: string
  workspace: string
  lead: string
  /** The channel of the lead's card, whose thread tells this handoff's fate; null where there is none. */
  channel: string | null
  destination: { id: string; name: string }
  event: EventName
  version: number
  /** Orders the events of one lead; a destination hears them in this order. */
  seq: number
  /** The default body as JSON text, frozen when the event happened; null once it is no longer kept, a month after its delivery. */
  body: string | null
  state: HandoffState
  createdAt: Date
  /** When the next try is due; null when nothing is due. */
  nextAttemptAt: Date | null
  /** How many steps of the ladder are used up; a manual retry or a replay begins anew. */
  step: number
  /** Why the next attempt is made. */
  trigger: Trigger
  attempts: Attempt[]
  /** What a person should mend, for a parked or waiting handoff. */
  hint: string | null
  remote: Remote | null
  memory: Memory
  finishedAt: Date | null
}
