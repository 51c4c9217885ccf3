import { z } from 'zod'
import { EventName } from './events.ts'

const Time = z.iso.datetime()

/** The default body of a handoff: flat, so that any automation tool can map it. Times are ISO 8601 UTC. */
export const HandoffBody = z.object({
  schema_version: z.literal(1),
  event: EventName,
  lead_id: z.string(),
  handoff_id: z.string(),
  occurred_at: Time,
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  company: z.string().nullable(),
  message: z.string().nullable(),
  source: z.string().nullable(),
  fields: z.record(z.string(), z.unknown()),
  score: z.number().int().min(0).max(100).nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  band: z.enum(['approve', 'review', 'reject']).nullable(),
  summary: z.string().nullable(),
  recommended_action: z.string().nullable(),
  score_reasons: z.array(
    z.object({
      criterion: z.string(),
      label: z.string(),
      level: z.string(),
      points: z.number(),
      quote: z.string().nullable(),
    }),
  ),
  scored_by: z.enum(['rules', 'model', 'learned']).nullable(),
  decision: z.enum(['approved', 'rejected', 'review_requested']).nullable(),
  decision_version: z.number().int(),
  decision_reason: z.string().nullable(),
  decided_by: z
    .object({
      id: z.string(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      kind: z.enum(['user', 'auto']),
    })
    .nullable(),
  owner: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
  endpoint: z.object({ id: z.string(), name: z.string() }),
  test: z.boolean(),
  received_at: Time,
  scored_at: Time.nullable(),
  decided_at: Time.nullable(),
  prior_leads: z.number().int(),
  conversation: z.record(z.string(), z.unknown()).nullable(),
  links: z.object({ slack_thread: z.string().nullable() }),
})
export type HandoffBody = z.infer<typeof HandoffBody>
