import type { InboxRow } from '../flow/inbox.ts'

/** A lead as the lists show it, and why its delivery failed where that is the point. */
export function leadRow({ lead, failed }: InboxRow) {
  const { id, name, email, company, state, score, owner, endpoint, receivedAt } = lead
  return {
    lead_id: id,
    name,
    email,
    company,
    state,
    score: score?.value ?? null,
    band: score?.band ?? null,
    owner: owner?.name ?? owner?.id ?? null,
    endpoint: endpoint.name,
    received_at: receivedAt,
    ...(failed && { handoff_id: failed.id, destination: failed.destination.name, hint: failed.hint }),
  }
}
