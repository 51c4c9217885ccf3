import type { WebClient } from '@slack/web-api'
import type { Workspace } from '../lead/workspace.ts'

/** Whose token this is, as Slack names them. Rejects with Slack's error. */
export async function askTeam(client: WebClient): Promise<Omit<Workspace, 'settings' | 'publicUrl'>> {
  const { team_id, team, url, user_id } = await client.auth.test()
  if (!team_id) throw new Error('auth.test named no team')
  return { id: team_id, name: team ?? team_id, url: url ?? null, botUserId: user_id ?? null }
}
