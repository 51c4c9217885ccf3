import type { WebClient } from '@slack/web-api'
import type { Person } from '../../lead/decision.ts'
import type { Standing } from '../../lead/roles.ts'
import { createGroups } from './groups.ts'

/** Whoever clicked, as Slack's payload names them. */
export type Clicker = {
  id: string
  username?: string | undefined
  name?: string | undefined
  team_id?: string | undefined
}

/** Somebody, and the team that Slack's payload names. */
export type Asker = { user: Clicker; team: string | undefined }

/** Who sent what Slack brings. */
export function askerOf({ user, team }: { user: Clicker; team?: { id: string } | null | undefined }): Asker {
  return { user, team: team?.id }
}

/** Somebody for whom a window can be opened, within three seconds. */
export type Opener = Asker & { trigger_id: string }

/** Who clicked, and may have a window opened. */
export function openerOf(body: Parameters<typeof askerOf>[0] & { trigger_id: string }): Opener {
  return { ...askerOf(body), trigger_id: body.trigger_id }
}

/** A person's standing, and their time zone (`Europe/Berlin`) where Slack told it. */
export type Member = Standing & { zone: string | null }

type Profile = { name: string | null; email: string | null; zone: string | null; isOutsider: boolean; isAdmin: boolean }

const FRESH_FOR_MS = 10 * 60_000
/** Nobody who is remembered waits longer for Slack to say who they are now; what comes later is for the next click. */
const LOOKUP_MS = 800
const REMEMBERED = 10_000

/**
 * Looks people up in Slack and remembers them. Whom Slack does not name in time is who they were when it last did; failing that,
 * the payload alone tells their name and team. `groupsOf` names the user groups that matter in a workspace.
 */
export function createPeople(
  client: WebClient,
  groupsOf: (workspace: string) => Promise<readonly string[]>,
): (clicker: Clicker, workspace: string) => Promise<Member> {
  const known = new Map<string, { profile: Profile; until: number }>()
  const membership = createGroups(client)

  async function refresh(id: string): Promise<Profile | null> {
    const profile = await lookUp(client, id)
    if (known.size >= REMEMBERED) known.clear()
    if (profile) known.set(id, { profile, until: Date.now() + FRESH_FOR_MS })
    return profile
  }

  async function profileOf(id: string): Promise<Profile | null> {
    const hit = known.get(id)
    if (hit && hit.until > Date.now()) return hit.profile
    return hit ? ((await inTime(refresh(id))) ?? hit.profile) : refresh(id)
  }

  return async (clicker, workspace) => {
    const { id } = clicker
    const [profile, groups] = await Promise.all([
      profileOf(id),
      groupsOf(workspace).then((wanted) => membership(id, wanted)),
    ])
    const name = profile?.name ?? clicker.name ?? clicker.username ?? null
    const person: Person = { id, name, email: profile?.email ?? null, kind: 'user' }
    return {
      person,
      isOutsider: (clicker.team_id !== undefined && clicker.team_id !== workspace) || (profile?.isOutsider ?? false),
      isWorkspaceAdmin: profile?.isAdmin ?? false,
      groups,
      isKnown: profile !== null,
      zone: profile?.zone ?? null,
    }
  }
}

function inTime<Value>(answer: Promise<Value>): Promise<Value | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, LOOKUP_MS, null).unref())
  return Promise.race([answer, late])
}

async function lookUp(client: WebClient, id: string): Promise<Profile | null> {
  const answer = await client.users.info({ user: id }).catch(() => null)
  const user = answer?.user
  if (!user) return null
  return {
    name: user.profile?.real_name || user.real_name || user.name || null,
    email: user.profile?.email ?? null,
    zone: user.tz ?? null,
    isOutsider: Boolean(
      user.is_restricted || user.is_ultra_restricted || user.is_stranger || user.deleted || user.is_bot,
    ),
    isAdmin: Boolean(user.is_admin || user.is_owner || user.is_primary_owner),
  }
}
