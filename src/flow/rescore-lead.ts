import { rescored } from '../lead/transitions.ts'
import { type Click, type ClickResult, changeLead, leadOf, refusalFor } from './change-lead.ts'
import type { Ports } from './ports.ts'
import { scoreOf } from './score-lead.ts'

/** Scores a lead again with all that is known of it now. Nothing is decided by that, and nobody is told but the card. */
export async function rescoreLead(ports: Ports, click: Click): Promise<ClickResult> {
  const lead = await leadOf(ports, click)
  const refusal = await refusalFor(ports, click.standing, lead, 'decider')
  if (refusal) return { kind: 'refused', refusal }
  if (!lead.score) return { kind: 'late', lead, wanted: 'rescore' }
  const askedAt = ports.now()
  const priorLeads = await ports.leads.countEarlier(lead)
  const score = await scoreOf(ports, { ...lead, priorLeads })
  return changeLead(ports, click, 'rescore', (current) => {
    const isFresher = current.scoredAt && current.scoredAt > askedAt
    return isFresher ? null : rescored({ ...current, priorLeads }, score, click.by, ports.now())
  })
}
