import { awaited } from '../lead/answering.ts'
import type { Outcome, Person } from '../lead/decision.ts'
import type { Lead } from '../lead/lead.ts'
import { USUAL_THRESHOLDS } from '../lead/score.ts'
import { decided, reopened, scored, settled, undone } from '../lead/transitions.ts'
import { scoreByRules } from '../scoring/rules.ts'
import { type Click, type ClickResult, changeLead } from './change-lead.ts'
import type { Ports } from './ports.ts'
import { latelySettings, settingsOf } from './settings-of.ts'

/** `owner` is who looks into it, for a review, and `due` the day until when. */
export type Choice = {
  outcome: Outcome
  reason: string | null
  note: string | null
  due: string | null
  owner: Person | null
}

/** Decides an open lead, once: whoever loses the race is told who was first. */
export async function decideLead(ports: Ports, click: Click, choice: Choice): Promise<ClickResult> {
  const { undo_seconds: undoSeconds } = await settingsOf(ports, click.workspace)
  const result = await changeLead(ports, click, 'decide', (lead) => {
    if (lead.state !== 'open') return null
    return decided(withAnyScore(ports, lead), { ...choice, by: click.by, undoSeconds }, ports.now())
  })
  const until = result.kind === 'done' && result.lead.decision?.undoUntil
  if (until) ports.later.settleLead(click.leadId, until)
  return result
}

/** Takes a decision back before anything was sent. */
export async function undoDecision(ports: Ports, click: Click): Promise<ClickResult> {
  const settings = await latelySettings(ports, click.workspace)
  return changeLead(ports, click, 'undo', (lead) =>
    lead.decision?.undoUntil ? awaited(undone(lead, click.by, ports.now()), settings, ports.now()) : null,
  )
}

/** Takes a decision back; those who were told of it will hear of that. */
export async function reopenLead(ports: Ports, click: Click): Promise<ClickResult> {
  const settings = await latelySettings(ports, click.workspace)
  return changeLead(ports, click, 'reopen', (lead) => {
    if (lead.state === 'open') return null
    const now = ports.now()
    const after = lead.decision?.undoUntil ? undone(lead, click.by, now) : reopened(lead, click.by, now)
    return awaited(after, settings, now)
  })
}

/** Closes the undo window of a decision: from now on it is owed to the destinations. */
export async function settleLead(ports: Ports, id: string): Promise<void> {
  const lead = await ports.leads.find(id)
  const until = lead?.decision?.undoUntil
  if (!lead || !until) return
  if (until > ports.now()) return ports.later.settleLead(id, until)
  const after = settled(lead, ports.now())
  if (!(await ports.leads.advance(lead, after))) return settleLead(ports, id)
  ports.reached('settled.saved')
  ports.later.sendEvents(id, after)
}

/** A decision does not wait for the model: the rules' score stands in its handoff, and what the model says is shown afterwards. */
function withAnyScore(ports: Ports, lead: Lead): Lead {
  if (lead.score) return lead
  const at = ports.now()
  const byRules = scored(lead, scoreByRules(lead, 'no_model', USUAL_THRESHOLDS), false, at)
  return ports.model ? { ...byRules, staleSince: at } : byRules
}
