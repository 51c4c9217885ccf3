import type OpenAI from 'openai'
import { APIError } from 'openai'
import type { Brief } from '../scoring/brief.ts'
import type { AnswerForm, Judgement } from '../scoring/judgement.ts'
import { NO_USAGE, type Usage } from '../scoring/model.ts'
import { type Failure, failureOf, ofModel } from './failure.ts'

/** What one question to one model brought. Tokens count even when the answer was of no use. */
export type Answer = { usage: Usage } & ({ judgement: Judgement } | { failure: Failure })

type Request = OpenAI.ChatCompletionCreateParamsNonStreaming

const MAX_ANSWER_TOKENS = 2_000
/** The same question gets the same answer, as far as a server offers that. */
const REPEATABLE = { temperature: 0, seed: 7 }

/** One strict structured call. Never throws. */
export async function ask(client: OpenAI, model: string, brief: Brief, signal: AbortSignal): Promise<Answer> {
  try {
    const completion = await complete(client, requestOf(model, brief), signal)
    const usage = {
      tokensIn: completion.usage?.prompt_tokens ?? 0,
      tokensOut: completion.usage?.completion_tokens ?? 0,
    }
    return { usage, ...outcomeOf(completion.choices?.[0], brief.prompt.form) }
  } catch (error) {
    return { usage: NO_USAGE, failure: failureOf(error) }
  }
}

/** Reasoning models refuse to be told a temperature or a seed; they are asked again without. */
async function complete(client: OpenAI, request: Request, signal: AbortSignal): Promise<OpenAI.ChatCompletion> {
  try {
    return await client.chat.completions.create({ ...request, ...REPEATABLE }, { signal })
  } catch (error) {
    const isPicky =
      error instanceof APIError && error.status === 400 && Object.keys(REPEATABLE).includes(error.param ?? '')
    if (!isPicky) throw error
    return client.chat.completions.create(request, { signal })
  }
}

function requestOf(model: string, { prompt: { instruction, form }, data }: Brief): Request {
  return {
    model,
    messages: [
      { role: 'system', content: instruction },
      { role: 'user', content: data },
    ],
    max_completion_tokens: MAX_ANSWER_TOKENS,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'lead_judgement', strict: true, schema: form.schema },
    },
  }
}

function outcomeOf(
  choice: OpenAI.ChatCompletion.Choice | undefined,
  form: AnswerForm,
): { judgement: Judgement } | { failure: Failure } {
  if (!choice?.message) return { failure: ofModel('no answer') }
  if (choice.message.refusal) return { failure: ofModel('refused') }
  if (choice.finish_reason === 'length') return { failure: ofModel('answer cut off') }
  if (choice.finish_reason === 'content_filter') return { failure: ofModel('content filter') }
  const judgement = form.read(choice.message.content ?? '')
  return judgement ? { judgement } : { failure: ofModel('answer does not fit the schema') }
}
