import type { Config } from './config.ts'
import { createFlow, type Flow } from './flow/index.ts'
import { NOTHING_LATER } from './flow/ports.ts'
import { prepareGround } from './ground.ts'
import type { Workspace } from './lead/workspace.ts'
import type { Log } from './log.ts'
import { createRoster } from './slack/people/roster.ts'
import { askTeam } from './slack/people/team.ts'

/** The flow for a shell: what it changes is taken up by the processes that run. */
export async function openShell(
  config: Config,
  log: Log,
): Promise<{ flow: Flow; workspaces(): Promise<Workspace[]>; close(): Promise<void> }> {
  const ground = await prepareGround(config, log)
  const { workspaces } = ground.stores
  return {
    flow: createFlow({
      ...ground.ports,
      later: NOTHING_LATER,
      roster: createRoster(ground.slack.interactive, () => true),
    }),
    async workspaces() {
      const known = await workspaces.list()
      if (known.length > 0) return known
      if (!config.SLACK_BOT_TOKEN) return []
      await workspaces.remember({ ...(await askTeam(ground.slack.interactive)), publicUrl: config.PUBLIC_URL })
      return workspaces.list()
    },
    close: ground.close,
  }
}
