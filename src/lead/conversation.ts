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

/** How a conversation stands, without what was said. */
export type Talk = Omit<Conversation, 'transcript'>

/** A way in which the owner was to hear of a plea, and what came of it; `round` tells of which plea. */
export type Notified = { by: 'slack' | 'sms'; outcome: 'sent' | 'failed' | 'skipped'; round: number }

const MAX_TURNS = 2000
const MAX_CHARACTERS = 1_000_000

/** A conversation of which nothing was told yet. */
export const UNHEARD: Conversation = {
  id: null,
  channel: null,
  externalId: null,
  contactName: null,
  bot: null,
  transcript: [],
  status: 'bot',
  plea: null,
  pleas: 0,
  resolved: null,
  ended: null,
}

/** Whether somebody waits for a person. */
export function needsHuman(conversation: Partial<Conversation> | null): boolean {
  return conversation?.status === 'handoff'
}

/** The ways in which its owner is to hear of a plea; what cannot wait is always told in Slack. */
export function waysOf({ notify, sensitive, severity }: Plea): Notified['by'][] {
  return [...new Set([...notify, ...(sensitive || severity === 'urgent' ? ['slack' as const] : [])])]
}

/** What was said, and then what is new of that which came later: senders repeat the last turns. At most 2,000 turns, the newest. */
export function continued(before: readonly Turn[], more: readonly Turn[]): Turn[] {
  const overlap = Math.min(before.length, more.length)
  const said = [...before]
  for (let repeated = overlap; repeated >= 0; repeated--) {
    const end = before.slice(before.length - repeated)
    if (!end.every((turn, i) => isSame(turn, more[i]))) continue
    said.push(...more.slice(repeated))
    break
  }
  return newest(said)
}

function isSame(turn: Turn, other: Turn | undefined): boolean {
  return turn.role === other?.role && turn.content === other.content && turn.at === other.at
}

function lengthOf(turn: Turn | undefined): number {
  return turn ? turn.role.length + turn.content.length + (turn.at ?? '').length : 0
}

/** The last 2,000 turns, or as many of them as hold a million characters. */
export function newest(turns: readonly Turn[]): Turn[] {
  let characters = 0
  let from = turns.length
  while (from > Math.max(0, turns.length - MAX_TURNS)) {
    characters += lengthOf(turns[from - 1])
    if (characters > MAX_CHARACTERS) break
    from--
  }
  return turns.slice(from)
}
