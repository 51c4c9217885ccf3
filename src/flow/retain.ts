import type { Workspace } from '../lead/workspace.ts'
import { audited } from './audited.ts'
import { eraseLeads } from './erase-leads.ts'
import type { Ports } from './ports.ts'

const DAY_MS = 24 * 3600 * 1000
/** Each is an edit in Slack; the next turn, an hour later, goes on. */
const MOST_A_TURN = 1000
const ITSELF = 'Greenlight'

/** Lets go of what each workspace keeps no longer: payloads of delivered handoffs, and decided leads. */
export async function retain(ports: Ports): Promise<void> {
  for (const { id, settings } of await ports.workspaces.list()) {
    const { retention_days: payloads, lead_retention_days: leads } = settings
    if (payloads !== null) await ports.handoffs.forgetBodies(id, daysAgo(ports, payloads))
    if (leads !== null) await expireLeads(ports, id, daysAgo(ports, leads))
  }
}

function daysAgo({ now }: Ports, days: number): Date {
  return new Date(now().getTime() - days * DAY_MS)
}

/** A lead of which a destination is still to hear stays until that is sent or discarded. */
async function expireLeads(ports: Ports, workspace: Workspace['id'], before: Date): Promise<void> {
  let left = MOST_A_TURN
  for await (const batch of ports.leads.decidedBefore(workspace, before)) {
    const owed = new Set(await ports.handoffs.undelivered(batch))
    const expired = batch.filter((id) => !owed.has(id)).slice(0, left)
    if (expired.length > 0) await expire(ports, workspace, expired)
    left -= expired.length
    if (left === 0) return
  }
}

async function expire(ports: Ports, workspace: Workspace['id'], leads: string[]): Promise<void> {
  const id = ports.newId('er')
  const erasure = { id, workspace, hash: id, leads, by: ITSELF, at: ports.now(), passes: 0 }
  const entry = { workspace, by: ITSELF, what: 'leads expired', detail: { id, leads: leads.length } }
  await audited(ports, entry, () => ports.erasures.insert(erasure))
  await eraseLeads(ports, erasure)
}
