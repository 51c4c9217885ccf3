import { z } from 'zod'
import { ConversationBody } from './conversation-body.ts'
import { EventName } from './events.ts'

const Time = z.iso.datetime().describe('ISO 8601, UTC')
const Text = z.string().nullable()

/** The default body of a handoff: flat, so that any automation tool can map it. Times are ISO 8601 UTC. */
export const HandoffBody = z.object({
  schema_version: z.literal(1).describe('new keys may come without a new version; pass over those you do not know'),
  event: EventName.describe('why this was sent'),
  lead_id: z.string().describe('the same for all handoffs of one lead'),
  handoff_id: z.string().describe('the same on every attempt and replay; letters, digits and _ only'),
  occurred_at: Time.describe('when the event happened, however late it arrives'),
  name: Text,
  email: Text,
  phone: Text.describe('as the sender wrote it'),
  company: Text,
  message: Text,
  source: Text.describe('where the lead came from, in the words of its sender'),
  fields: z.record(z.string(), z.unknown()).describe('everything else that the sender said, under its own names'),
  score: z.number().int().min(0).max(100).nullable(),
  confidence: z.number().min(0).max(1).nullable().describe('how sure the score is'),
  band: z.enum(['approve', 'review', 'reject']).nullable().describe('what the score suggests; decision is what counts'),
  summary: Text,
  recommended_action: Text,
  score_reasons: z
    .array(
      z.object({
        criterion: z.string(),
        label: z.string().describe('the criterion in words'),
        level: z.string().describe('how strongly it shows: none, weak, clear, strong or not_stated'),
        points: z.number(),
        quote: Text.describe('word for word from the lead'),
      }),
    )
    .describe('how the score came about; empty before the scoring'),
  scored_by: z.enum(['rules', 'model', 'learned']).nullable(),
  decision: z.enum(['approved', 'rejected', 'review_requested']).nullable().describe('null when nobody has decided'),
  decision_version: z.number().int().describe('raised with every decision, never lowered; 0 before the first'),
  decision_reason: Text,
  decided_by: z
    .object({
      id: z.string().describe('a Slack user, or the threshold that decided'),
      name: Text,
      email: Text,
      kind: z.enum(['user', 'auto']),
    })
    .nullable(),
  owner: z.object({ id: z.string(), name: Text, email: Text }).nullable().describe('who in Slack looks after the lead'),
  endpoint: z.object({ id: z.string(), name: z.string() }).describe('where the lead came in'),
  test: z.boolean().describe('true for made-up leads: do not create records for them'),
  received_at: Time,
  scored_at: Time.nullable(),
  decided_at: Time.nullable(),
  prior_leads: z.number().int().describe('how many leads of the same person came before'),
  conversation: ConversationBody.nullable().describe('null where the lead comes without one'),
  links: z.object({ slack_thread: Text.describe('the card in Slack, with its thread') }),
})
/** The default body, as `docs/receiving-handoffs.md` tells it. */
export type HandoffBody = z.infer<typeof HandoffBody>
