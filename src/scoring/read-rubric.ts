import { z } from 'zod'
import { type Criterion, USUAL_RUBRIC } from './rubric.ts'

const LEAST_CRITERIA = 5
/** A rubric has no more criteria than this. */
export const MOST_CRITERIA = 7
const WHOLE = 100
/** Judged by code, from contact details that no model is told. */
const BY_FACTS = 'reachability'
/** What could be taken for the frame around the lead, or for another voice. */
const FRAME = /={3,}|-{3,}|[<>{}|`\p{Cc}\p{Cf}]|BEGIN LEAD|END LEAD/u

const wording = (mostChars: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(mostChars, `must have at most ${mostChars} characters`)
    .refine((text) => !FRAME.test(text), 'must be one line without < > { } | ` and without rows of = or -')

const CriterionFile = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]{1,29}$/, 'must be 2 to 30 small letters, digits and _, such as need'),
  label: wording(40),
  axis: z.enum(['fit', 'intent'], 'must be fit or intent'),
  weight: z
    .number('must be a number')
    .int('must be whole')
    .min(-100, 'must be at least -100')
    .max(100, 'must be at most 100'),
  asks: wording(400),
})

const RubricFile = z
  .strictObject({ version: z.number().optional(), criteria: z.array(CriterionFile) })
  .transform(({ criteria }) => criteria)
  .pipe(
    z
      .array(CriterionFile)
      .min(LEAST_CRITERIA, `must have ${LEAST_CRITERIA} to ${MOST_CRITERIA} criteria`)
      .max(MOST_CRITERIA, `must have ${LEAST_CRITERIA} to ${MOST_CRITERIA} criteria`)
      .superRefine((criteria, context) => {
        const ids = criteria.map(({ id }) => id)
        const twice = ids.find((id, at) => ids.indexOf(id) < at)
        if (twice) context.addIssue(`names ${twice} twice`)
        const sum = criteria.reduce((total, { weight }) => total + Math.max(0, weight), 0)
        if (sum !== WHOLE) context.addIssue(`has positive weights of ${sum} in all; they must add up to ${WHOLE}`)
        const idle = criteria.find(({ weight }) => weight === 0)
        if (idle) context.addIssue(`gives ${idle.id} no weight; leave it out instead`)
      }),
  )

/** Reads a workspace's criteria from JSON as `rubric show` writes it. Throws a ZodError that says what is wrong. */
export function readRubric(text: string): Criterion[] {
  const parsed = RubricFile.parse(jsonOf(text))
  return parsed.map((criterion) => ({ ...criterion, judge: criterion.id === BY_FACTS ? 'facts' : 'text' }))
}

/** Criteria as they are written in such a file. */
export function rubricFile(criteria: readonly Criterion[]) {
  return { criteria: criteria.map(({ judge, ...rest }) => rest) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const example = JSON.stringify(rubricFile(USUAL_RUBRIC.slice(0, 1)))
    throw new z.ZodError([{ code: 'custom', path: [], message: `is not JSON, such as ${example}`, input: text }])
  }
}
