import type { Handoff } from '../handoff/handoff.ts'
import type { Ports } from './ports.ts'
import { lineOf } from './send-events.ts'

/** Asks for the handoff's line in the card's thread to show what became of it. */
export async function tellHandoff(ports: Ports, handoff: Handoff): Promise<void> {
  if (!handoff.channel) return
  await ports.posts.want(lineOf(handoff))
  ports.reached('telling.wanted')
  ports.later.tellSlack(handoff.workspace, handoff.channel)
  await ports.handoffs.told(handoff.id)
}
