import { changed } from './change.ts'
import { needsHuman } from './conversation.ts'
import type { Person } from './decision.ts'
import { afterWork, isOpen } from './hours.ts'
import type { Lead } from './lead.ts'
import type { Rule } from './routing.ts'
import { type Due, nextDue, type Pace, readSla, type SlaStep, timed } from './sla.ts'
import { hoursOf, type Settings } from './workspace.ts'

/** The rule that routed a lead, as it reads now. */
export function ruleOf({ routing }: Settings, lead: Pick<Lead, 'rule'>): Rule | null {
  return routing.find(({ name }) => name === lead.rule) ?? null
}

/** By what an unanswered lead's time is measured; null where nobody is to be reminded. What cannot wait skips quiet hours. */
export function paceOf(settings: Settings, lead: Lead): Pace | null {
  const sla = readSla(ruleOf(settings, lead)?.route.sla ?? settings.sla ?? 'off')
  return sla && { sla, hours: cannotWait(lead) ? null : hoursOf(settings) }
}

function cannotWait({ severity, conversation }: Lead): boolean {
  return severity === 'urgent' || (needsHuman(conversation) && conversation?.plea?.sensitive === true)
}

/** Whether a person took the lead up in any way since it arrived. */
export function isAnswered({ history }: Lead): boolean {
  return history.slice(1).some(({ by }) => by?.kind === 'user')
}

/** Its time to be answered begins: it is open, has a card, and nobody has put it aside or is looking into it. */
export function awaited(lead: Lead, settings: Settings, at: Date): Lead {
  const waits = lead.state === 'open' && lead.channel !== null && !lead.snooze && !lead.decision && !lead.test
  const pace = waits ? paceOf(settings, lead) : null
  return { ...lead, due: pace && nextDue(pace, at) }
}

/** What an unanswered lead comes to next by the settings of now, and never outside the hours of now; null for nothing. */
export function dueNow(lead: Lead, settings: Settings, now: Date): Due | null {
  const pace = paceOf(settings, lead)
  const due = pace && lead.due && timed(pace, lead.due)
  if (!due || due.at > now || !pace?.hours || isOpen(pace.hours, now)) return due
  const at = afterWork(pace.hours, now, 0)
  return at && { ...due, at }
}

const STEP_WORDS = { remind: 'reminded', escalate: 'escalated' } as const

/** Somebody is told that nobody has answered; `whom` is null where there is nobody to name. */
export function pressed(
  lead: Lead,
  { step, whom, minutes }: { step: keyof typeof STEP_WORDS; whom: Person | null; minutes: number },
  at: Date,
): Lead {
  const detail = `no answer for ${minutes} min`
  return changed(lead, { at, what: STEP_WORDS[step], by: null, detail, ...(whom && { whom }) })
}

/** The lead once that step is behind it. */
export function stepped(lead: Lead, pace: Pace, taken: SlaStep, at: Date): Lead {
  return { ...lead, due: lead.due && nextDue(pace, lead.due.since, taken, at) }
}
