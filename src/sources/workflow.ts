import { z } from 'zod'
import type { WorkflowField } from '../lead/endpoint.ts'

const MAX_FIELDS = 250
const MAX_NAME_CHARACTERS = 200

const Field = z.object({
  name: z.string().trim().min(1, 'must not be blank').max(MAX_NAME_CHARACTERS),
  type: z.string().trim().default('text'),
  required: z.boolean().default(false),
  description: z.string().default(''),
})

/** What an admin gives as a phone agent's workflow: CallURL's structured output schema. Unknown types count as text. */
export const Workflow = z.object({
  outcome: z.string().nullable().default(null),
  fields: z
    .array(Field)
    .min(1, 'must name at least one field')
    .max(MAX_FIELDS)
    .refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length, 'must not name a field twice'),
})

const textField = (name: string, required: boolean): WorkflowField => ({
  name,
  type: 'text',
  required,
  description: '',
})

/** CallURL's own result, for endpoints without a workflow of theirs. */
export const USUAL_WORKFLOW: readonly WorkflowField[] = [
  ...['workflow_id', 'caller_id', 'call_status', 'structured_fields', 'webhook_url'].map((name) =>
    textField(name, true),
  ),
  ...['handoff_reason', 'idempotency_key', 'signature_status'].map((name) => textField(name, false)),
]
