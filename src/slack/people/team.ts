import type { WebClient } from '@slack/web-api'
import type { Team } from '../../lead/workspace.ts'

/** A workspace as Slack itself describes it. */
type OwnTeam = Omit<Team, 'publicUrl'>

const ASK_AGAIN_MS = 5000

/** Whose token this is. Rejects with Slack's error. */
export async function askTeam(client: WebClient): Promise<OwnTeam> {
  const { team_id, team, url, user_id } = await client.auth.test()
  if (!team_id) throw new Error('auth.test named no team')
  return { id: team_id, name: team ?? team_id, url: url ?? null, botUserId: user_id ?? null }
}

/** The token for whoever acts for a workspace: null for any other than its own. As long as Slack does not tell whose it is, Slack itself is left to refuse it. */
export function ownToken(client: WebClient, token: string): (workspace: string) => Promise<string | null> {
  let team: string | null = null
  return async (workspace) => {
    if (token === '') return null
    team ??= await askTeam(client).then(
      ({ id }) => id,
      () => null,
    )
    return team === null || team === workspace ? token : null
  }
}

type TeamMemory = {
  remember(team: OwnTeam): Promise<void>
  known(): Promise<{ id: string }[]>
  unknown(error: unknown): void
}

/** Asks Slack whose token this is until it tells. While it is away, the only workspace that was ever known is taken to be it. */
export function learnTeam(client: WebClient, memory: TeamMemory): { id(): string | null; stop(): void } {
  let id: string | null = null
  let timer: NodeJS.Timeout | undefined

  async function ask(): Promise<void> {
    try {
      const team = await askTeam(client)
      await memory.remember(team)
      id = team.id
    } catch (error) {
      memory.unknown(error)
      const [only, another] = id ? [] : await memory.known().catch(() => [])
      if (only && !another) id = only.id
      timer = setTimeout(ask, ASK_AGAIN_MS).unref()
    }
  }

  void ask()
  return { id: () => id, stop: () => clearTimeout(timer) }
}
