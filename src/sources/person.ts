import { z } from 'zod'
import type { FieldProblem, FieldProblemCode } from './source.ts'

const MAX_NAME_CHARACTERS = 200
/** RFC 5321 §4.5.3.1.3: a path of 256 octets, less its brackets. */
const MAX_EMAIL_CHARACTERS = 254

/** Something besides spaces, control characters and what is never drawn, such as a zero-width space. */
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u

/** RFC 5321's dot-string with the letters of RFC 6531: no quoted local parts, no bare addresses. */
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN_LABEL = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u
const TOP_LABEL = /^(?!\p{N}+$)..+$/u

/** A person's name: text that shows something, at most 200 characters, kept as it was written. */
export const Name = z
  .string()
  .refine(hasText, problem('required', 'is required and must not be blank.'))
  .refine(
    (text) => [...text].length <= MAX_NAME_CHARACTERS,
    problem('too_long', `must have at most ${MAX_NAME_CHARACTERS} characters.`),
  )

/** An email address in any script, trimmed; a domain without a dot is none. */
export const Email = z
  .string()
  .trim()
  .refine(hasText, problem('required', 'is required and must not be blank.'))
  .refine(
    (text) => text.length <= MAX_EMAIL_CHARACTERS,
    problem('too_long', `must have at most ${MAX_EMAIL_CHARACTERS} characters.`),
  )
  .refine(isEmail, problem('invalid_format', 'must be an email address such as name@example.com.'))

/** Whether a person would see anything of this text. */
export function hasText(text: string): boolean {
  return VISIBLE.test(text)
}

/** What a schema of this file's parts objected to, in the sender's own field names. */
export function problemsOf(error: z.ZodError, payload: Readonly<Record<string, unknown>>): FieldProblem[] {
  return error.issues.map((issue) => {
    const field = issue.path.join('.')
    if (issue.code === 'custom') return { field, code: codeOf(issue.params), message: `${field} ${issue.message}` }
    const isMissing = payload[field] === undefined || payload[field] === null
    return isMissing
      ? { field, code: 'required', message: `${field} is required.` }
      : { field, code: 'wrong_type', message: `${field} must be text.` }
  })
}

function problem(code: FieldProblemCode, message: string) {
  return { params: { code }, message, abort: true }
}

const Params = z.object({ code: z.enum(['required', 'too_long', 'invalid_format']) })

function codeOf(params: unknown): FieldProblemCode {
  return Params.parse(params).code
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  const labels = text.slice(at + 1).split('.')
  return (
    LOCAL_PART.test(text.slice(0, Math.max(at, 0))) &&
    labels.length > 1 &&
    labels.every((label) => DOMAIN_LABEL.test(label)) &&
    TOP_LABEL.test(labels.at(-1) ?? '')
  )
}
