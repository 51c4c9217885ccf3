import type { WebClient } from '@slack/web-api'
import { WebAPIPlatformError } from '@slack/web-api'
import type { ChannelFacts, SlackFacts } from '../flow/ports.ts'

const DATE_WITHIN_MS = 2500

/** What Slack says of our token, its scopes and these channels, and how far its clock is from ours. Rejects for nothing. */
export async function checkUp(client: WebClient, channels: readonly string[]): Promise<SlackFacts> {
  const nothing = { team: null, bot: null, scopes: [], skewMs: null, channels: [] }
  try {
    const { team_id, user, response_metadata } = await client.auth.test()
    const [skewMs, ...places] = await Promise.all([skew(client), ...channels.map((id) => placeOf(client, id))])
    const scopes = response_metadata?.scopes ?? []
    return { error: null, team: team_id ?? null, bot: user ?? null, scopes, skewMs, channels: places }
  } catch (error) {
    return { ...nothing, error: errorWord(error) }
  }
}

/** From the Date header, which has whole seconds: our clock minus Slack's. */
async function skew(client: WebClient): Promise<number | null> {
  try {
    const answer = await fetch(new URL('api.test', client.slackApiUrl), {
      method: 'POST',
      signal: AbortSignal.timeout(DATE_WITHIN_MS),
    })
    const said = Date.parse(answer.headers.get('date') ?? '')
    const now = Date.now()
    const isSameSecond = Math.abs(now - said) < 1000
    return Number.isNaN(said) ? null : isSameSecond ? 0 : now - said
  } catch {
    return null
  }
}

async function placeOf(client: WebClient, id: string): Promise<ChannelFacts> {
  try {
    const { channel } = await client.conversations.info({ channel: id })
    const state = channel?.is_archived ? 'archived' : channel?.is_member ? 'member' : 'open'
    return { id, name: channel?.name ?? null, state }
  } catch (error) {
    const isAbsent = errorWord(error) === 'channel_not_found'
    return { id, name: null, state: isAbsent ? 'absent' : 'unknown' }
  }
}

function errorWord(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return error.data.error
  return error instanceof Error ? error.message : String(error)
}
