import type { Notice } from '../lead/post.ts'
import type { Ports } from './ports.ts'
import { settingsOf } from './settings-of.ts'

/** Tells admins something, where they asked to be told or else in the lead's channel; once per subject, edited when it changes. */
export async function tellAdmins(
  ports: Ports,
  about: { workspace: string; channel: string | null; subject: string },
  notice: Notice,
): Promise<void> {
  const { alerts_channel } = await settingsOf(ports, about.workspace)
  const channel = alerts_channel ?? about.channel
  if (!channel) return
  await ports.posts.announce(about.subject, { workspace: about.workspace, channel }, notice)
  ports.later.tellSlack(about.workspace, channel)
}
