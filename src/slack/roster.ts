import type { WebClient } from '@slack/web-api'
import type { Roster } from '../flow/ports.ts'
import { createGroupMembers } from './groups.ts'
import { remembered } from './remembered.ts'

const FRESH_FOR_MS = 60_000

/** Who there is to take leads, as Slack last told. */
export function createRoster(client: WebClient): Roster {
  const isGone = remembered(async (user) => {
    const answer = await client.users.info({ user })
    return answer.user ? answer.user.deleted === true : null
  }, FRESH_FOR_MS)
  return { membersOf: createGroupMembers(client), isGone: async (user) => (await isGone(user)) ?? false }
}
