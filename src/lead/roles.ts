import type { Person } from './decision.ts'
import { isGroupId } from './slack-id.ts'

type Role = 'viewer' | 'decider' | 'admin'

/**
 * Who has a role: a user (`U0ANN`) or a user group (`S0SALES`), in every channel or in one (`U0ANN@C0VIP`). For a channel that has
 * entries of its own in a list, the list's others do not count.
 */
export type Grants = { admins: readonly string[]; deciders: readonly string[]; viewers: readonly string[] }

/** What is known of somebody who clicked. */
export type Standing = {
  person: Person
  /** Guests, bots, and people of other companies. */
  isOutsider: boolean
  isWorkspaceAdmin: boolean
  /** Those of the groups in the grants that they belong to; null when Slack did not tell. */
  groups: readonly string[] | null
  /** False when Slack did not tell in time who this is, now or lately. */
  isKnown: boolean
}

/** Why somebody may not, and the ids of those who can; none are named where every member can. */
export type Refusal = { why: 'outsider' | 'viewer' | 'unknown'; need: Role; who: readonly string[] }

const RANK: Record<Role, number> = { viewer: 0, decider: 1, admin: 2 }

/** Null when they may. Whom Slack did not name in time is taken for a member only as long as no list says who may. */
export function refusalOf(
  standing: Standing,
  grants: Grants,
  channel: string | null,
  need: 'decider' | 'admin',
): Refusal | null {
  const role = roleIn(standing, grants, channel)
  if (role !== 'unknown' && RANK[role] >= RANK[need]) return null
  const lists = [...here(grants.admins, channel), ...(need === 'decider' ? here(grants.deciders, channel) : [])]
  const who = [...new Set(lists)]
  if (standing.isOutsider) return { why: 'outsider', need, who }
  return { why: role === 'unknown' ? 'unknown' : 'viewer', need, who }
}

/** The role of somebody in a channel: a user's own entry counts before their groups', an unnamed member's is the default. Workspace admins are admins until others are named. */
export function roleIn(standing: Standing, grants: Grants, channel: string | null): Role | 'unknown' {
  if (standing.isOutsider) return 'viewer'
  const lists = {
    admins: here(grants.admins, channel),
    deciders: here(grants.deciders, channel),
    viewers: here(grants.viewers, channel),
  }
  // Before all else, so that naming deciders locks nobody out who could take it back.
  if (standing.isWorkspaceAdmin && lists.admins.length === 0) return 'admin'
  const named = namedRole([standing.person.id], lists) ?? namedRole(standing.groups ?? [], lists)
  if (named) return named
  const all = Object.values(lists).flat()
  if (standing.groups === null && all.some(isGroupId)) return 'unknown'
  if (!standing.isKnown && all.length > 0) return 'unknown'
  return lists.deciders.length === 0 ? 'decider' : 'viewer'
}

/** The user groups that the lists name. */
export function groupsIn({ admins, deciders, viewers }: Grants): string[] {
  const ids = [...admins, ...deciders, ...viewers].map((grant) => grant.split('@')[0] ?? '')
  return [...new Set(ids.filter(isGroupId))]
}

function namedRole(ids: readonly string[], { admins, deciders, viewers }: Grants): Role | null {
  const isIn = (list: readonly string[]) => ids.some((id) => list.includes(id))
  if (isIn(admins)) return 'admin'
  if (isIn(deciders)) return 'decider'
  return isIn(viewers) ? 'viewer' : null
}

/** The ids that count in a channel. */
function here(grants: readonly string[], channel: string | null): string[] {
  const pairs = grants.map((grant) => grant.split('@'))
  const own = pairs.filter(([, place]) => place !== undefined && place === channel)
  const counting = own.length > 0 ? own : pairs.filter(([, place]) => place === undefined)
  return counting.map(([id]) => id ?? '')
}
