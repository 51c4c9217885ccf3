import { ZodError } from 'zod'
import type { Words } from '../../admin/verb.ts'
import { MOST_CRITERIA, rubricFile } from '../../scoring/read-rubric.ts'
import type { Criterion } from '../../scoring/rubric.ts'
import { WORDS } from '../words/words.ts'
import type { Given, Input } from './input.ts'

const W = WORDS.command
const flagAt = (at: number) => `criterion.${at + 1}`
const FLAGS = Array.from({ length: MOST_CRITERIA }, (_, at) => flagAt(at))

/** One input for each criterion, with the criterion as JSON in it; the last ones may be empty. */
export function rubricInputs(criteria: readonly Criterion[]): Input[] {
  const { criteria: written } = rubricFile(criteria)
  return FLAGS.map((flag, at) => {
    const criterion = written[at]
    return {
      flag,
      label: criterion?.label ?? W.criterion(at + 1),
      kind: 'long',
      optional: true,
      hint: W.criterionHint,
      usual: criterion ? [JSON.stringify(criterion, null, 1)] : [],
    }
  })
}

/** The words of `rubric set` for what was filled in. Throws a ZodError at the input that is no JSON. */
export function rubricWords(given: Given): Words {
  const criteria = filled(given).map(([flag, text]) => criterionOf(flag, text))
  return { rest: [], flags: { file: [JSON.stringify({ criteria })] }, pairs: {} }
}

/** The input that an error of the rubric speaks of: its own criterion, or the first one for what is wrong with all together. */
export function rubricFlagOf(error: unknown, given: Given): string {
  const path = error instanceof ZodError ? (error.issues[0]?.path ?? []) : []
  const own = path.map(String).find((step) => FLAGS.includes(step))
  const at = path.find((step) => typeof step === 'number')
  return own ?? filled(given)[at ?? 0]?.[0] ?? flagAt(0)
}

function filled(given: Given): [string, string][] {
  return FLAGS.flatMap((flag): [string, string][] => (given[flag] ? [[flag, given[flag].join('\n')]] : []))
}

function criterionOf(flag: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ZodError([{ code: 'custom', path: [flag], message: W.criterionHint, input: text }])
  }
}
