import type { WebClient } from '@slack/web-api'

const FRESH_FOR_MS = 60_000

/** Which of some user groups a person belongs to; null when Slack does not tell of one of them (`usergroups:read` is optional). */
export function createGroups(client: WebClient): (user: string, wanted: readonly string[]) => Promise<string[] | null> {
  const known = new Map<string, { users: readonly string[]; until: number }>()

  async function usersOf(group: string): Promise<readonly string[] | null> {
    const hit = known.get(group)
    if (hit && hit.until > Date.now()) return hit.users
    const answer = await client.usergroups.users.list({ usergroup: group }).catch(() => null)
    if (!answer?.users) return hit?.users ?? null
    known.set(group, { users: answer.users, until: Date.now() + FRESH_FOR_MS })
    return answer.users
  }

  return async (user, wanted) => {
    const lists = await Promise.all(wanted.map(usersOf))
    if (lists.includes(null)) return null
    return wanted.filter((_, i) => lists[i]?.includes(user))
  }
}
