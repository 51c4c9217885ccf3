import { automaticOutcome } from '../lead/automatic.ts'
import type { Lead } from '../lead/lead.ts'
import type { Thresholds } from '../lead/score.ts'
import { automaticLimits } from '../lead/workspace.ts'
import { type Agreement, agreementOf, type Judged } from '../scoring/agreement.ts'
import type { LearnedModel } from '../scoring/learned/model.ts'
import { isCompanyMail } from '../scoring/mailbox.ts'
import type { Ports } from './ports.ts'
import { latelySettings, thresholdsOf } from './settings-of.ts'

/** The newest decisions of a span of time, as many as are looked at. */
const MOST_DECISIONS = 20_000

/** The agreement, and the learned model that is in use; null where none is. */
export type ScoreStats = Agreement & { model: LearnedModel | null }

/** How far a workspace's scores and its people agreed since then. */
export async function scoreStats(ports: Ports, workspace: string, since: Date): Promise<ScoreStats> {
  const thresholds = thresholdsOf(automaticLimits(await latelySettings(ports, workspace)))
  const judged: Judged[] = []
  for await (const batch of ports.leads.decided(workspace, since, MOST_DECISIONS)) {
    judged.push(...batch.flatMap((lead) => judgedOf(lead, thresholds)))
  }
  return { ...agreementOf(judged, thresholds), model: await ports.learnedModels.lately(workspace) }
}

function judgedOf(lead: Lead, thresholds: Thresholds): Judged[] {
  if (!lead.score) return []
  const { value, learned } = lead.score
  const held = automaticOutcome(lead, lead.score, thresholds, isCompanyMail(lead.email)) === null
  return [{ value, learned, approved: lead.state === 'approved', held }]
}
