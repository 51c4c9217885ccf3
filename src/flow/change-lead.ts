import { AppError } from '../errors.ts'
import { historyRows } from '../lead/change.ts'
import type { Person } from '../lead/decision.ts'
import type { HistoryRow, Lead } from '../lead/lead.ts'
import { isTold } from '../lead/post.ts'
import { type Refusal, refusalOf, type Standing } from '../lead/roles.ts'
import type { Ports } from './ports.ts'
import { settingsOf } from './settings-of.ts'

/** Who clicked on which lead, on which message, and which revision of it they saw. */
export type Click = {
  workspace: string
  leadId: string
  by: Person
  /** Null for whoever has the machine's own shell: roles are about Slack. */
  standing: Standing | null
  cardTs: string | null
  revision: number | null
}

type Wish = 'decide' | 'undo' | 'reopen' | 'claim' | 'assign' | 'snooze' | 'wake' | 'rescore' | 'resolve' | 'dispute'

/**
 * What a click came to: it took effect (`missed`: what others had done since the card that was clicked), nothing was left to do, or
 * whoever clicked may not.
 */
export type ClickResult =
  | { kind: 'done'; lead: Lead; missed: HistoryRow[] }
  | { kind: 'late'; lead: Lead; wanted: Wish }
  | { kind: 'refused'; refusal: Refusal }

/** One atomic compare-and-set; when another change was faster, the choice is made anew on what stands then. */
export async function changeLead(
  ports: Ports,
  click: Click,
  wanted: Wish,
  next: (lead: Lead) => Lead | null | Promise<Lead | null>,
): Promise<ClickResult> {
  const lead = await leadOf(ports, click)
  const refusal = await refusalFor(ports, click.standing, lead, 'decider')
  if (refusal) return { kind: 'refused', refusal }
  const after = await next(lead)
  if (!after) return { kind: 'late', lead, wanted }
  if (!(await ports.leads.advance(lead, after))) return changeLead(ports, click, wanted, next)
  ports.reached('decided.saved')
  if (click.cardTs) await ports.posts.seen(lead.id, click.cardTs)
  ports.later.sendEvents(lead.id, after)
  return { kind: 'done', lead: after, missed: missedBy(click, lead) }
}

/** Throws `not_found` for a lead of another workspace, too. */
export async function leadOf(ports: Ports, { leadId, workspace }: Click): Promise<Lead> {
  const lead = await ports.leads.find(leadId)
  if (!lead || lead.workspace !== workspace) throw new AppError('not_found', 'This lead is not here any more.')
  if (lead.erasedAt) throw new AppError('not_found', 'This lead was erased; nothing about its person is kept.')
  return lead
}

/** Why somebody may not touch what belongs to that channel, as the roles are set now; null when they may. */
export async function refusalFor(
  ports: Ports,
  standing: Standing | null,
  { workspace, channel }: Pick<Lead, 'workspace' | 'channel'>,
  need: 'decider' | 'admin',
): Promise<Refusal | null> {
  return standing && refusalOf(standing, await settingsOf(ports, workspace), channel, need)
}

function missedBy({ revision, by }: Click, lead: Lead): HistoryRow[] {
  return historyRows(lead, revision ?? lead.revision).filter((row) => isTold(row) && row.by?.id !== by.id)
}
