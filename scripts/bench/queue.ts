import type { Destination } from '../../src/handoff/destination.ts'
import type { Handoff } from '../../src/handoff/handoff.ts'
import { handoffOf } from '../../src/handoff/owing.ts'
import type { Lead } from '../../src/lead/lead.ts'
import { USUAL_THRESHOLDS } from '../../src/lead/score.ts'
import { received, scored } from '../../src/lead/transitions.ts'
import { scoreByRules } from '../../src/scoring/rules.ts'
import { agentflow } from '../../src/sources/agentflow.ts'
import { sampleLead } from '../leads.ts'
import type { Bench } from './bench.ts'
import type { World } from './world.ts'

const BATCH = 1000
const ANSWER_AFTER_MS = 5
/** Time enough to fill the queue before it falls due. */
const FILL_MS = 3000
const WITHIN_MS = 60_000
const DAY_MS = 24 * 3_600_000
const NO_LINKS = { slack_thread: null }

/** A lead without a channel as it stands after scoring: the handoffs of `lead.scored` are owed. */
export function scoredLead(workspace: string): Lead {
  const reading = agentflow.read(sampleLead(0), { map: null, schema: null, settings: {} })
  if (reading.kind !== 'lead') throw new Error('the sample is no lead')
  const at = new Date()
  const endpoint = { id: 'ep_bench', name: 'bench', source: 'agentflow' }
  const nobody = { channel: null, subject: null, owner: null, severity: null, reach: { sms: false } }
  const where = { id: 'lead_bench', workspace, endpoint, ...nobody, test: false, unsigned: false, at }
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

/** Stores so many scored leads, each of another person, for which nothing is left to do. */
export async function fillLeads({ stores, workspace }: World, count: number): Promise<void> {
  const lead = { ...scoredLead(workspace), owed: [] }
  const run = Math.random().toString(36).slice(2)
  for (let n = 0; n < count; n += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, count - n) }, (_, i) => `lead_${run}_${n + i}`)
    await Promise.all(
      ids.map((id) => stores.leads.insert({ ...lead, id, email: `${id}@stored.example` }, intakeOf(id))),
    )
  }
}

function intakeOf(id: string) {
  const rememberedUntil = new Date(Date.now() + DAY_MS)
  return { dedupeKey: id, bodyHash: id, rememberedUntil, requestId: id, address: '127.0.0.1', bytes: 500, ms: 1 }
}

type Queue = { world: World; destinations: Destination[] }

/** A world with so many destinations that hear of `lead.scored`. */
export async function openQueue(bench: Bench, count: number, concurrency?: number): Promise<Queue> {
  const world = await bench.openWorld()
  const destinations: Destination[] = []
  for (let n = 0; n < count; n++) {
    const url = `${bench.receiverUrl}/${n}`
    destinations.push(await world.addDestination(`crm ${n}`, url, ['lead.scored'], concurrency))
  }
  return { world, destinations }
}

export const QUEUED = 6000

/** Everything falls due at once, while the product is running; from the first request to the last. */
export async function drainedPerSecond(bench: Bench, { world, destinations }: Queue): Promise<number> {
  await expectQueued(bench)
  await fillQueue(world, { destinations, count: QUEUED, dueAt: new Date(Date.now() + FILL_MS) })
  const perSecond = await arrivedPerSecond(bench)
  await allDelivered(world)
  return perSecond
}

export function expectQueued({ receiver }: Bench): Promise<void> {
  return receiver.ask('expect', { count: QUEUED, delayMs: ANSWER_AFTER_MS, inDetail: false })
}

export async function arrivedPerSecond({ receiver }: Bench): Promise<number> {
  const { firstAt, lastAt } = await receiver.ask('arrivals', { withinMs: WITHIN_MS })
  return (QUEUED * 1000) / (lastAt - firstAt)
}

/** Waits until no handoff is owed any more. Throws when one was parked. */
export async function allDelivered({ db, workspace }: World): Promise<void> {
  const collection = db.collection('handoffs')
  while ((await collection.countDocuments({ state: 'open' }, { limit: 1 })) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  if (await collection.findOne({ workspace, state: 'parked' })) throw new Error('a handoff was parked')
}
