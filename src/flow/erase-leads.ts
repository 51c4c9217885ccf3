import type { Person } from '../lead/decision.ts'
import { erased } from '../lead/erased.ts'
import type { Erasure } from '../lead/erasure.ts'
import { colleague } from '../lead/ownership.ts'
import type { Ports } from './ports.ts'

/** What was not delivered to a destination says so. */
const HINT = 'its lead was erased'
/** Whoever loaded a lead before it was erased has saved by then, and lost; what it left behind is found by a later pass. */
const PASSES = 5
const NEXT_PASS_MS = 15_000

/**
 * Goes through everything that is kept of some leads and takes their person out of it. Safe at any time and any number of times;
 * the sweep repeats it until nothing in hand can bring anything back.
 */
export async function eraseLeads(ports: Ports, erasure: Erasure): Promise<void> {
  const { leads, by, passes } = erasure
  for (const id of leads) await eraseLead(ports, id, colleague(by))
  const inHand = await eraseTraces(ports, leads, passes === 0)
  const isOver = inHand === 0 && passes + 1 >= PASSES
  await ports.erasures.passed(erasure, isOver ? null : new Date(ports.now().getTime() + NEXT_PASS_MS))
}

/** What a step stored about a lead that was erased meanwhile goes too. */
export async function eraseIfErased(ports: Ports, id: string): Promise<void> {
  if ((await ports.leads.find(id))?.erasedAt) await eraseTraces(ports, [id], false)
}

/** News that is held for it joins it unread. Whoever changes the lead at the same moment is overruled. */
async function eraseLead(ports: Ports, id: string, by: Person): Promise<void> {
  const lead = await ports.leads.find(id)
  if (!lead || lead.erasedAt) return
  if (lead.subject !== null) await ports.news.settleHeld(lead.endpoint.id, lead.subject, id)
  if (!(await ports.leads.advance(lead, erased(lead, by, ports.now())))) return eraseLead(ports, id, by)
  ports.reached('erased.saved')
}

/** Answers how many handoffs are in hand, and keep their words until that is over. */
async function eraseTraces(ports: Ports, leads: readonly string[], show: boolean): Promise<number> {
  await ports.leads.eraseIntake(leads)
  await ports.news.erase(leads)
  await ports.inboundLog.erase(leads)
  await ports.judgements.erase(leads)
  const inHand = await ports.handoffs.erase(leads, HINT)
  await ports.posts.erase(leads, show)
  return inHand
}
