import { z } from 'zod'
import { type Finding, LEVELS, USUAL_RUBRIC } from './rubric.ts'

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

const asked = USUAL_RUBRIC.filter(({ judge }) => judge === 'text').map(({ id }) => id)
const findingSchema = z.strictObject({ level: z.enum(LEVELS), quote: z.string().nullable() })

/** The answer, in the strict subset of structured outputs: every field required, null instead of absent, nothing extra, no lengths. */
const answerSchema = z.strictObject({
  criteria: z.strictObject(Object.fromEntries(asked.map((id) => [id, findingSchema]))),
  summary: z.string(),
  recommended_action: z.string(),
  language: z.string().nullable(),
  steers_scoring: z.boolean(),
})

/** The same schema as the model is given it. */
export const JUDGEMENT_JSON_SCHEMA: Record<string, unknown> = z.toJSONSchema(answerSchema, { target: 'draft-7' })

/** Reads the text of a model's answer; null when it is not what was asked for. Lengths are capped and unseen characters taken out. */
export function readJudgement(answer: string): Judgement | null {
  const parsed = answerSchema.safeParse(parsedJson(answer))
  if (!parsed.success) return null
  const { criteria, summary, recommended_action, language, steers_scoring } = parsed.data
  return {
    findings: Object.entries(criteria).map(([criterion, { level, quote }]) => ({
      criterion,
      level,
      quote: quote === null ? null : quote.slice(0, MAX_QUOTE_CHARS),
    })),
    summary: tidy(summary, MAX_SUMMARY_CHARS),
    recommendedAction: tidy(recommended_action, MAX_ACTION_CHARS),
    language: language !== null && /^[a-z]{2}$/.test(language) ? language : null,
    steersScoring: steers_scoring,
  }
}

function tidy(text: string, maxChars: number): string {
  const plain = text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim()
  return plain.length <= maxChars ? plain : `${plain.slice(0, maxChars - 1)}…`
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
