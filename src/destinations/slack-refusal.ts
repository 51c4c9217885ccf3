import { classify, type Judged } from '../handoff/classify.ts'
import type { AttemptClass } from '../handoff/handoff.ts'
import type { Reply } from '../wire/reply.ts'

const NEW_TOKEN = 'Slack no longer takes the app’s token; install the app again'
const INVITE = 'invite the app to that channel (/invite @Greenlight), and check --set channel=C…'
const TOO_OFTEN = 'Slack limits how often it may be called'
const TROUBLE = 'Slack has trouble of its own'
const MOVING = 'Slack is moving this workspace to an organisation'
const FORBIDDEN = 'the rules of this workspace keep the app from posting there; ask its owners'
const ERRORS: Record<string, { class: AttemptClass; hint: string }> = {
  channel_not_found: { class: 'misconfigured', hint: INVITE },
  not_in_channel: { class: 'misconfigured', hint: INVITE },
  is_archived: { class: 'misconfigured', hint: 'this channel is archived; --set channel=C… to another one' },
  restricted_action: {
    class: 'misconfigured',
    hint: 'only some people may post in this channel; let the app post there',
  },
  missing_scope: {
    class: 'misconfigured',
    hint: 'the app lacks the scope chat:write; add it and install the app again',
  },
  not_authed: { class: 'misconfigured', hint: NEW_TOKEN },
  invalid_auth: { class: 'misconfigured', hint: NEW_TOKEN },
  account_inactive: { class: 'misconfigured', hint: NEW_TOKEN },
  token_revoked: { class: 'misconfigured', hint: NEW_TOKEN },
  token_expired: { class: 'misconfigured', hint: NEW_TOKEN },
  restricted_action_read_only_channel: { class: 'misconfigured', hint: FORBIDDEN },
  access_denied: { class: 'misconfigured', hint: FORBIDDEN },
  ekm_access_denied: { class: 'misconfigured', hint: FORBIDDEN },
  no_permission: { class: 'misconfigured', hint: FORBIDDEN },
  team_access_not_granted: { class: 'misconfigured', hint: FORBIDDEN },
  org_login_required: { class: 'transient', hint: MOVING },
  team_added_to_org: { class: 'transient', hint: MOVING },
  message_limit_exceeded: { class: 'transient', hint: 'this workspace sends too many messages' },
  ratelimited: { class: 'transient', hint: TOO_OFTEN },
  rate_limited: { class: 'transient', hint: TOO_OFTEN },
  internal_error: { class: 'transient', hint: TROUBLE },
  fatal_error: { class: 'transient', hint: TROUBLE },
  request_timeout: { class: 'transient', hint: TROUBLE },
  service_unavailable: { class: 'transient', hint: TROUBLE },
}

/** An answer that is no 2xx. */
export function refused(reply: Reply): Judged {
  return classify(reply, { 429: { class: 'transient', hint: TOO_OFTEN } })
}

/** What Slack refuses it says by a word, in a 2xx. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
export function refusedWith(error: string): Judged {
  const known = Object.hasOwn(ERRORS, error) ? ERRORS[error] : undefined
  const { class: failure, hint } = known ?? { class: 'permanent' as const, hint: 'Slack refused the message' }
  return { class: failure, error: `Slack said ${error}`, hint }
}

/** Whether Slack may have done what it was asked for all the same. */
export function isTrouble(error: string): boolean {
  return refusedWith(error).hint === TROUBLE
}
