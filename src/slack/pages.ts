import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { SlackAnswer, SlackPages } from '../flow/ports.ts'
import type { DigestFigures } from '../lead/digest.ts'
import type { Post } from '../lead/post.ts'
import { answerOf, isRefusedForm } from './answer.ts'
import { cardMessage, plainCard, type SlackMessage } from './card/card.ts'
import { historyMessage } from './card/happened.ts'
import { lineMessage } from './card/line.ts'
import { checkUp } from './check-up.ts'
import { noticeMessage } from './notices/notice.ts'
import { createPlaces } from './places.ts'
import { WORDS } from './words/words.ts'

/** Cards, thread lines and notices, posted or edited in place. Nothing here retries: who asked decides when to ask again. */
export function createPages(client: WebClient): SlackPages {
  const places = createPlaces(client)
  return {
    workspaceAdmins: places.workspaceAdmins,
    look: (channels) => checkUp(client, channels),
    async card(post, view) {
      if (!post.ts && !view.mayBeShared && (await places.isShared(post.channel)))
        return { kind: 'blocked', why: 'shared' }
      try {
        return await send(client, post, null, cardMessage(view))
      } catch (error) {
        return isRefusedForm(error) ? tried(() => send(client, post, null, plainCard(view))) : answerOf(error)
      }
    },
    async notice(post, threadTs, notice) {
      const answer = await tried(() => send(client, post, threadTs, noticeMessage(notice)))
      const isFirst = answer.kind === 'shown' && !post.ts
      if (isFirst && notice.what === 'digest') await addPicture(client, post.channel, answer.ts, notice.now)
      return answer
    },
    history: (post, threadTs, view) => tried(() => send(client, post, threadTs, historyMessage(view))),
    line: (post, threadTs, view) =>
      tried(() => send(client, post, threadTs, { ...lineMessage(view), isLoud: view.isLoud })),
  }
}

/** Under a digest that was just posted, where Slack takes files; the words above say the same. */
async function addPicture(client: WebClient, channel: string, ts: string, figures: DigestFigures): Promise<void> {
  // What draws takes time and memory to load, and few processes ever draw.
  const { digestPicture } = await import('./notices/digest-picture.ts')
  const picture = digestPicture(figures)
  if (!picture) return
  const { png, alt } = picture
  const file = { file: png, filename: 'digest.png', title: WORDS.digest.picture, alt_text: alt }
  await client.filesUploadV2({ channel_id: channel, thread_ts: ts, ...file }).catch(() => null)
}

async function tried(call: () => Promise<SlackAnswer>): Promise<SlackAnswer> {
  try {
    return await call()
  } catch (error) {
    return answerOf(error)
  }
}

async function send(
  client: WebClient,
  post: Post,
  threadTs: string | null,
  message: SlackMessage & { isLoud?: boolean },
): Promise<SlackAnswer> {
  const { channel, ts } = post
  const { text } = message
  const blocks = post.doubtful ? [...message.blocks, postedAgain()] : message.blocks
  if (ts) {
    await client.chat.update({ channel, ts, text, blocks, ...(message.isLoud && { reply_broadcast: true }) })
    return { kind: 'shown', ts }
  }
  const inThread =
    threadTs && (message.isLoud ? { thread_ts: threadTs, reply_broadcast: true as const } : { thread_ts: threadTs })
  const quiet = { unfurl_links: false, unfurl_media: false }
  const posted = await client.chat.postMessage({
    channel,
    text,
    blocks,
    ...quiet,
    ...inThread,
  })
  return posted.ts ? { kind: 'shown', ts: posted.ts } : { kind: 'unknown', error: 'no ts' }
}

function postedAgain(): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: WORDS.postedAgain }] }
}
