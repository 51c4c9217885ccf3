import { kindNamed } from '../destinations/index.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { FIRST_SEQ } from '../lead/change.ts'
import type { Lead } from '../lead/lead.ts'
import type { Ports } from './ports.ts'

/** Stores what a lead owes to some of these destinations, and has it delivered; what is stored already stays as it is. */
export async function storeHandoffs(
  ports: Ports,
  lead: Lead,
  handoffs: readonly Handoff[],
  destinations: readonly Destination[],
): Promise<void> {
  const to = ({ destination }: Handoff) => destinations.find(({ id }) => id === destination.id)
  const ahead = handoffs.map((handoff) => ports.later.aheadOf(handoff.id) ?? goAhead(ports, lead, handoff, to(handoff)))
  // What is younger goes after it, and so waits until it can be seen.
  if (lead.owed.length > 1) await Promise.all(ahead)
  const rest = handoffs.filter((_, i) => !ahead[i])
  await Promise.all([carryStored(ports, rest, to), ...ahead])
}

/**
 * Tries the first event of a lead before its handoff is stored, where that is safe; null otherwise. The lead's own outbox stays until
 * then, so nothing is lost, and one write is enough. Not where somebody may be looking at the lead, who may cause a younger event in
 * this very instant, nor where a vendor is asked in steps, which are kept with the handoff.
 */
function goAhead({ later }: Ports, lead: Lead, handoff: Handoff, to: Destination | undefined): Promise<unknown> | null {
  const isAlone = lead.owed.length === 1 && handoff.seq <= FIRST_SEQ && !lead.channel && !lead.conversation
  return isAlone && to && kindNamed(to.kind).baseUrl === null ? later.goAhead(handoff, to) : null
}

async function carryStored(
  { handoffs: store, later }: Ports,
  handoffs: readonly Handoff[],
  to: (handoff: Handoff) => Destination | undefined,
): Promise<void> {
  // Only what waits for no elder may be taken in hand unseen.
  const tokenFor = (handoff: Handoff) => {
    const known = handoff.seq <= FIRST_SEQ && to(handoff)
    return known ? later.tokenFor(known) : null
  }
  const born = await store.insert(handoffs, tokenFor)
  for (const claimed of born) later.carry(claimed)
  const inHand = new Set(born.map(({ handoff }) => handoff))
  for (const handoff of handoffs) if (!inHand.has(handoff)) later.deliver(handoff.destination.id, handoff.createdAt)
}
