import type { Handoff } from '../handoff/handoff.ts'
import { historyRows } from '../lead/change.ts'
import { isCard, isTold, type Notice, type Post } from '../lead/post.ts'
import { cardFacts } from './card-facts.ts'
import { floodOf } from './flood.ts'
import type { ClaimedPost, Ports, SlackAnswer } from './ports.ts'
import { latelySettings } from './settings-of.ts'
import { noteTold } from './tell-owner.ts'

const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 60_000
/** How often a channel is tried that takes no posts: it resumes by itself once somebody has mended it. */
const BLOCKED_RETRY_MS = 5000
/** A failure is told in the channel for so long; Slack may be away at first. */
const JUST_FAILED_MS = 3_600_000
const GONE: SlackAnswer = { kind: 'refused', error: 'the lead is gone' }

/** Shows a card or thread line that is held under a lease, as the stored state is now. */
export async function tellSlack(ports: Ports, post: ClaimedPost): Promise<SlackAnswer> {
  ports.reached('posting.claimed')
  const answer = await send(ports, post)
  ports.reached('posting.sent')
  await save(ports, post, answer)
  ports.reached('posting.saved')
  return answer
}

async function send(ports: Ports, post: Post): Promise<SlackAnswer> {
  if (!post.lead && post.notice) return sendNotice(ports, post, post.notice)
  if (!post.lead) throw new Error(`${post.id} shows nothing`)
  return isCard(post) ? sendCard(ports, post, post.lead) : sendReply(ports, post, post.lead)
}

/** A flood is counted when it is told, so that many cards are one edit. */
async function sendNotice(ports: Ports, post: Post, notice: Notice): Promise<SlackAnswer> {
  const now = notice.what === 'flood' ? { ...notice, more: await ports.posts.countFolded(post.id) } : notice
  return ports.slack.notice(post, null, now)
}

async function sendCard(ports: Ports, post: Post, leadId: string): Promise<SlackAnswer> {
  const lead = await ports.leads.find(leadId)
  if (!lead) return GONE
  if (lead.erasedAt && !post.ts) return { kind: 'dropped' }
  const flood = await floodOf(ports, post, lead)
  if (flood) return { kind: 'folded', flood }
  const answer = await ports.slack.card(post, await cardFacts(ports, lead, post.channel))
  return answer.kind === 'shown' && lead.state === 'open' ? { ...answer, isWaiting: true } : answer
}

async function sendReply(ports: Ports, post: Post, leadId: string): Promise<SlackAnswer> {
  const card = await ports.posts.find(leadId, null)
  if (card?.flood) return { kind: 'folded', flood: card.flood }
  if (!card?.ts) return { kind: 'early' }
  if (post.notice) return sendPlea(ports, post, { leadId, threadTs: card.ts, notice: post.notice })
  if (post.destination) return sendLine(ports, post, { leadId, destinationId: post.destination, threadTs: card.ts })
  const lead = await ports.leads.find(leadId)
  if (!lead || !post.rows) return GONE
  const { from, to } = post.rows
  return ports.slack.history(post, card.ts, { lead, rows: historyRows(lead, from, to).filter(isTold) })
}

type InThread = { leadId: string; threadTs: string; notice: Notice }

async function sendPlea(ports: Ports, post: Post, { leadId, threadTs, notice }: InThread): Promise<SlackAnswer> {
  const answer = await ports.slack.notice(post, threadTs, notice)
  if (notice.what === 'plea') await noteTold(ports, leadId, notice.round, answer)
  return answer
}

type LinePlace = { leadId: string; destinationId: string; threadTs: string }

async function sendLine(
  ports: Ports,
  post: Post,
  { leadId, destinationId, threadTs }: LinePlace,
): Promise<SlackAnswer> {
  const [handoffs, destination, settings] = await Promise.all([
    ports.handoffs.ofLead(leadId),
    ports.destinations.find(destinationId),
    latelySettings(ports, post.workspace),
  ])
  const handoff = handoffs.filter((one) => one.destination.id === destinationId).at(-1)
  if (!handoff) return { kind: 'refused', error: 'the handoff is gone' }
  const now = ports.now()
  const isLoud = settings.broadcast_failures === 'on' && hasJustFailed(handoff, now)
  return ports.slack.line(post, threadTs, { handoff, now, policy: destination?.policy ?? 'default', isLoud })
}

/** Lines are written anew for other reasons, too, long after. */
function hasJustFailed({ state, finishedAt }: Handoff, now: Date): boolean {
  return state === 'parked' && finishedAt !== null && now.getTime() - finishedAt.getTime() < JUST_FAILED_MS
}

async function save(ports: Ports, post: ClaimedPost, answer: SlackAnswer): Promise<void> {
  const later = { retryMs: backoffMs(post.failures), doubtful: post.doubtful, forgetTs: false }
  switch (answer.kind) {
    case 'shown':
      return ports.posts.shown(post, answer.ts, answer.isWaiting)
    case 'dropped':
      return ports.posts.shown(post, null)
    case 'limited':
      return ports.posts.failed(post, { ...later, error: 'ratelimited', retryMs: answer.retryMs })
    case 'early':
      return ports.posts.failed(post, { ...later, error: 'no card yet' })
    case 'folded':
      return isCard(post) ? ports.posts.fold(post, answer.flood) : ports.posts.shown(post, null)
    case 'blocked':
      return ports.posts.failed(post, { ...later, error: answer.why, ...(!post.ts && { retryMs: BLOCKED_RETRY_MS }) })
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
