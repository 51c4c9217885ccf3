import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import type { SlackAnswer } from '../flow/ports.ts'
import type { Blockage } from '../lead/post.ts'

/** Slack's words for a call that it may have carried out all the same: https://docs.slack.dev/reference/methods/chat.postMessage */
const UNSURE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'])
/** Slack's words for a channel that takes none of our messages, whatever they say. */
const BLOCKED: Partial<Record<string, Blockage>> = {
  is_archived: 'archived',
  not_in_channel: 'not_in_channel',
  channel_not_found: 'not_in_channel',
  restricted_action: 'forbidden',
  restricted_action_read_only_channel: 'forbidden',
  token_revoked: 'token',
  token_expired: 'token',
  account_inactive: 'token',
  invalid_auth: 'token',
}
const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
const NOT_TAKEN_STATUS = 503

/** True when Slack found the blocks themselves wrong or too long, so that a plainer message may pass. */
export function isRefusedForm(error: unknown): boolean {
  if (!(error instanceof WebAPIPlatformError)) return false
  return /^(invalid_blocks|invalid_blocks_format|msg_blocks_too_long|msg_too_long)$/.test(error.data.error)
}

/** True when a modal's three seconds were over, or its trigger was used before. */
export function isTooLate(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && /^(expired|exchanged)_trigger_id$/.test(error.data.error)
}

/** True when a view was closed before it was filled. */
export function isGone(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && error.data.error === 'not_found'
}

/** What a failed call says about the message. Rejects again what is no error of Slack's. */
export function answerOf(error: unknown): SlackAnswer {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'limited', retryMs: error.retryAfter * 1000 }
  if (error instanceof WebAPIPlatformError) return platformAnswer(error.data.error)
  if (error instanceof WebAPIHTTPError) {
    const said = `http_${error.statusCode}`
    const unsure = error.statusCode >= 500 && error.statusCode !== NOT_TAKEN_STATUS
    return unsure ? { kind: 'unknown', error: said } : { kind: 'refused', error: said }
  }
  if (error instanceof WebAPIRequestError) {
    const code = causeCode(error)
    return NEVER_ARRIVED.has(code) ? { kind: 'refused', error: code } : { kind: 'unknown', error: code || 'no answer' }
  }
  throw error
}

function platformAnswer(error: string): SlackAnswer {
  if (error === 'message_not_found' || error === 'cant_update_message') return { kind: 'gone' }
  const why = BLOCKED[error]
  if (why) return { kind: 'blocked', why }
  return UNSURE.has(error) ? { kind: 'unknown', error } : { kind: 'refused', error }
}

/** fetch hides the socket's error one or two causes deep. */
function causeCode(error: Error): string {
  for (let cause: unknown = error; cause instanceof Error; cause = 'original' in cause ? cause.original : cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^E[A-Z_]+$/.test(cause.code)) return cause.code
    if (cause.name === 'TimeoutError') return 'timeout'
  }
  return ''
}
