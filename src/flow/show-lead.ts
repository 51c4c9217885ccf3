import type { Lead } from '../lead/lead.ts'
import type { Ports } from './ports.ts'

/** Asks for the lead's card to show what is stored now; Slack itself is called by the step that posts. */
export async function showLead(ports: Ports, lead: Lead): Promise<void> {
  const { id, workspace, channel } = lead
  if (!channel || lead.shownRevision >= lead.revision) return
  await ports.posts.want([{ workspace, channel, lead: id, destination: null }])
  ports.reached('telling.wanted')
  ports.later.tellSlack(workspace, channel)
}
