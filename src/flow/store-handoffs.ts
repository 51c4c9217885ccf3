import { kindNamed } from '../destinations/index.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { owesFirstAlone } from '../lead/change.ts'
import type { Lead } from '../lead/lead.ts'
import type { Ports } from './ports.ts'

/** A process that takes longer to get so far may be overtaken by the sweep of another one. */
const PROMPT_MS = 250

/** What a lead owes to some of these destinations; `isNew` where this process has just saved that, and so nobody else can have begun to send it. */
type Owed = { lead: Lead; isNew: boolean; handoffs: readonly Handoff[]; destinations: readonly Destination[] }

/** Stores handoffs and has them delivered; what is stored already stays as it is. */
export async function storeHandoffs(ports: Ports, owed: Owed): Promise<void> {
  const { lead, handoffs, destinations } = owed
  const to = ({ destination }: Handoff) => destinations.find(({ id }) => id === destination.id)
  const mayGoAhead = isUnwatched(owed, ports.now())
  const ahead = handoffs.map(
    (handoff) => ports.later.aheadOf(handoff.id) ?? (mayGoAhead ? goAhead(ports, handoff, to(handoff)) : null),
  )
  // What is younger goes after it, and so waits until it can be seen.
  if (lead.owed.length > 1) await Promise.all(ahead)
  const rest = handoffs.filter((_, i) => !ahead[i])
  await Promise.all([queue(ports, rest), ...ahead])
}

/**
 * The first event of a lead may be tried before its handoff is stored: the lead's own outbox stays until then, so nothing is lost, and one
 * write is enough. Not where somebody may be looking at the lead, or talking to it, who may cause a younger event in this very instant.
 */
function isUnwatched({ lead, isNew }: Owed, now: Date): boolean {
  const isPrompt = lead.owed.every(({ at }) => now.getTime() - at.getTime() < PROMPT_MS)
  return isNew && isPrompt && owesFirstAlone(lead) && !lead.channel && !lead.conversation
}

/** Null where a vendor is asked in steps, which are kept with the handoff, or where this process has enough in hand. */
function goAhead({ later }: Ports, handoff: Handoff, to: Destination | undefined): Promise<unknown> | null {
  return to && kindNamed(to.kind).baseUrl === null ? later.goAhead(handoff, to) : null
}

async function queue({ handoffs: store, later }: Ports, handoffs: readonly Handoff[]): Promise<void> {
  await store.insert(handoffs)
  for (const { destination, createdAt } of handoffs) later.deliver(destination.id, createdAt)
}
