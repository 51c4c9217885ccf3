import { z } from 'zod'
import type { Work } from './kind.ts'

/** Bodies were frozen by this version or an earlier one: what is not there reads as null. */
const text = z.string().nullable().catch(null)
const link = z
  .url({ protocol: /^https?$/ })
  .nullable()
  .catch(null)
const number = z.number().nullable().catch(null)
const named = z.object({ id: text, name: text })
const nobody = { id: null, name: null }

const Turn = z.object({ role: text, content: text, at: text }).catch({ role: null, content: null, at: null })

const Conversation = z.object({
  id: text,
  channel: text,
  external_id: text,
  contact_name: text,
  bot: named.catch(nobody),
  status: text,
  reason: text,
  severity: text,
  notify: z.array(z.string()).catch([]),
  caller_message: text,
  message_count: number,
  transcript: z.array(Turn).catch([]),
  ended: z
    .object({ at: text, message_count: number, duration_seconds: number })
    .catch({ at: null, message_count: null, duration_seconds: null }),
})
const SILENCE = Conversation.parse({})

const Told = z.object({
  occurred_at: text,
  received_at: text,
  name: text,
  email: text,
  phone: text,
  company: text,
  message: text,
  fields: z.record(z.string(), z.json()).catch({}),
  score: number,
  summary: text,
  decision_reason: text,
  decided_by: named.catch(nobody),
  endpoint: named.catch(nobody),
  conversation: Conversation.catch(SILENCE),
  links: z.object({ slack_thread: link }).catch({ slack_thread: null }),
})
/** What those who do not send the body itself need of a handoff's body. */
export type Told = z.infer<typeof Told>
const NOTHING = Told.parse({})

/** What a handoff tells; a part that is not there or not as it should be is null. */
export function told(work: Work): Told {
  return Told.catch(NOTHING).parse(work.body())
}
