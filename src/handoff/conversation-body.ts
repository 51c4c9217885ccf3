import { z } from 'zod'
import { type Conversation, SEVERITIES } from '../lead/conversation.ts'

const TURNS_SENT = 10

const Text = z.string().nullable()

/** A conversation as receivers read it. */
export const ConversationBody = z.object({
  id: Text.describe("the sender's own id of the conversation"),
  channel: Text.describe('such as whatsapp, web or phone, in the words of its sender'),
  external_id: Text.describe('whom the bot talks to, in the channel’s terms: a phone number, a chat id'),
  contact_name: Text,
  bot: z.object({ id: Text, name: Text }).nullable(),
  status: z
    .enum(['bot', 'handoff', 'resolved', 'ended'])
    .describe('handoff: a person is waited for and the bot is silent; resolved: the bot may talk again'),
  reason: Text.describe('why a person was asked for; null when none was'),
  severity: z.enum(SEVERITIES).nullable(),
  notify: z.array(z.enum(['slack', 'sms'])).describe('ways in which the owner was to hear of it'),
  caller_message: Text.describe('what the agent was to tell its caller next'),
  missing_fields: z.array(z.string()).describe('required fields that never came'),
  message_count: z
    .number()
    .int()
    .describe('how many messages Greenlight holds; the transcript has the last ten of them'),
  transcript: z
    .array(z.object({ role: z.string(), content: z.string(), at: Text.describe('as the sender wrote it') }))
    .describe('the last ten messages, oldest first'),
  resolved_by: z.object({ id: z.string(), name: Text, email: Text }).nullable(),
  resolved_at: z.iso.datetime().nullable().describe('ISO 8601, UTC'),
  ended: z
    .object({
      at: Text.describe('as the sender wrote it'),
      message_count: z.number().nullable(),
      duration_seconds: z.number().nullable(),
    })
    .nullable()
    .describe('how it ended, as far as its sender told'),
})
/** What a body tells of a conversation. */
export type ConversationBody = z.infer<typeof ConversationBody>

/** A conversation as bodies tell it. */
export function conversationKeys(conversation: Conversation): ConversationBody {
  const { id, channel, externalId, contactName, bot, status, plea, resolved, ended, transcript } = conversation
  return {
    id,
    channel,
    external_id: externalId,
    contact_name: contactName,
    bot: bot && { id: bot.id, name: bot.name },
    status,
    reason: plea?.reason ?? null,
    severity: plea?.severity ?? null,
    notify: plea?.notify ?? [],
    caller_message: plea?.callerMessage ?? null,
    missing_fields: plea?.missing ?? [],
    message_count: transcript.length,
    transcript: transcript.slice(-TURNS_SENT),
    resolved_by: resolved && { id: resolved.by.id, name: resolved.by.name, email: resolved.by.email },
    resolved_at: resolved?.at.toISOString() ?? null,
    ended: ended && { at: ended.at, message_count: ended.messageCount, duration_seconds: ended.durationSeconds },
  }
}
