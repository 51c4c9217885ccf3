import { needsHuman } from '../lead/conversation.ts'
import type { Lead } from '../lead/lead.ts'
import type { Post } from '../lead/post.ts'
import type { Ports } from './ports.ts'

/** So many waiting cards a channel gets in such a time, if they come faster than Slack takes them; the others are counted in one line. */
const MOST_CARDS = 20
const WITHIN_MS = 60_000
/** A card that had to wait so long for its turn has many others before it. */
const HELD_UP_MS = 3000

/** The flood that a card is part of; null when it is to be posted. What is urgent or hot always is. */
export async function floodOf(ports: Pick<Ports, 'posts' | 'now'>, post: Post, lead: Lead): Promise<string | null> {
  if (post.ts || keepsCard(lead)) return null
  if (post.flood) return post.flood
  if (lead.state !== 'open') return null
  const { workspace, channel } = post
  const now = ports.now().getTime()
  const { cards, flood } = await ports.posts.lately(workspace, channel, new Date(now - WITHIN_MS))
  if (cards < MOST_CARDS) return null
  if (flood) return flood
  return now - post.since.getTime() > HELD_UP_MS ? `notice:flood:${channel}:${now}` : null
}

function keepsCard({ severity, score, conversation, flags }: Lead): boolean {
  if (severity === 'urgent' || score?.band === 'approve') return true
  return needsHuman(conversation) || flags.includes('needs_human')
}
