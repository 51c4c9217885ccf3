import { awaited, dueNow, paceOf, pressed, ruleOf, stepped } from '../lead/answering.ts'
import type { Person } from '../lead/decision.ts'
import type { Lead } from '../lead/lead.ts'
import { colleague, reassigned } from '../lead/ownership.ts'
import type { Due, Pace } from '../lead/sla.ts'
import type { Settings } from '../lead/workspace.ts'
import type { Ports } from './ports.ts'
import { secondTurnOf } from './route-lead.ts'
import { latelySettings } from './settings-of.ts'
import { isPresent } from './take-turn.ts'

/** A lead that nobody has answered in time: its owner is reminded, then the fallback owner is told, then it gets another owner. */
export async function pressLead(ports: Ports, id: string): Promise<void> {
  const lead = await ports.leads.find(id)
  if (!lead?.due) return
  const settings = await latelySettings(ports, lead.workspace)
  const now = ports.now()
  const [due, pace] = [dueNow(lead, settings, now), paceOf(settings, lead)]
  const isDue = due && pace && due.at <= now
  const after = isDue ? await taken(ports, lead, { settings, due, pace }) : waitingOn(lead, due)
  if (await ports.leads.advance(lead, after)) ports.later.sendEvents(id, after)
}

/** Where settings moved its next step, that is no change of the lead itself, but its card tells of it. */
function waitingOn(lead: Lead, due: Due | null): Lead {
  const isMoved = due?.at.getTime() !== lead.due?.at.getTime()
  return { ...lead, due, ...(isMoved && { shownRevision: lead.revision - 1 }) }
}

type Step = { settings: Settings; due: Due; pace: Pace }

/** Who is away or has left is not reminded: somebody else gets the lead at once, and as long as anybody would to answer it. */
async function taken(ports: Ports, lead: Lead, { settings, due: { step }, pace }: Step): Promise<Lead> {
  const { owner, workspace } = lead
  const now = ports.now()
  const isAbsent = owner !== null && !(await isPresent(ports, workspace, owner.id))
  const heir = isAbsent || step === 'reassign' ? await heirOf(ports, lead, settings) : null
  if (heir && isAbsent) return awaited(reassigned(lead, heir, 'the owner is away', now), settings, now)
  if (heir) return reassigned(lead, heir, 'nobody answered in time', now)
  const { mention } = ruleOf(settings, lead)?.route ?? {}
  const after = stepped(lead, pace, step, now)
  if (step === 'remind') {
    const whom = owner ?? (mention ? colleague(mention) : null)
    return pressed(after, { step, whom, minutes: pace.sla.remind }, now)
  }
  const { fallback_owner: fallback } = settings
  if (step !== 'escalate' || !fallback || fallback === owner?.id) return after
  return pressed(after, { step, whom: colleague(fallback), minutes: pace.sla.escalate }, now)
}

/** Who gets it instead of its owner: whoever is next in its rule's rotation, else the fallback owner; null where nobody is there. */
export async function heirOf(ports: Ports, lead: Lead, settings: Settings): Promise<Person | null> {
  const rule = ruleOf(settings, lead)
  const next = rule && (await secondTurnOf(ports, lead, rule))
  if (next) return next
  const { fallback_owner: fallback } = settings
  const isFree = fallback && fallback !== lead.owner?.id && (await isPresent(ports, lead.workspace, fallback))
  return isFree ? colleague(fallback) : null
}
