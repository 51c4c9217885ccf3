import { awaited, isAnswered } from '../lead/answering.ts'
import { type Automatic, automaticOutcome } from '../lead/automatic.ts'
import type { Person } from '../lead/decision.ts'
import type { Lead } from '../lead/lead.ts'
import { type Route, routed, ruleFor } from '../lead/routing.ts'
import type { LearnedScore, Score } from '../lead/score.ts'
import { decided, rescored, scored } from '../lead/transitions.ts'
import { automaticLimits, type Settings } from '../lead/workspace.ts'
import { learnedScoreOf } from '../scoring/learned/predict.ts'
import { isCompanyMail } from '../scoring/mailbox.ts'
import { SHIPPED_RUBRIC } from '../scoring/rubric.ts'
import { judgeByRules } from '../scoring/rules.ts'
import { scoreLead as scoreByLadder } from '../scoring/score-lead.ts'
import { modelFor } from './model-for.ts'
import type { Ports } from './ports.ts'
import { routeOf } from './route-lead.ts'
import { latelySettings, thresholdsOf } from './settings-of.ts'

const AUTO: Person = { id: 'auto', name: 'Greenlight', email: null, kind: 'auto' }
/** A lead whose scoring takes longer is shown meanwhile, as "scoring…". */
const SHOWN_UNSCORED_AFTER_MS = 2000

/** Nobody else takes up a lead that the model is judging, before this time has passed. */
const HELD_FOR_MODEL_MS = 25_000

/**
 * A new lead with its score, where it can be had at once: by the rules or by what decisions taught, and no rule of routing has to
 * find whose turn it is. One write then does for two steps. Any other lead is left as it came, for `scoreLead`; so is one whose
 * scoring fails, for no mistake of ours may cost a lead.
 */
export async function scoredOnArrival(ports: Ports, lead: Lead): Promise<Lead> {
  if (ports.model || !ports.later.isHere || lead.awaitsNews || lead.owed.length > 0) return lead
  try {
    const scoring = await scoringOf(ports, lead)
    if (ruleFor(scoring.settings.routing, { ...lead, score: scoring.score })) return lead
    return withScore(lead, scoring, null, ports.now())
  } catch (error) {
    ports.puzzled(lead.id, error)
    return lead
  }
}

/**
 * Scores a lead that has no score yet, routes it, and lets the thresholds decide where they may. One whose score is stale is scored
 * anew, once for all that joined by then, after its earlier events went out with the score they speak of: `lead.scored` told the
 * first score and is owed no second time, and the lead stays where it was routed. Thresholds may still decide it where nobody did
 * and no person took it up; a decided lead only shows the score and owes nothing.
 */
export async function scoreLead(ports: Ports, id: string, known?: Lead): Promise<void> {
  const lead = known ?? (await ports.leads.find(id))
  if (!lead || !isToBeScored(lead)) return
  if (ports.model && !(await ports.leads.hold(id, HELD_FOR_MODEL_MS))) return
  await saveScore(ports, lead, await scoringOf(ports, lead))
}

function isToBeScored({ score, staleSince, decision, owed, erasedAt }: Lead): boolean {
  if (erasedAt) return false
  return !score || (Boolean(staleSince) && !decision?.undoUntil && owed.length === 0)
}

type Scoring = { score: Score; known: Date | null; priorLeads: number; limits: Automatic; settings: Settings }

/** The score of a lead, how much of it that knows, and by what it may decide. */
async function scoringOf(ports: Ports, lead: Lead): Promise<Scoring> {
  const priorLeads = await ports.leads.countEarlier(lead)
  const score = await scoredInTime(ports, { ...lead, priorLeads })
  const [limits, settings] = [await limitsFor(ports, lead), await latelySettings(ports, lead.workspace)]
  return { score, known: lead.staleSince, priorLeads, limits, settings }
}

async function scoredInTime(ports: Ports, lead: Lead): Promise<Score> {
  if (!ports.model) return scoreOf(ports, lead)
  const slow = setTimeout(() => ports.later.sendEvents(lead.id), SHOWN_UNSCORED_AFTER_MS)
  try {
    return await scoreOf(ports, lead)
  } finally {
    clearTimeout(slow)
  }
}

/** The score that a lead has by all that is known of it now. */
export async function scoreOf(ports: Ports, lead: Lead): Promise<Score> {
  const thresholds = thresholdsOf(await limitsFor(ports, lead))
  const rubric = (await ports.rubrics.lately(lead.workspace)) ?? SHIPPED_RUBRIC
  const model = ports.model && modelFor(ports, ports.model, lead)
  const learned = await learnedScore(ports, lead)
  return scoreByLadder(lead, model, thresholds, { learned, rubric, puzzled: (error) => ports.puzzled(lead.id, error) })
}

/** The endpoint's own limits, else the workspace's; at most half a second old. */
async function limitsFor(ports: Ports, { endpoint, workspace }: Lead): Promise<Automatic> {
  const own = (await ports.endpoints.lately(endpoint.id))?.thresholds
  return own ?? automaticLimits(await latelySettings(ports, workspace))
}

async function learnedScore(ports: Ports, lead: Lead): Promise<LearnedScore | null> {
  const model = await ports.learnedModels.lately(lead.workspace)
  return model && learnedScoreOf(model, lead, judgeByRules(lead).value)
}

/** While the model was thinking the lead may have been shown, or decided with the rules' score, which then stands. */
async function saveScore(ports: Ports, lead: Lead, scoring: Scoring): Promise<void> {
  if (!isToBeScored(lead) || (lead.score && !isSameTime(lead.staleSince, scoring.known))) return
  const route = lead.score ? null : await routeOf(ports, { ...lead, score: scoring.score })
  const after = withScore(lead, scoring, route, ports.now())
  if (await ports.leads.advance(lead, after)) {
    ports.reached('scored.saved')
    ports.later.sendEvents(lead.id, after)
    return
  }
  const current = await ports.leads.find(lead.id)
  if (current) await saveScore(ports, current, scoring)
}

function withScore(
  before: Lead,
  { score, known, priorLeads, limits, settings }: Scoring,
  route: Route | null,
  at: Date,
): Lead {
  const lead = { ...before, priorLeads, staleSince: isSameTime(before.staleSince, known) ? null : before.staleSince }
  const mayDecide = !lead.test && (!before.score || (!lead.decision && lead.version === 0 && !isAnswered(lead)))
  const outcome = mayDecide ? automaticOutcome(lead, score, limits, isCompanyMail(lead.email)) : null
  const thresholdsOn = limits.approve !== null || limits.reject !== null
  const withoutRoute = before.score
    ? rescored(lead, score, AUTO, at)
    : scored(lead, score, thresholdsOn && !outcome && lead.state === 'open', at)
  const next = route ? routed(withoutRoute, route, at) : withoutRoute
  if (!outcome) return before.score || isAnswered(next) ? next : awaited(next, settings, at)
  const reason = `score ${score.value}`
  return decided(next, { outcome, by: AUTO, reason, note: null, owner: null, undoSeconds: 0 }, at)
}

function isSameTime(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime()
}
