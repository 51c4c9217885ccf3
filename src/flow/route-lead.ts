import { awaited, isAnswered } from '../lead/answering.ts'
import type { Person } from '../lead/decision.ts'
import type { Lead } from '../lead/lead.ts'
import { colleague } from '../lead/ownership.ts'
import { type Route, type Rule, routed, ruleFor } from '../lead/routing.ts'
import { lookUp } from './look-up.ts'
import type { Ports } from './ports.ts'
import { latelySettings, settingsOf } from './settings-of.ts'
import { takeTurn } from './take-turn.ts'

/** What the first rule that fits means for a lead that has just been scored; null where none does. Asked again, it says the same. */
export async function routeOf(ports: Ports, lead: Lead): Promise<Route | null> {
  return isUntoldPlea(lead) ? null : firstRoute(ports, lead)
}

/**
 * A lead for which a person is waited for, as a rule has it: what asks for one is sent before anybody scores the lead, so it is
 * routed then, and rules that ask for a band come last. The lead itself where nothing is to be done.
 */
export async function withPleaRouted(ports: Ports, lead: Lead): Promise<Lead> {
  const route = isUntoldPlea(lead)
    ? ((await firstRoute(ports, { ...lead, score: null })) ?? (await firstRoute(ports, lead)))
    : null
  if (!route) return lead
  const at = ports.now()
  const after = routed(lead, route, at)
  return lead.score && !isAnswered(lead) ? awaited(after, await latelySettings(ports, lead.workspace), at) : after
}

/** The first rule that a lead fits as lead and rules are now. Throws `not_found`. */
export async function fittingRule(ports: Ports, workspace: string, leadId: string): Promise<Rule | null> {
  const { lead } = await lookUp(ports, workspace, leadId)
  return ruleFor((await settingsOf(ports, workspace)).routing, lead)
}

function isUntoldPlea({ owed, shownRevision }: Lead): boolean {
  return shownRevision === 0 && owed.some(({ event }) => event === 'lead.handoff')
}

async function firstRoute(ports: Ports, lead: Lead): Promise<Route | null> {
  if (lead.rule !== null) return null
  const { routing } = await latelySettings(ports, lead.workspace)
  const rule = ruleFor(routing, lead)
  if (!rule) return null
  const owner = isAnswered(lead) ? null : await ownerBy(ports, lead, rule)
  return { rule: rule.name, channel: await channelBy(ports, lead, rule), owner }
}

/** Whose turn it is by a rule to get a lead that somebody else left unanswered; null where it has no rotation, or nobody is there. */
export function secondTurnOf(ports: Ports, lead: Lead, rule: Rule): Promise<Person | null> {
  // Leads that change hands go round on their own, so that the new ones stay evenly spread.
  return turnOf(ports, lead, rule, {
    round: 'second',
    turn: `${lead.id}:${lead.revision}`,
    not: lead.owner?.id ?? null,
  })
}

type Turn = { round: 'first' | 'second'; turn: string; not: string | null }

async function turnOf(ports: Ports, { workspace }: Lead, rule: Rule, { round, ...ask }: Turn): Promise<Person | null> {
  const { rotation } = rule.route
  if (!rotation) return null
  const over =
    typeof rotation === 'string'
      ? { rotation: `${rotation}:${round}`, members: { group: rotation } }
      : { rotation: `rule ${rule.name}:${round}`, members: rotation }
  const who = await takeTurn(ports, { ...over, ...ask, workspace })
  return who === null ? null : colleague(who)
}

async function ownerBy(ports: Ports, lead: Lead, rule: Rule): Promise<Person | null> {
  const { owner } = rule.route
  return owner ? colleague(owner) : turnOf(ports, lead, rule, { round: 'first', turn: lead.id, not: null })
}

/**
 * A card that was asked for stays where it is. Whoever asks for it first settles its channel, so it is asked for here before the
 * lead says so: a step that still has the lead as it was would ask for it in the old channel otherwise.
 */
async function channelBy(ports: Ports, lead: Lead, { route }: Rule): Promise<string | null> {
  const { id, workspace, channel } = lead
  if (!route.channel || route.channel === channel || lead.shownRevision > 0) return channel
  await ports.posts.want([{ workspace, channel: route.channel, lead: id, destination: null }])
  return (await ports.posts.find(id, null))?.channel ?? channel
}
