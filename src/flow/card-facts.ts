import { paceOf, ruleOf } from '../lead/answering.ts'
import type { Lead } from '../lead/lead.ts'
import { permalink } from '../lead/post.ts'
import { nextDue } from '../lead/sla.ts'
import type { CardFacts, Ports } from './ports.ts'
import { latelySettings } from './settings-of.ts'

/** What a card in that channel tells of its lead beyond the lead itself. */
export async function cardFacts(ports: Ports, lead: Lead, channel: string): Promise<CardFacts> {
  const [settings, earlier] = await Promise.all([latelySettings(ports, lead.workspace), earlierOf(ports, lead)])
  const { full_cards, shared_channels } = settings
  const pace = lead.due && paceOf(settings, lead)
  return {
    lead,
    now: ports.now(),
    earlier,
    answerBy: (lead.due && pace && nextDue(pace, lead.due.since)?.at) ?? null,
    mention: ruleOf(settings, lead)?.route.mention ?? null,
    always: full_cards.includes(channel),
    mayBeShared: shared_channels.includes(channel),
  }
}

async function earlierOf(ports: Ports, lead: Lead): Promise<CardFacts['earlier']> {
  const earlier = lead.priorLeads > 0 ? await ports.leads.lastEarlier(lead) : null
  if (!earlier) return null
  const [card, workspace] = await Promise.all([
    ports.posts.find(earlier.id, null),
    ports.workspaces.lately(lead.workspace),
  ])
  return { lead: earlier, url: permalink(workspace?.url ?? null, card) }
}
