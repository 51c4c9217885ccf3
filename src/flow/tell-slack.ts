import type { Notice, Post } from '../lead/post.ts'
import type { ClaimedPost, Ports, SlackAnswer } from './ports.ts'
import { noteTold } from './tell-owner.ts'

const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 60_000

/** Shows a card or thread line that is held under a lease, as the stored state is now. */
export async function tellSlack(ports: Ports, post: ClaimedPost): Promise<SlackAnswer> {
  ports.reached('posting.claimed')
  const answer = await send(ports, post)
  ports.reached('posting.sent')
  await save(ports, post, answer)
  ports.reached('posting.saved')
  return answer
}

function send(ports: Ports, post: Post): Promise<SlackAnswer> {
  if (post.notice) return sendNotice(ports, post, post.notice)
  if (!post.lead) throw new Error(`${post.id} shows nothing`)
  return post.destination ? sendLine(ports, post, post.lead, post.destination) : sendCard(ports, post, post.lead)
}

/** One about a lead stands in the thread of its card. */
async function sendNotice(ports: Ports, post: Post, notice: Notice): Promise<SlackAnswer> {
  if (!post.lead) return ports.slack.notice(post, null, notice)
  const card = await ports.posts.find(post.lead, null)
  if (!card?.ts) return { kind: 'early' }
  const answer = await ports.slack.notice(post, card.ts, notice)
  if (notice.what === 'plea') await noteTold(ports, post.lead, notice.round, answer)
  return answer
}

async function sendCard(ports: Ports, post: Post, leadId: string): Promise<SlackAnswer> {
  const lead = await ports.leads.find(leadId)
  if (!lead) return { kind: 'refused', error: 'the lead is gone' }
  return ports.slack.card(post, { lead, now: ports.now() })
}

async function sendLine(ports: Ports, post: Post, leadId: string, destinationId: string): Promise<SlackAnswer> {
  const card = await ports.posts.find(leadId, null)
  if (!card?.ts) return { kind: 'early' }
  const [handoffs, destination] = await Promise.all([
    ports.handoffs.ofLead(leadId),
    ports.destinations.find(destinationId),
  ])
  const handoff = handoffs.filter((one) => one.destination.id === destinationId).at(-1)
  if (!handoff) return { kind: 'refused', error: 'the handoff is gone' }
  return ports.slack.line(post, card.ts, { handoff, now: ports.now(), policy: destination?.policy ?? 'default' })
}

async function save(ports: Ports, post: ClaimedPost, answer: SlackAnswer): Promise<void> {
  const later = { retryMs: backoffMs(post.failures), doubtful: post.doubtful, forgetTs: false }
  switch (answer.kind) {
    case 'shown':
      return ports.posts.shown(post, answer.ts)
    case 'limited':
      return ports.posts.failed(post, { ...later, error: 'ratelimited', retryMs: answer.retryMs })
    case 'early':
      return ports.posts.failed(post, { ...later, error: 'no card yet' })
    case 'gone':
      return ports.posts.failed(post, { ...later, error: 'message_not_found', retryMs: 0, forgetTs: true })
    case 'refused':
      return ports.posts.failed(post, { ...later, error: answer.error })
    case 'unknown':
      return ports.posts.failed(post, { ...later, error: answer.error, doubtful: post.doubtful || !post.ts })
  }
}

function backoffMs(failures: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS)
}
