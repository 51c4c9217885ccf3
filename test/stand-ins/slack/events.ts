import { type Ack, isTaken, type Line, sendEnvelope } from './delivery.ts'
import type { Json } from './json.ts'
import { randomId, type World } from './state.ts'

/** Slack's own times: at once, after a minute, after five. */
export const EVENT_RETRY_DELAYS_MS = [0, 60_000, 300_000]

/** An event on its way: the first try's answer, and whether it was taken in the end. */
export type SentEvent = { eventId: string; status: number | undefined; delivered: Promise<boolean> }

function envelope(world: World, event: Json, eventId: string): Json {
  return {
    token: 'legacy-verification-token',
    team_id: world.team.id,
    context_team_id: world.team.id,
    context_enterprise_id: null,
    api_app_id: world.bot.appId,
    event: { event_ts: String(world.now() / 1000), ...event },
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: world.team.id,
        user_id: world.bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
  }
}

const reasonOf = (ack: Ack) =>
  ack.failure === 'timeout' ? 'http_timeout' : ack.failure === 'unreachable' ? 'connection_failed' : 'http_error'

/** Sends an event, and again as Slack does until the product answers 2xx or asks for no more. */
export async function sendEvent(
  world: World,
  line: Line,
  event: Json,
  delays: readonly number[],
  eventId = randomId('Ev'),
): Promise<SentEvent> {
  const body = envelope(world, event, eventId)
  const first = await sendEnvelope(line, body, undefined)
  return { eventId, status: first.status, delivered: repeat(line, body, first, delays) }
}

async function repeat(line: Line, body: Json, first: Ack, delays: readonly number[]): Promise<boolean> {
  let ack = first
  for (const [at, delay] of delays.entries()) {
    if (isTaken(ack) || ack.noRetry) break
    await new Promise<void>((resolve) => setTimeout(resolve, delay).unref())
    ack = await sendEnvelope(line, body, { number: at + 1, reason: reasonOf(ack) })
  }
  return isTaken(ack)
}
