import type { WebClient } from '@slack/web-api'

const FRESH_FOR_MS = 60_000
const ADMINS_FRESH_FOR_MS = 10 * 60_000
const ADMINS_TOLD = 3
const PAGE = 200

/** What Slack says of a workspace's channels and admins, remembered for a while. What it does not say counts as unknown. */
type Places = {
  /** Whether people of other companies read along; false where Slack does not tell (`channels:read` is optional). */
  isShared(channel: string): Promise<boolean>
  /** A few of the workspace's owners and admins, owners first; none while Slack does not tell. */
  workspaceAdmins(): Promise<string[]>
}

export function createPlaces(client: WebClient): Places {
  const known = new Map<string, { isShared: boolean; until: number }>()
  let admins: { ids: string[]; until: number } = { ids: [], until: 0 }

  return {
    async isShared(channel) {
      const hit = known.get(channel)
      if (hit && hit.until > Date.now()) return hit.isShared
      const answer = await client.conversations.info({ channel }).catch(() => null)
      const { is_ext_shared, is_pending_ext_shared } = answer?.channel ?? {}
      const isShared = Boolean(is_ext_shared || is_pending_ext_shared)
      if (answer) known.set(channel, { isShared, until: Date.now() + FRESH_FOR_MS })
      return isShared
    },
    async workspaceAdmins() {
      if (admins.until > Date.now()) return admins.ids
      const ids = await askAdmins(client).catch(() => null)
      if (ids) admins = { ids, until: Date.now() + ADMINS_FRESH_FOR_MS }
      return ids ?? []
    },
  }
}

async function askAdmins(client: WebClient): Promise<string[]> {
  const owners: string[] = []
  const others: string[] = []
  let cursor = ''
  do {
    const page = await client.users.list({ limit: PAGE, ...(cursor && { cursor }) })
    for (const user of page.members ?? []) {
      if (!user.id || user.deleted || user.is_bot) continue
      if (user.is_primary_owner || user.is_owner) owners.push(user.id)
      else if (user.is_admin) others.push(user.id)
    }
    cursor = page.response_metadata?.next_cursor ?? ''
  } while (cursor && owners.length === 0)
  return [...owners, ...others].slice(0, ADMINS_TOLD)
}
