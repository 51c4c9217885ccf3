import type OpenAI from 'openai'
import type { Brief } from '../scoring/brief.ts'
import { MOST_ANSWER_TOKENS, type Usage } from '../scoring/model.ts'

type Question = { model: string; brief: Brief; repeatable: boolean }
/** What a model said: its text, or in `trouble` why there is none to be used. */
type Said = { usage: Usage; text: string | null; trouble: string | null }

/** One of the two ways in which servers that speak OpenAI's language are asked. Throws what the client throws. */
export type Dialect = { ask(client: OpenAI, question: Question, signal: AbortSignal): Promise<Said> }

const ANSWER_NAME = 'lead_judgement'
const REPEATABLE = { temperature: 0, seed: 7 }

/** https://platform.openai.com/docs/api-reference/chat/create */
export const CHAT_COMPLETIONS: Dialect = {
  async ask(client, { model, brief, repeatable }, signal) {
    const { instruction, form } = brief.prompt
    const completion = await client.chat.completions.create(
      {
        model,
        messages: [
          { role: 'system', content: instruction },
          { role: 'user', content: brief.data },
        ],
        max_completion_tokens: MOST_ANSWER_TOKENS,
        response_format: {
          type: 'json_schema',
          json_schema: { name: ANSWER_NAME, strict: true, schema: form.schema },
        },
        ...(repeatable && REPEATABLE),
      },
      { signal },
    )
    const choice = completion.choices?.[0]
    return {
      usage: {
        tokensIn: completion.usage?.prompt_tokens ?? 0,
        tokensOut: completion.usage?.completion_tokens ?? 0,
      },
      text: choice?.message?.content ?? null,
      trouble: choice?.message ? troubleOf(choice.message.refusal, choice.finish_reason) : 'no answer',
    }
  },
}

/** https://platform.openai.com/docs/api-reference/responses/create: it has no seed, and keeps nothing when told so. */
const RESPONSES: Dialect = {
  async ask(client, { model, brief, repeatable }, signal) {
    const { instruction, form } = brief.prompt
    const response = await client.responses.create(
      {
        model,
        instructions: instruction,
        input: brief.data,
        max_output_tokens: MOST_ANSWER_TOKENS,
        store: false,
        text: { format: { type: 'json_schema', name: ANSWER_NAME, strict: true, schema: form.schema } },
        ...(repeatable && { temperature: REPEATABLE.temperature }),
      },
      { signal },
    )
    const parts = (response.output ?? []).flatMap((item) => (item.type === 'message' ? item.content : []))
    const refusal = parts.some(({ type }) => type === 'refusal')
    const text = parts.map((part) => (part.type === 'output_text' ? part.text : '')).join('')
    return {
      usage: { tokensIn: response.usage?.input_tokens ?? 0, tokensOut: response.usage?.output_tokens ?? 0 },
      text,
      trouble:
        troubleOf(refusal ? 'refused' : null, response.incomplete_details?.reason) ??
        (response.status === 'failed' || response.status === 'cancelled' ? 'no answer' : null),
    }
  },
}

/** The dialect that is tried where a server does not know this one. */
export function otherThan(dialect: Dialect): Dialect {
  return dialect === CHAT_COMPLETIONS ? RESPONSES : CHAT_COMPLETIONS
}

function troubleOf(refusal: string | null | undefined, stopped: string | null | undefined): string | null {
  if (refusal) return 'refused'
  if (stopped === 'length' || stopped === 'max_output_tokens') return 'answer cut off'
  return stopped === 'content_filter' ? 'content filter' : null
}
