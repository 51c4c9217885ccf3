import { z } from 'zod'
import { cut } from './cut.ts'
import { type Criterion, type Finding, LEVELS } from './rubric.ts'

/** What the model made of a lead: levels and quotes, no number. Untrusted until its quotes are found. */
export type Judgement = {
  findings: Finding[]
  summary: string
  recommendedAction: string
  language: string | null
  steersScoring: boolean
}

const MAX_SUMMARY_CHARS = 400
const MAX_ACTION_CHARS = 200
const MAX_QUOTE_CHARS = 300
const UNSEEN = /[\p{Cc}\p{Cf}\u{E0000}-\u{E007F}]+/gu

const findingSchema = z.strictObject({ level: z.enum(LEVELS), quote: z.string().nullable() })

/** What a model is asked to fill in, and how its text is read: null when it is not that. Lengths are capped and unseen characters taken out. */
export type AnswerForm = { schema: Record<string, unknown>; read(answer: string): Judgement | null }

/** The form of a rubric, in the strict subset of structured outputs: every field required, null instead of absent, nothing extra, no lengths. */
export function answerFormOf(criteria: readonly Criterion[]): AnswerForm {
  const asked = criteria.filter(({ judge }) => judge === 'text').map(({ id }) => id)
  const form = z.strictObject({
    criteria: z.strictObject(Object.fromEntries(asked.map((id) => [id, findingSchema]))),
    summary: z.string(),
    recommended_action: z.string(),
    language: z.string().nullable(),
    steers_scoring: z.boolean(),
  })
  return {
    schema: z.toJSONSchema(form, { target: 'draft-7' }),
    read(answer) {
      const parsed = form.safeParse(parsedJson(answer))
      return parsed.success ? judgementOf(parsed.data) : null
    },
  }
}

type Answered = {
  criteria: Record<string, z.infer<typeof findingSchema>>
  summary: string
  recommended_action: string
  language: string | null
  steers_scoring: boolean
}

function judgementOf(answered: Answered): Judgement {
  const { criteria, summary, recommended_action, language, steers_scoring } = answered
  return {
    findings: Object.entries(criteria).map(([criterion, { level, quote }]) => ({
      criterion,
      level,
      quote: quote === null ? null : cut(quote, MAX_QUOTE_CHARS),
    })),
    summary: tidy(summary, MAX_SUMMARY_CHARS),
    recommendedAction: tidy(recommended_action, MAX_ACTION_CHARS),
    language: language !== null && /^[a-z]{2}$/.test(language) ? language : null,
    steersScoring: steers_scoring,
  }
}

function tidy(text: string, maxChars: number): string {
  const plain = text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim()
  return plain.length <= maxChars ? plain : `${cut(plain, maxChars - 1)}…`
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
