import type { Blockage } from '../lead/post.ts'
import { ChannelId, isUserId } from '../lead/slack-id.ts'
import type { Ports } from './ports.ts'
import { settingsOf } from './settings-of.ts'

/** A channel that takes no posts, and since when. */
export type Blocked = { workspace: string; channel: string; why: Blockage; since: Date }

/** Tells admins once how a channel is mended, where they asked to be told or else each by a direct message. Its leads are kept. */
export async function tellBlocked(ports: Ports, { workspace, channel, why, since }: Blocked): Promise<void> {
  // Without a token nobody can be told in Slack; and who takes no direct message is not told of that by one.
  if (why === 'token' || !ChannelId.safeParse(channel).success) return
  for (const place of await placesToTell(ports, workspace, channel)) {
    const subject = `blocked:${channel}:${since.getTime()}:${place}`
    await ports.posts.announceOnce(subject, { workspace, channel: place }, { what: 'blocked', channel, why })
    ports.later.tellSlack(workspace, place)
  }
}

async function placesToTell(ports: Ports, workspace: string, channel: string): Promise<string[]> {
  const { alerts_channel, admins } = await settingsOf(ports, workspace)
  if (alerts_channel && alerts_channel !== channel) return [alerts_channel]
  const named = admins.filter(isUserId)
  return named.length > 0 ? named : ports.slack.workspaceAdmins()
}
