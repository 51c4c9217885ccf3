import type { WebClient } from '@slack/web-api'
import type { Person } from '../lead/decision.ts'

/** Whoever clicked, as Slack's payload names them. */
export type Clicker = {
  id: string
  username?: string | undefined
  name?: string | undefined
  team_id?: string | undefined
}

/** A person, and whether they may only look: guests, bots, and people of other companies. `utcOffsetS` is their time zone's. */
export type Member = { person: Person; isGuest: boolean; isAdmin: boolean; utcOffsetS: number }

const KNOWN_FOR_MS = 10 * 60_000
const LOOKUP_MS = 800

/** Looks people up in Slack and remembers them for ten minutes; who cannot be looked up is taken at the payload's word. */
export function createPeople(client: WebClient): (clicker: Clicker, workspace: string) => Promise<Member> {
  const known = new Map<string, { member: Member; until: number }>()

  return async (clicker, workspace) => {
    const hit = known.get(clicker.id)
    if (hit && hit.until > Date.now()) return hit.member
    const isStranger = clicker.team_id !== undefined && clicker.team_id !== workspace
    const profile = await lookUp(client, clicker.id)
    const name = profile?.name ?? clicker.name ?? clicker.username ?? null
    const person: Person = { id: clicker.id, name, email: profile?.email ?? null, kind: 'user' }
    const isGuest = isStranger || (profile?.isGuest ?? false)
    const isAdmin = !isGuest && (profile?.isAdmin ?? false)
    const member = { person, isGuest, isAdmin, utcOffsetS: profile?.utcOffsetS ?? 0 }
    if (profile) known.set(clicker.id, { member, until: Date.now() + KNOWN_FOR_MS })
    return member
  }
}

async function lookUp(client: WebClient, id: string) {
  const found = client.users.info({ user: id }).catch(() => null)
  const answer = await Promise.race([
    found,
    new Promise<null>((resolve) => setTimeout(resolve, LOOKUP_MS, null).unref()),
  ])
  const user = answer?.user
  if (!user) return null
  return {
    name: user.profile?.real_name || user.real_name || user.name || null,
    email: user.profile?.email ?? null,
    isAdmin: Boolean(user.is_admin || user.is_owner || user.is_primary_owner),
    utcOffsetS: user.tz_offset ?? 0,
    isGuest: Boolean(user.is_restricted || user.is_ultra_restricted || user.is_stranger || user.deleted || user.is_bot),
  }
}
