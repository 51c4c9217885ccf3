import type { Lead } from '../../lead/lead.ts'
import { type ScoringInput, textOf } from '../input.ts'
import { mailboxOf } from '../mailbox.ts'
import { maskFor } from '../mask.ts'

/** What the learned score may know of a lead: what was there when it arrived, and nothing of what became of it. */
export type LearnedInput = ScoringInput & Pick<Lead, 'endpoint' | 'receivedAt'>

/** One thing known of a lead, by the name that readers know it by. */
export type Trait = { column: string; text: string }

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const HOURS_PER_BLOCK = 4
const MANY_REQUESTS = 3
/** Longer texts are read by their beginning, and no more than this of one lead, so that thousands fit into memory. */
const TEXT_CHARS = 1_000
const LEAD_CHARS = 8_000

/**
 * All that the learned score goes by. Fields count under the sender's own names, the source's own scores among them; of the person
 * only whether and how they can be reached: never the name, address or number itself. Blank counts as not given.
 */
export function traitsOf(lead: LearnedInput, rulesValue: number): Trait[] {
  const own = [
    trait('Source', lead.source),
    trait('Endpoint', lead.endpoint.name),
    trait('Mailbox', mailboxOf(lead.email)),
    trait('Phone', lead.phone?.trim() ? 'given' : null),
    trait('Company', lead.company?.trim() ? 'given' : null),
    trait('Earlier requests', requestsBefore(lead.priorLeads)),
    trait('Weekday (UTC)', WEEKDAYS[lead.receivedAt.getUTCDay()] ?? null),
    trait('Hour (UTC)', hoursOf(lead.receivedAt)),
    trait('Rules score', String(rulesValue)),
    trait('Message length', lead.message ? String(lead.message.length) : null),
    trait('Message', lead.message && maskFor(lead)(lead.message.slice(0, TEXT_CHARS))),
  ]
  const fields = lead.fields.map(({ name, value }) => trait(name, textOf(value)))
  const seen = new Set<string>()
  let room = LEAD_CHARS
  return [...own, ...fields].filter(({ column, text }) => {
    if (text === '' || seen.has(column)) return false
    seen.add(column)
    room -= text.length
    return room >= 0
  })
}

function trait(column: string, text: string | null): Trait {
  return { column, text: (text ?? '').trim().slice(0, TEXT_CHARS) }
}

function requestsBefore(priorLeads: number): string {
  return priorLeads >= MANY_REQUESTS ? `${MANY_REQUESTS} or more` : String(priorLeads)
}

function hoursOf(at: Date): string {
  const from = Math.floor(at.getUTCHours() / HOURS_PER_BLOCK) * HOURS_PER_BLOCK
  return `${from} to ${from + HOURS_PER_BLOCK}`
}
