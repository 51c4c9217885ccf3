import type { Channels, PostLeases } from '../flow/leases.ts'
import type { ClaimedPost, SlackAnswer } from '../flow/ports.ts'
import type { InHand } from './in-hand.ts'

export type SlackDispatcherOptions = {
  posts: PostLeases
  channels: Channels
  /** Whether this process has that workspace's bot token; others' posts are left to those that have theirs. */
  speaksFor(workspace: string): boolean
  tell(post: ClaimedPost): Promise<SlackAnswer>
  /** A channel takes no posts. */
  blocked(
    place: { workspace: string; channel: string },
    why: Extract<SlackAnswer, { kind: 'blocked' }>['why'],
    episode: { since: Date; isNew: boolean },
  ): Promise<void>
  newToken(): string
  inHand: InHand
}

export type SlackDispatcher = {
  kick(workspace: string, channel: string): void
  dispatch(): Promise<void>
  stop(): void
}

/** Slack takes about one message a second in a channel: https://docs.slack.dev/apis/web-api/rate-limits */
const POST_GAP_MS = 1000
/** A channel that takes no posts is tried again after this. */
const BLOCKED_MS = 5000
/** Another process has the channel; it may have looked just before our post was due. */
const LOOK_AGAIN_MS = 300

type Lane = { again: boolean; wake: () => void }

/** Shows due posts, one channel at a time across all processes and at Slack's pace. */
export function createSlackDispatcher(options: SlackDispatcherOptions): SlackDispatcher {
  const { posts, channels, inHand } = options
  const lanes = new Map<string, Lane>()
  let stopping = false

  function kick(workspace: string, channel: string): void {
    if (stopping || !options.speaksFor(workspace)) return
    const key = `${workspace}:${channel}`
    const running = lanes.get(key)
    if (running) {
      running.again = true
      running.wake()
      return
    }
    const lane: Lane = { again: true, wake: () => {} }
    lanes.set(key, lane)
    inHand.run(`tell ${key}`, async () => {
      try {
        await drain(lane, workspace, channel)
      } finally {
        lanes.delete(key)
      }
      if (lane.again) kick(workspace, channel)
    })
  }

  /** Holds the channel while something may be shown: edits at once, new messages when the channel's pace allows. */
  async function drain(lane: Lane, workspace: string, channel: string): Promise<void> {
    const token = options.newToken()
    try {
      while (lane.again && !stopping) {
        lane.again = false
        const slot = await channels.take(workspace, channel, token)
        if (!slot) return void setTimeout(kick, LOOK_AGAIN_MS, workspace, channel).unref()
        const isHushed = slot.hushMs > 0
        const post = isHushed ? null : await posts.claim(workspace, channel, slot.waitMs <= 0, options.newToken())
        if (post) await show(post)
        else if (slot.waitMs > 0) await pause(lane, slot.waitMs)
        lane.again ||= post !== null || slot.waitMs > 0
      }
    } finally {
      await channels.release(workspace, channel, token)
    }
  }

  async function show(post: ClaimedPost): Promise<void> {
    const answer = await options.tell(post)
    if (answer.kind === 'limited') await channels.hush(post.workspace, post.channel, answer.retryMs)
    else if (answer.kind === 'blocked')
      await options.blocked(post, answer.why, await channels.block(post.workspace, post.channel, BLOCKED_MS))
    else if (!post.ts && answer.kind !== 'early' && answer.kind !== 'folded')
      await channels.posted(post.workspace, post.channel, POST_GAP_MS, answer.kind === 'shown')
  }

  /** Sleeps until the channel may be posted to, or until somebody kicks. */
  async function pause(lane: Lane, ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      lane.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    lane.wake = () => {}
  }

  return {
    kick,
    async dispatch() {
      for (const { workspace, channel } of await posts.dueChannels()) kick(workspace, channel)
    },
    stop() {
      stopping = true
      for (const { wake } of lanes.values()) wake()
    },
  }
}
