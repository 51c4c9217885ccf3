import type { HandoffBody } from '../src/handoff/body.ts'
import { bodyOf, handoffId } from '../src/handoff/owing.ts'
import { decided } from '../src/lead/transitions.ts'
import { ARRIVED, aLead, aPerson } from '../test/support/leads.ts'

/** The body of an approval, for the documentation. */
export function exampleHandoff(): HandoffBody {
  const sam = aPerson()
  const at = new Date(ARRIVED.getTime() + 120_000)
  const lead = aLead({
    fields: [
      { name: 'team_size', value: 45 },
      { name: 'timeline', value: 'this quarter' },
    ],
    priorLeads: 1,
  })
  const verdict = { outcome: 'approved', by: sam, reason: 'Good fit', note: null, owner: sam, undoSeconds: 0 } as const
  const approved = decided(lead, verdict, at)
  const what = { event: 'lead.qualified', version: approved.version, at } as const
  const id = handoffId(approved.id, what.event, 'dest_1', what.version)
  return bodyOf(
    approved,
    { ...what, id },
    { slack_thread: 'https://ours.slack.com/archives/C0LEADS/p1772443802000100' },
  )
}
