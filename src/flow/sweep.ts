import type { Waiting } from '../lead/waiting.ts'
import { settleLead } from './decide-lead.ts'
import { eraseLeads } from './erase-leads.ts'
import { joinNews, placeNews } from './join-news.ts'
import type { Ports } from './ports.ts'
import { pressLead } from './press-lead.ts'
import { scoreLead } from './score-lead.ts'
import { sendEvents } from './send-events.ts'
import { wakeLead } from './snooze-lead.ts'
import { tellHandoff } from './tell-handoff.ts'

/** A step that is not taken within this time was forgotten by a crash, or its process has no kick. */
const FORGOTTEN_AFTER_MS = 1500
const BATCH = 100
const AGAIN_AFTER_MS = 30_000

const STEPS: Record<Waiting['step'], (ports: Ports, id: string) => Promise<void>> = {
  join: joinNews,
  score: scoreLead,
  settle: settleLead,
  send: sendEvents,
  show: sendEvents,
  wake: wakeLead,
  answer: pressLead,
}

/** Takes the steps that somebody saved but nobody took, and says how many. One that fails steps aside, so that others get their turn. */
export async function sweep(ports: Ports): Promise<number> {
  const before = new Date(ports.now().getTime() - FORGOTTEN_AFTER_MS)
  const waiting = await ports.leads.waitingSince(before, BATCH)
  const unplaced = await ports.news.waitingSince(before, BATCH)
  const erasures = await ports.erasures.due(before, BATCH)
  const untold = await ports.handoffs.untoldSince(before, BATCH)
  const steps = [
    ...waiting.map(({ id, waiting: { step } }) => orLater(ports.leads, id, STEPS[step](ports, id))),
    ...unplaced.map((news) => orLater(ports.news, news.id, placeNews(ports, news))),
    ...erasures.map((erasure) => orLater(ports.erasures, erasure.id, eraseLeads(ports, erasure))),
    ...untold.map((handoff) => tellHandoff(ports, handoff)),
  ]
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  return steps.length
}

type Held = { hold(id: string, forMs: number): Promise<unknown> }

async function orLater(store: Held, id: string, step: Promise<unknown>): Promise<void> {
  try {
    await step
  } catch (error) {
    await store.hold(id, AGAIN_AFTER_MS)
    throw error
  }
}
