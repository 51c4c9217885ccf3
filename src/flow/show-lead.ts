import { historyRows } from '../lead/change.ts'
import type { Lead } from '../lead/lead.ts'
import { isTold } from '../lead/post.ts'
import type { Ports } from './ports.ts'

/** Asks for the lead's card and thread to show what is stored now; Slack itself is called by the step that posts. */
export async function showLead(ports: Ports, lead: Lead): Promise<void> {
  const { id, workspace, channel } = lead
  if (!channel || lead.shownRevision >= lead.revision) return
  await ports.posts.want([{ workspace, channel, lead: id, destination: null }])
  const unshown = historyRows(lead, lead.shownRevision)
  const last = unshown.findLastIndex(isTold)
  if (last >= 0) {
    const row = lead.revision - unshown.length + last
    await ports.posts.tellHistory({ workspace, channel, lead: id }, row)
  }
  ports.reached('telling.wanted')
  ports.later.tellSlack(workspace, channel)
}
