import type { LeadDraft } from '../lead/lead.ts'
import type { InboundCall } from './inbound-call.ts'
import type { Ports } from './ports.ts'

const SHOWN_FIELDS = 10

/** A sender's test event is shown where the endpoint's leads are shown, and makes none. */
export async function tellTest(ports: Ports, { endpoint, requestId }: InboundCall, draft: LeadDraft): Promise<void> {
  const { workspace, channel, name } = endpoint
  if (!channel) return
  const place = { workspace, channel }
  await ports.posts.announce(`test:${requestId}`, place, { what: 'test_event', endpoint: name, held: heldIn(draft) })
  ports.later.tellSlack(workspace, channel)
}

function heldIn(draft: LeadDraft): { name: string; value: string }[] {
  const { name, email, phone, company, message, conversation } = draft
  const reason = conversation?.plea?.reason ?? null
  const known = Object.entries({ name, email, phone, company, message, reason })
  const others = draft.fields.map(({ name, value }) => [name, value] as const)
  return [...known, ...others]
    .filter(([, value]) => value !== null && value !== undefined)
    .slice(0, SHOWN_FIELDS)
    .map(([name, value]) => ({ name, value: typeof value === 'string' ? value : JSON.stringify(value) }))
}
