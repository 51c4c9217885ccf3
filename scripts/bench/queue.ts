import type { Destination } from '../../src/handoff/destination.ts'
import type { Handoff } from '../../src/handoff/handoff.ts'
import { handoffOf } from '../../src/handoff/owing.ts'
import type { Lead } from '../../src/lead/lead.ts'
import { USUAL_THRESHOLDS } from '../../src/lead/score.ts'
import { received, scored } from '../../src/lead/transitions.ts'
import { scoreByRules } from '../../src/scoring/rules.ts'
import { agentflow } from '../../src/sources/agentflow.ts'
import { sampleLead } from '../leads.ts'
import type { World } from './world.ts'

const BATCH = 1000
const NO_LINKS = { slack_thread: null }

/** A lead without a channel as it stands after scoring: the handoffs of `lead.scored` are owed. */
export function scoredLead(workspace: string): Lead {
  const reading = agentflow.read(sampleLead(0))
  if (reading.kind !== 'lead') throw new Error('the sample is no lead')
  const at = new Date()
  const endpoint = { id: 'ep_bench', name: 'bench', source: 'agentflow' }
  const where = { id: 'lead_bench', workspace, endpoint, channel: null, test: false, unsigned: false, at }
  const lead = received(reading.draft, where)
  return scored(lead, scoreByRules(lead, 'no_model', USUAL_THRESHOLDS), false, at)
}

/** Stores so many handoffs of `lead.scored`, each of a lead of its own, spread over the destinations; all fall due at `dueAt`. */
export async function fillQueue(
  { stores, workspace }: World,
  { destinations, count, dueAt }: { destinations: readonly Destination[]; count: number; dueAt: Date },
): Promise<void> {
  const lead = scoredLead(workspace)
  const run = Math.random().toString(36).slice(2)
  for (let n = 0; n < count; n += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - n) }, (_, i) =>
      handoffs({ ...lead, id: `lead_${run}_${n + i}` }, destinations[(n + i) % destinations.length], dueAt),
    )
    await stores.handoffs.insert(batch.flat())
  }
}

function handoffs(lead: Lead, destination: Destination | undefined, dueAt: Date): Handoff[] {
  return destination ? lead.owed.map((owed) => handoffOf(lead, owed, destination, NO_LINKS, dueAt)) : []
}

/** Waits until no handoff is owed any more. Throws when one was parked. */
export async function allDelivered({ db }: World): Promise<void> {
  const collection = db.collection('handoffs')
  while ((await collection.countDocuments({ state: 'open' }, { limit: 1 })) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  if (await collection.findOne({ state: 'parked' })) throw new Error('a handoff was parked')
}
