import type { WebClient } from '@slack/web-api'
import type { Roster } from '../../flow/ports.ts'
import { createGroupMembers } from './groups.ts'
import { remembered } from './remembered.ts'

const FRESH_FOR_MS = 60_000

/** Who there is to take leads, as Slack last told; it tells of the workspace only that its token speaks for. */
export function createRoster(client: WebClient, speaksFor: (workspace: string) => boolean): Roster {
  const isGone = remembered(async (user) => {
    const answer = await client.users.info({ user })
    return answer.user ? answer.user.deleted === true : null
  }, FRESH_FOR_MS)
  const membersOf = createGroupMembers(client)
  return {
    membersOf: async (workspace, group) => (speaksFor(workspace) ? membersOf(group) : null),
    isGone: async (workspace, user) => speaksFor(workspace) && ((await isGone(user)) ?? false),
  }
}
