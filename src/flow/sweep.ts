import type { Waiting } from '../lead/waiting.ts'
import { settleLead } from './decide-lead.ts'
import type { Ports } from './ports.ts'
import { scoreLead } from './score-lead.ts'
import { sendEvents } from './send-events.ts'
import { tellHandoff } from './tell-handoff.ts'

/** A step that is not taken within this time was forgotten by a crash, or its process has no kick. */
const FORGOTTEN_AFTER_MS = 1500
const BATCH = 100
const AGAIN_AFTER_MS = 30_000

const STEPS: Record<Waiting['step'], (ports: Ports, id: string) => Promise<void>> = {
  score: scoreLead,
  settle: settleLead,
  send: sendEvents,
  show: sendEvents,
}

/** Takes the steps that somebody saved but nobody took, and says how many. One that fails steps aside, so that others get their turn. */
export async function sweep(ports: Ports): Promise<number> {
  const before = new Date(ports.now().getTime() - FORGOTTEN_AFTER_MS)
  const waiting = await ports.leads.waitingSince(before, BATCH)
  const untold = await ports.handoffs.untoldSince(before, BATCH)
  const steps = [
    ...waiting.map(({ id, waiting: { step } }) => orLater(ports, id, STEPS[step](ports, id))),
    ...untold.map((handoff) => tellHandoff(ports, handoff)),
  ]
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  return steps.length
}

async function orLater(ports: Ports, id: string, step: Promise<void>): Promise<void> {
  try {
    await step
  } catch (error) {
    await ports.leads.hold(id, AGAIN_AFTER_MS)
    throw error
  }
}
