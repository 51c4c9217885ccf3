import { parked } from '../handoff/transitions.ts'
import { noteHealth } from './note-health.ts'
import type { Claimed, Ports } from './ports.ts'
import { tellHandoff } from './tell-handoff.ts'
import { isSendable, tryHandoff } from './try-handoff.ts'

/** Tries a handoff that is held under a lease once, and saves what came of it. `delivered` is told as soon as it is, before that is saved. */
export async function deliverHandoff(ports: Ports, claimed: Claimed, delivered = () => {}): Promise<void> {
  ports.reached('delivering.claimed')
  const { handoff } = claimed
  // Who asks for another try has just corrected something.
  const look = handoff.trigger === 'auto' ? ports.destinations.find : ports.destinations.fresh
  const destination = await look(handoff.destination.id)
  if (!destination) return parkForGood(ports, claimed, 'the destination was removed')
  if (!isSendable(handoff)) return parkForGood(ports, claimed, 'its body is no longer kept')
  const after = await tryHandoff(ports, handoff, destination, async (memory) => {
    if (!(await ports.handoffs.keep(claimed, memory))) throw new Error(`handoff ${handoff.id} was taken over meanwhile`)
  })
  ports.reached('delivering.sent')
  if (after.state === 'delivered') delivered()
  const finished = await ports.handoffs.finish(claimed, after)
  if (finished === 'lease lost') return
  ports.reached('delivering.saved')
  if (finished === 'followed') ports.later.deliver(destination.id, ports.now())
  if (after.nextAttemptAt) ports.later.deliver(destination.id, after.nextAttemptAt)
  // A mapping that does not fit says nothing about the receiver, nor does a record that its search does not show yet.
  if (after.state === 'delivered' || after.step > handoff.step) await noteHealth(ports, destination, after)
  await tellHandoff(ports, after)
}

/** What cannot be sent any more is kept, with the reason. */
async function parkForGood(ports: Ports, claimed: Claimed, hint: string): Promise<void> {
  const after = parked(claimed.handoff, hint, ports.now())
  if ((await ports.handoffs.finish(claimed, after)) !== 'lease lost') await tellHandoff(ports, after)
}
