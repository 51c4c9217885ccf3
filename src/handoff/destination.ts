import type { SignatureFormat } from '../wire/sign.ts'
import type { EventName } from './events.ts'
import type { Health } from './health.ts'
import type { Mapping } from './mapping/index.ts'

/** How failures are retried: as we see fit, or as one of these systems promises. */
export type PolicyName = (typeof POLICY_NAMES)[number]
export const POLICY_NAMES = ['default', 'agentflow', 'zapito', 'leadflo'] as const

/** `paused` by an admin, `disabled` by an admin or its own failures; both keep what is decided meanwhile. */
export type DestinationState = 'on' | 'paused' | 'disabled'

/** Where handoffs go. URL, headers, settings and secrets are stored encrypted; headers and secrets are never shown again. */
export type Destination = {
  /** `dest_` + ULID. */
  id: string
  workspace: string
  name: string
  kind: string
  url: string
  headers: Record<string, string>
  /** What its kind is told besides, such as a token or a table; stored encrypted. */
  settings: Record<string, string>
  events: EventName[]
  /** True for the any-decision trigger: what no person decided is not told. */
  decisionsOnly: boolean
  /** What is sent in place of the kind's own body; null where the kind decides. */
  mapping: Mapping | null
  signing: SignatureFormat
  /** `previous` is the secret that a rotation replaced, as long as its overlap lasts. */
  secrets: { current: string; previous: string | null; previousUntil: Date | null }
  policy: PolicyName
  /** Requests in flight at once, per process. */
  concurrency: number
  /** Requests per second, over all processes; null is no limit. */
  rate: number | null
  state: DestinationState
  /** Why it is not `on`, for people. */
  stateReason: string | null
  health: Health
  createdAt: Date
}

/** The handoff triggers of AgentFlow, as sets of events. */
export const TRIGGER_PRESETS = {
  'on-approval': ['lead.qualified'],
  'any-decision': ['lead.qualified', 'lead.rejected', 'lead.review_requested'],
  'qualification-complete': ['lead.scored'],
} as const satisfies Record<string, readonly EventName[]>
