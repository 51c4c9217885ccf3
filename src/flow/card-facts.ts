import type { Lead } from '../lead/lead.ts'
import { permalink } from '../lead/post.ts'
import type { CardFacts, Ports } from './ports.ts'
import { latelySettings } from './settings-of.ts'

const MINUTE_MS = 60_000

/** What a card tells of its lead beyond the lead itself. */
export async function cardFacts(ports: Ports, lead: Lead): Promise<CardFacts> {
  const [settings, earlier] = await Promise.all([latelySettings(ports, lead.workspace), earlierOf(ports, lead)])
  const { sla_minutes, full_cards, shared_channels } = settings
  const due = sla_minutes && new Date(lead.receivedAt.getTime() + sla_minutes * MINUTE_MS)
  return {
    lead,
    now: ports.now(),
    earlier,
    answerBy: due || null,
    always: lead.channel !== null && full_cards.includes(lead.channel),
    mayBeShared: lead.channel !== null && shared_channels.includes(lead.channel),
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
