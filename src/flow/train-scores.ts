import type { Lead } from '../lead/lead.ts'
import type { LearnedModel } from '../scoring/learned/model.ts'
import { type Example, exampleOf, isEnough, type Tally, train } from '../scoring/learned/train.ts'
import type { Ports } from './ports.ts'

/** The newest decisions of a team; older ones tell of another time. */
const MOST_DECISIONS = 5000
/** Trained anew when so many decisions are new, or this share of those it knows. */
const MANY_NEW = 25
const MANY_NEW_SHARE = 0.1

/** What a training came to. `outrun`: another process stored one meanwhile. */
export type Training =
  | { kind: 'trained'; model: LearnedModel; ms: number }
  | { kind: 'too few'; tally: Tally }
  | { kind: 'newer format' | 'outrun' }

/** Trains where enough was decided since the last time. */
export async function trainDue(ports: Ports): Promise<void> {
  for (const { id } of await ports.workspaces.list()) {
    if (await isDue(ports, id)) await trainScores(ports, id)
  }
}

/** Learns a workspace's score from what its people decided, and stores it. Reads in batches, and never holds others up. */
export async function trainScores(ports: Ports, workspace: string): Promise<Training> {
  const stored = await ports.learnedModels.find(workspace)
  if (stored && !stored.model) return { kind: 'newer format' }
  const tally = await ports.leads.countDecided(workspace, null, MOST_DECISIONS)
  if (!isEnough(tally)) return { kind: 'too few', tally }
  const startedAt = ports.now()
  const examples = await examplesOf(ports, workspace)
  const version = (stored?.version ?? 0) + 1
  const model = await train(examples, { version, trainedAt: startedAt }, ports.breathe)
  const saved = await ports.learnedModels.save(workspace, stored?.version ?? null, model)
  return saved ? { kind: 'trained', model, ms: ports.now().getTime() - startedAt.getTime() } : { kind: 'outrun' }
}

async function isDue(ports: Ports, workspace: string): Promise<boolean> {
  const stored = await ports.learnedModels.find(workspace)
  if (!stored) return isEnough(await ports.leads.countDecided(workspace, null, MOST_DECISIONS))
  if (!stored.model) return false
  const wanted = Math.ceil(Math.min(MANY_NEW, MANY_NEW_SHARE * stored.model.decisions))
  const fresh = await ports.leads.countDecided(workspace, stored.trainedAt, wanted)
  return fresh.approved + fresh.rejected >= wanted
}

async function examplesOf(ports: Ports, workspace: string): Promise<Example[]> {
  const examples: Example[] = []
  for await (const batch of ports.leads.decided(workspace, null, MOST_DECISIONS)) {
    examples.push(...batch.map((lead) => exampleOf(lead, isApproved(lead))))
    await ports.breathe()
  }
  return examples
}

function isApproved({ state }: Lead): boolean {
  return state === 'approved'
}
