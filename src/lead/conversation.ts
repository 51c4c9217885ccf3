import type { Person } from './decision.ts'

/** One utterance; `role` in the sender's word (`user`, `assistant`, …), `at` as it was written. */
export type Turn = { role: string; content: string; at: string | null }

export const SEVERITIES = ['low', 'normal', 'high', 'urgent'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Why a conversation needs a person, and what its sender wants done about it. */
export type Plea = {
  /** In the sender's word, such as `escalate` or `emergency_or_sensitive_request`. */
  reason: string
  severity: Severity
  /** Never decided by a threshold: a sensitive subject, an urgent one, or an AI that failed. */
  sensitive: boolean
  /** Ways beyond the card in which its owner is to hear of it. */
  notify: ('slack' | 'sms')[]
  /** What the agent was to tell its caller next. */
  callerMessage: string | null
  /** Required fields that never came: the sender's names for them. */
  missing: string[]
}

/** A talk between a person and a bot, as far as its sender told. */
export type Conversation = {
  /** The sender's own id of it. */
  id: string | null
  channel: string | null
  /** Whom the bot talks to, in the channel's terms: a phone number, a chat id. */
  externalId: string | null
  contactName: string | null
  bot: { id: string | null; name: string | null } | null
  /** Oldest first. */
  transcript: Turn[]
  /** `bot`: the bot talks. `handoff`: it is silent until somebody resolves this. `ended`: it was closed or timed out. */
  status: 'bot' | 'handoff' | 'resolved' | 'ended'
  plea: Plea | null
  /** How often a person was asked for; tells one plea from the next. */
  pleas: number
  resolved: { by: Person; at: Date } | null
  ended: { at: string | null; messageCount: number | null; durationSeconds: number | null } | null
}

/** Whether somebody waits for a person. */
export function needsHuman(conversation: Conversation | null): boolean {
  return conversation?.status === 'handoff'
}
