import { awaited, paceOf } from '../lead/answering.ts'
import { isOpen } from '../lead/hours.ts'
import { reassigned } from '../lead/ownership.ts'
import type { Ports } from './ports.ts'
import { heirOf } from './press-lead.ts'
import { settingsOf } from './settings-of.ts'

const BATCH = 100

/**
 * Open leads of people whose accounts were switched off go to somebody who is there, however long nobody was to be reminded of them
 * any more; outside work nobody is pinged for that. Where nobody is there, they stay and are looked at again.
 */
export async function replaceOwners(ports: Ports): Promise<void> {
  for (const { id: workspace } of await ports.workspaces.list()) {
    for (const user of await ports.leads.owners(workspace)) {
      if (!(await ports.roster.isGone(workspace, user))) continue
      for (const lead of await ports.leads.ownedBy(workspace, user, BATCH)) await replaceOwner(ports, lead, user)
    }
  }
}

async function replaceOwner(ports: Ports, id: string, gone: string): Promise<void> {
  const lead = await ports.leads.find(id)
  if (lead?.state !== 'open' || lead.owner?.id !== gone) return
  const settings = await settingsOf(ports, lead.workspace)
  const now = ports.now()
  const hours = paceOf(settings, lead)?.hours
  if (hours && !isOpen(hours, now)) return
  const heir = await heirOf(ports, lead, settings)
  if (!heir) return
  const after = awaited(reassigned(lead, heir, 'the owner has left', now), settings, now)
  if (await ports.leads.advance(lead, after)) ports.later.sendEvents(id, after)
}
