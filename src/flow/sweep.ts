import type { Waiting } from '../lead/waiting.ts'
import { settleLead } from './decide-lead.ts'
import type { Ports } from './ports.ts'
import { scoreLead } from './score-lead.ts'
import { sendEvents } from './send-events.ts'
import { tellHandoff } from './tell-handoff.ts'

/** A step that is not taken within this time was forgotten by a crash, or its process has no kick. */
const FORGOTTEN_AFTER_MS = 1500
const BATCH = 100

const STEPS: Record<Waiting['step'], (ports: Ports, id: string) => Promise<void>> = {
  score: scoreLead,
  settle: settleLead,
  send: sendEvents,
  show: sendEvents,
}

/** Takes the steps that somebody saved but nobody took, and says how many. */
export async function sweep(ports: Ports): Promise<number> {
  const before = new Date(ports.now().getTime() - FORGOTTEN_AFTER_MS)
  const waiting = await ports.leads.waitingSince(before, BATCH)
  const untold = await ports.handoffs.untoldSince(before, BATCH)
  await Promise.all([
    ...waiting.map(({ id, waiting: { step } }) => STEPS[step](ports, id)),
    ...untold.map((handoff) => tellHandoff(ports, handoff)),
  ])
  return waiting.length + untold.length
}
