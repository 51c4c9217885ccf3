import { type Notified, waysOf } from '../lead/conversation.ts'
import { notified } from '../lead/conversing.ts'
import type { Lead, OwedEvent } from '../lead/lead.ts'
import type { Ports, SlackAnswer } from './ports.ts'

/** A plea that cannot wait, or asks for it, mentions the lead's owner in the thread of its card; once per plea. */
export async function tellOwner(ports: Ports, lead: Lead, { event, talk }: OwedEvent): Promise<void> {
  const { workspace, channel, owner } = lead
  if (event !== 'lead.handoff' || !talk?.plea || !channel || !owner || !waysOf(talk.plea).includes('slack')) return
  const notice = { what: 'plea', owner, reason: talk.plea.reason, round: talk.pleas } as const
  await ports.posts.announce(`plea-${talk.pleas}`, { workspace, channel, lead: lead.id }, notice)
}

const OUTCOMES: Partial<Record<SlackAnswer['kind'], Notified['outcome']>> = { shown: 'sent', refused: 'failed' }

/** Keeps with the lead what came of it, so that the card can tell. */
export async function noteTold(ports: Ports, leadId: string, round: number, answer: SlackAnswer): Promise<void> {
  const outcome = OUTCOMES[answer.kind]
  const lead = outcome && (await ports.leads.find(leadId))
  if (!lead || lead.notified.some((row) => row.by === 'slack' && row.round === round && row.outcome === outcome)) return
  const after = notified(lead, { by: 'slack', outcome, round }, ports.now())
  if (!(await ports.leads.advance(lead, after))) return noteTold(ports, leadId, round, answer)
  ports.later.sendEvents(leadId, after)
}
