import { z } from 'zod'
import type { JsonObject } from '../handoff/mapping/json.ts'
import { isSuccess } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import { gistOf } from './gist.ts'
import { type Delivery, type Fate, type Kind, keep, type Step, send, type Work } from './kind.ts'
import { isRefusal } from './making.ts'
import { EVENT_TYPE, linesOf, message } from './slack-message.ts'
import { isTrouble, refused, refusedWith } from './slack-refusal.ts'
import { below, nothingSent, readAs, required } from './vendor.ts'

/** What a channel takes. https://docs.slack.dev/apis/web-api/rate-limits */
const USUAL_RATE = 1
const SECOND_MS = 1000
/** Around a try: as long as it lasts, and how far our clock and Slack's may be apart. */
const LOOK_BACK_S = 60
const LOOK_ON_S = 70
/** All that Slack answers to apps that are not in its marketplace. https://docs.slack.dev/apis/web-api/rate-limits */
const MESSAGES_SEEN = 15

/** A message in another channel of the same workspace, posted by our own app. */
export const slack: Kind = {
  name: 'slack',
  settings: { channel: required('the channel, C…, from its details; invite the app there') },
  baseUrl: 'https://slack.com/api',
  isSigned: false,
  usualRate: USUAL_RATE,
  isOurSlack: true,
  deliver,
}

const NO_TOKEN: Fate = {
  class: 'misconfigured',
  error: 'nothing was sent',
  hint: 'there is no bot token for this workspace; install the app again, or set SLACK_BOT_TOKEN',
}
const Answer = z.object({
  ok: z.boolean(),
  error: z.string().catch('no reason given'),
  ts: z.string().nullable().catch(null),
})
const Metadata = z.object({ event_type: z.literal(EVENT_TYPE), event_payload: z.object({ handoff_id: z.string() }) })
const History = z.object({
  ok: z.literal(true),
  has_more: z.boolean().catch(false),
  messages: z.array(z.object({ ts: z.string(), metadata: Metadata.nullable().catch(null) })),
})

/**
 * Where an earlier try may have posted, the channel is looked through for its message; where that may not be seen, the message is
 * posted again and says that it may be there twice.
 */
function* deliver(work: Work): Delivery {
  if (!work.token) return NO_TOKEN
  const said = linesOf(work)
  if (!said) return nothingSent('the mapping makes no text, such as {"$template": "{{name}} from {{company}}"}')
  const earlier = work.memory.posting ? yield* search(work, work.memory.posting) : NOT_THERE
  if ('fate' in earlier) return earlier.fate
  if (earlier.ts) return posted(work, earlier.ts)
  yield* keep({ posting: work.now.toISOString() })
  const reply = yield* send(call(work, 'chat.postMessage', message(work, said, earlier.isHidden)))
  if (!isSuccess(reply)) {
    if (isRefusal(reply)) yield* keep({})
    return refused(reply)
  }
  const read = readAs(reply, Answer, 'Slack')
  if ('fate' in read) return read.fate
  const { ok, ts, error } = read.told
  if (ok) return posted(work, ts)
  if (!isTrouble(error)) yield* keep({})
  return refusedWith(error)
}

type Earlier = { ts: string | null; isHidden: boolean }
const NOT_THERE: Earlier = { ts: null, isHidden: false }
const NOT_SEEN: Earlier = { ts: null, isHidden: true }

/** The message of an earlier try. Apps without the scope channels:history do not see any. */
function* search(work: Work, since: string): Step<Earlier | { fate: Fate }> {
  const at = Date.parse(since) / SECOND_MS
  const window = { oldest: String(at - LOOK_BACK_S), latest: String(at + LOOK_ON_S), limit: String(MESSAGES_SEEN) }
  const asked = new URLSearchParams({ channel: work.setting('channel'), include_all_metadata: 'true', ...window })
  const reply = yield* send(call(work, 'conversations.history', asked))
  if (!isSuccess(reply)) return { fate: refused(reply) }
  const read = readAs(reply, History, 'Slack')
  if ('fate' in read) return NOT_SEEN
  const { messages, has_more } = read.told
  const mine = messages.find(({ metadata }) => metadata?.event_payload.handoff_id === work.handoff.id)
  if (mine) return { ts: mine.ts, isHidden: false }
  return has_more ? NOT_SEEN : NOT_THERE
}

/** Slack takes JSON only for methods that write. */
function call({ destination, token }: Work, method: string, args: JsonObject | URLSearchParams): OutboundRequest {
  const isForm = args instanceof URLSearchParams
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8'
  const headers = { 'content-type': type, authorization: `Bearer ${token}` }
  return {
    method: 'POST',
    url: below(destination.url, method),
    headers,
    body: isForm ? `${args}` : JSON.stringify(args),
  }
}

/** The link is that of the card's workspace; where the lead has no card, there is none. */
function posted(work: Work, ts: string | null): Fate {
  const { link } = gistOf(work)
  const place = ts && `/archives/${work.setting('channel')}/p${ts.replace('.', '')}`
  const remote = { id: ts, link: link && place ? new URL(place, link).href : null }
  return { class: 'delivered', error: null, hint: null, remote }
}
