import { z } from 'zod'
import { type ApiError, invalid } from './api-error.ts'
import { schemaFault } from './schema-check.ts'

const Message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(z.unknown())]),
})
const ResponseFormat = z.looseObject({
  name: z.string(),
  strict: z.boolean().nullish(),
  schema: z.record(z.string(), z.unknown()),
})
const Call = z.strictObject({
  model: z.string(),
  messages: z.array(Message).min(1),
  response_format: z.looseObject({ type: z.string(), json_schema: z.unknown().optional() }).optional(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  seed: z.int().nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  reasoning_effort: z.string().nullish(),
  n: z.literal(1).nullish(),
  stream: z.literal(false).nullish(),
  store: z.boolean().nullish(),
  user: z.string().optional(),
  safety_identifier: z.string().optional(),
  prompt_cache_key: z.string().optional(),
  service_tier: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
})

/** A sound call: the model, the messages and the strict schema of the answer. */
export type ChatCall = {
  model: string
  messages: { role: string; text: string }[]
  schema: Record<string, unknown>
}

const REASONING_MODEL = /^(o\d|gpt-5)/

/** Reads a call to /v1/chat/completions, or says what OpenAI would have against it. */
export function readCall(body: unknown): { call: ChatCall } | { error: ApiError } {
  const hasModel = z.looseObject({ model: z.string().min(1) }).safeParse(body)
  if (!hasModel.success) return { error: invalid('you must provide a model parameter') }
  const parsed = Call.safeParse(body)
  if (!parsed.success) return { error: shapeError(parsed.error) }
  const picky = modelError(parsed.data)
  if (picky !== undefined) return { error: picky }
  const format = readFormat(parsed.data.response_format)
  if ('error' in format) return format
  const messages = parsed.data.messages.map(({ role, content }) => ({
    role,
    text: typeof content === 'string' ? content : JSON.stringify(content),
  }))
  return { call: { model: parsed.data.model, messages, schema: format.schema } }
}

function shapeError(error: z.ZodError): ApiError {
  const issue = error.issues[0]
  if (issue?.code === 'unrecognized_keys') {
    return invalid(`Unrecognized request argument supplied: ${issue.keys.join(', ')}`)
  }
  const param = issue?.path.join('.') ?? ''
  return invalid(`Invalid value for '${param}': ${issue?.message}`, param, 'invalid_value')
}

/** Reasoning models take neither a temperature of their own choosing, nor a seed here, nor the old token limit. */
function modelError(call: z.infer<typeof Call>): ApiError | undefined {
  if (!REASONING_MODEL.test(call.model)) return undefined
  if (call.max_tokens != null) {
    const message =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    return invalid(message, 'max_tokens', 'unsupported_parameter')
  }
  if (call.temperature == null || call.temperature === 1) return undefined
  const message = `Unsupported value: 'temperature' does not support ${call.temperature} with this model. Only the default (1) value is supported.`
  return invalid(message, 'temperature', 'unsupported_value')
}

function readFormat(
  format: z.infer<typeof Call>['response_format'],
): { schema: Record<string, unknown> } | { error: ApiError } {
  if (format?.type !== 'json_schema') {
    return { error: invalid("This stand-in answers by 'json_schema' only.", 'response_format.type', 'invalid_value') }
  }
  const parsed = ResponseFormat.safeParse(format.json_schema)
  if (!parsed.success) {
    const param = 'response_format.json_schema'
    return { error: invalid(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter') }
  }
  const { name, strict, schema } = parsed.data
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
    const param = 'response_format.json_schema.name'
    return {
      error: invalid(`Invalid '${param}': it must match '^[a-zA-Z0-9_-]+$', at most 64.`, param, 'invalid_value'),
    }
  }
  const fault = strict === true ? schemaFault(schema) : 'This stand-in wants strict schemas.'
  if (fault === undefined) return { schema }
  const message = `Invalid schema for response_format '${name}': ${fault}`
  return { error: invalid(message, 'response_format', 'invalid_json_schema') }
}
