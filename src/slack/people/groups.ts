import type { WebClient } from '@slack/web-api'
import { remembered } from './remembered.ts'

const FRESH_FOR_MS = 60_000

/** The people of a user group; null while Slack never told (`usergroups:read` is optional). */
export function createGroupMembers(client: WebClient): (group: string) => Promise<readonly string[] | null> {
  return remembered(
    async (usergroup) => (await client.usergroups.users.list({ usergroup })).users ?? null,
    FRESH_FOR_MS,
  )
}

/** Which of some user groups a person belongs to; null when Slack does not tell of one of them. */
export function createGroups(client: WebClient): (user: string, wanted: readonly string[]) => Promise<string[] | null> {
  const membersOf = createGroupMembers(client)
  return async (user, wanted) => {
    const lists = await Promise.all(wanted.map(membersOf))
    if (lists.includes(null)) return null
    return wanted.filter((_, i) => lists[i]?.includes(user))
  }
}
