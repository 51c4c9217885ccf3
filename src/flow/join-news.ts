import { awaited } from '../lead/answering.ts'
import { joined } from '../lead/conversing.ts'
import type { Lead } from '../lead/lead.ts'
import type { HeldNews } from '../lead/news.ts'
import type { Ports } from './ports.ts'
import { reachOf } from './reach-owner.ts'
import { latelySettings } from './settings-of.ts'

const BATCH = 100

/** A lead that has just come takes what was held for it, and goes on to be scored. */
export async function joinNews(ports: Ports, id: string): Promise<void> {
  const lead = await ports.leads.find(id)
  if (!lead) return
  if (lead.awaitsNews) await joinHeld(ports, lead)
  if (!lead.score) ports.later.scoreLead(id)
}

/** News goes to its lead, and answers its id; null where it is held until the lead asks for it. */
export async function placeNews(ports: Ports, { id, endpoint, subject }: HeldNews): Promise<string | null> {
  const lead = await ports.leads.findBySubject(endpoint, subject)
  if (!lead) {
    await ports.news.settle([id], null)
    return null
  }
  await joinHeld(ports, lead)
  return lead.id
}

/**
 * All that is held for a lead joins it, oldest first. News is stored before its lead is looked for, and a lead before its news is,
 * so whichever comes second finds the other; what a crash left half done joins no second time.
 */
async function joinHeld(ports: Ports, lead: Lead): Promise<void> {
  const held = lead.subject === null ? [] : await ports.news.heldFor(lead.endpoint.id, lead.subject, BATCH)
  if (held.length === 0 && !lead.awaitsNews) return
  const endpoint = await ports.endpoints.lately(lead.endpoint.id)
  let after: Lead = { ...lead, awaitsNews: false }
  for (const one of held) {
    after = joined(after, one, await reachOf(ports, endpoint, one.news.conversation), ports.now())
  }
  const pleads = after.conversation?.pleas !== lead.conversation?.pleas
  if (pleads && after.score) after = awaited(after, await latelySettings(ports, lead.workspace), ports.now())
  if (!(await ports.leads.advance(lead, after))) {
    const current = await ports.leads.find(lead.id)
    return current ? joinHeld(ports, current) : undefined
  }
  ports.reached('joined.saved')
  await ports.news.settle(
    held.map(({ id }) => id),
    lead.id,
  )
  ports.reached('joined.settled')
  if (after.revision > lead.revision) ports.later.sendEvents(lead.id)
  if (held.length === BATCH) await joinHeld(ports, after)
}
