import { AppError } from '../errors.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import type { Lead } from '../lead/lead.ts'
import type { Ports } from './ports.ts'

/** A lead with all that became of it. */
type WholeLead = { lead: Lead; handoffs: Handoff[]; destinations: Destination[] }

/** Throws `not_found` for a lead of another workspace, too. */
export async function lookUp(ports: Ports, workspace: string, leadId: string): Promise<WholeLead> {
  const lead = await ports.leads.find(leadId)
  if (!lead || lead.workspace !== workspace) throw new AppError('not_found', `There is no lead ${leadId} here.`)
  const [handoffs, destinations] = await Promise.all([
    ports.handoffs.ofLead(leadId),
    ports.destinations.list(workspace),
  ])
  return { lead, handoffs, destinations }
}

/** The lead that a handoff belongs to. */
export async function leadOfHandoff(ports: Ports, workspace: string, handoffId: string): Promise<string> {
  const handoff = await ports.handoffs.find(handoffId)
  if (!handoff || handoff.workspace !== workspace)
    throw new AppError('not_found', `There is no handoff ${handoffId} here.`)
  return handoff.lead
}
