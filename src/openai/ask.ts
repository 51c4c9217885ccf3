import type OpenAI from 'openai'
import { APIError } from 'openai'
import type { Brief } from '../scoring/brief.ts'
import type { AnswerForm, Judgement } from '../scoring/judgement.ts'
import { NO_USAGE, type Usage } from '../scoring/model.ts'
import { type Dialect, otherThan } from './dialects.ts'
import { type Failure, failureOf, ofModel } from './failure.ts'

/** What one question to one model brought. Tokens count even when the answer was of no use. */
export type Answer = { usage: Usage } & ({ judgement: Judgement } | { failure: Failure })

/** The server behind a base URL, and the dialect that it was last found to speak. */
export type Server = { client: OpenAI; dialect: Dialect }

/** What is asked of which model. */
type Question = { model: string; brief: Brief }

/** The same question gets the same answer, as far as a server offers that. */
const REPEATABLE = ['temperature', 'seed']
/** So says a server of a path that it does not know. */
const UNKNOWN_PATH = new Set([404, 405, 501])

/** One strict structured call, in whichever dialect the server speaks. Never throws. */
export async function ask(server: Server, question: Question, signal: AbortSignal): Promise<Answer> {
  const { dialect } = server
  try {
    return await askIn(server, question, signal)
  } catch (error) {
    if (!isUnknownPath(error)) return failed(error)
    const other = otherThan(dialect)
    try {
      const answer = await askIn({ ...server, dialect: other }, question, signal)
      server.dialect = other
      return answer
    } catch (second) {
      if (isUnknownPath(second)) return failed(error)
      server.dialect = other
      return failed(second)
    }
  }
}

/** Reasoning models refuse to be told a temperature or a seed; they are asked again without. */
async function askIn({ client, dialect }: Server, { model, brief }: Question, signal: AbortSignal) {
  const asked = async (repeatable: boolean) => {
    const said = await dialect.ask(client, { model, brief, repeatable }, signal)
    return { usage: said.usage, ...outcomeOf(said, brief.prompt.form) }
  }
  try {
    return await asked(true)
  } catch (error) {
    const isPicky = error instanceof APIError && error.status === 400 && REPEATABLE.includes(error.param ?? '')
    if (!isPicky) throw error
    return asked(false)
  }
}

function outcomeOf(
  { text, trouble }: { text: string | null; trouble: string | null },
  form: AnswerForm,
): { judgement: Judgement } | { failure: Failure } {
  if (trouble) return { failure: ofModel(trouble) }
  const judgement = form.read(text ?? '')
  return judgement ? { judgement } : { failure: ofModel('answer does not fit the schema') }
}

/** A model that is not there is a 404 too, in OpenAI's own words; another path would not know it either. */
function isUnknownPath(error: unknown): boolean {
  return error instanceof APIError && UNKNOWN_PATH.has(error.status ?? 0) && error.code !== 'model_not_found'
}

function failed(error: unknown): Answer {
  return { usage: NO_USAGE, failure: failureOf(error) }
}
