import { awaited, dueNow, paceOf, pressed, ruleOf, stepped } from '../lead/answering.ts'
import type { Person } from '../lead/decision.ts'
import type { Lead } from '../lead/lead.ts'
import { colleague, reassigned } from '../lead/ownership.ts'
import type { Due, Pace } from '../lead/sla.ts'
import type { Settings } from '../lead/workspace.ts'
import type { Ports } from './ports.ts'
import { turnOf } from './route-lead.ts'
import { latelySettings } from './settings-of.ts'
import { isPresent } from './take-turn.ts'

/** A lead that nobody has answered in time: its owner is reminded, then the fallback owner is told, then it gets another owner. */
export async function pressLead(ports: Ports, id: string): Promise<void> {
  const lead = await ports.leads.find(id)
  const now = ports.now()
  if (!lead?.due || lead.due.at > now) return
  const settings = await latelySettings(ports, lead.workspace)
  const [due, pace] = [dueNow(lead, settings, now), paceOf(settings, lead)]
  const after = due && pace && due.at <= now ? await taken(ports, lead, { settings, due, pace }) : { ...lead, due }
  if (await ports.leads.advance(lead, after)) ports.later.sendEvents(id, after)
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
  if (step === 'remind')
    return pressed(after, step, owner ?? (mention ? colleague(mention) : null), pace.sla.remind, now)
  const fallback = step === 'escalate' ? settings.fallback_owner : null
  return fallback && fallback !== owner?.id
    ? pressed(after, 'escalate', colleague(fallback), pace.sla.escalate, now)
    : after
}

/** Who gets it instead of its owner: whoever is next in its rule's rotation, else the fallback owner; null where nobody is there. */
async function heirOf(ports: Ports, lead: Lead, settings: Settings): Promise<Person | null> {
  const rule = ruleOf(settings, lead)
  const next = rule && (await turnOf(ports, lead, rule, `${lead.id}:${lead.revision}`))
  if (next) return next
  const { fallback_owner: fallback } = settings
  const isFree = fallback && fallback !== lead.owner?.id && (await isPresent(ports, lead.workspace, fallback))
  return isFree ? colleague(fallback) : null
}
