import type { Field, LeadDraft } from '../lead/lead.ts'
import { Email, Name } from './person.ts'
import type { FieldProblem } from './source.ts'
import { isObject, leavesOf, textOf } from './text.ts'
import { isIso8601 } from './timestamp.ts'

/** What a lead is made of, besides fields. */
export const TARGETS = ['name', 'email', 'phone', 'company', 'message', 'source', 'timestamp'] as const
export type Target = (typeof TARGETS)[number]

/** What a payload says, found but not judged: each value with its sender's own name for it. */
export type Found = Partial<Record<Target, { field: string; value: unknown }>>

/** Who a lead is and what they want; what could not be taken as it should be is kept in `odd` and told in `flags`. */
export type Contact = {
  who: Pick<LeadDraft, 'name' | 'email' | 'phone' | 'company' | 'message' | 'source' | 'sentAt'>
  odd: Field[]
  flags: string[]
  /** Why nobody can be reached, in the sender's own names; empty where somebody can. */
  problems: FieldProblem[]
}

const LEAST_PHONE_DIGITS = 4
/** What chat widgets call people whose name they do not know, such as `little-haze-776`; or a phone number as a name. */
const NO_NAME = /^(?:\p{Ll}+(?:-\p{Ll}+)+-\d+|\+?[\d\s().-]+)$/u

/** Reads what was found. `usual` are the sender's names for a way to reach somebody, told where none was found. */
export function contactOf(found: Found, usual: { email: string; phone: string }): Contact {
  const name = checked(found, 'name', nameOf)
  const email = checked(found, 'email', emailOf)
  const phone = checked(found, 'phone', phoneOf)
  const sentAt = checked(found, 'timestamp', sentAtOf)
  const texts = (['company', 'message', 'source'] as const).map((target) => checked(found, target, textOf))
  const [company, message, source] = texts
  const all = [name, email, phone, sentAt, ...texts]
  return {
    who: {
      name: name.text,
      email: email.text,
      phone: phone.text,
      company: company?.text ?? null,
      message: message?.text ?? null,
      source: source?.text ?? null,
      sentAt: sentAt.text ?? textOf(found.timestamp?.value),
    },
    odd: all.flatMap(({ odd }) => odd),
    flags: all.flatMap(({ flags }) => flags),
    problems: email.text === null && phone.text === null ? unreachable(found, usual) : [],
  }
}

/** Digits enough to dial, however they are written. */
export function phoneOf(value: unknown): string | null {
  const text = textOf(value)
  return text !== null && (text.match(/\p{Nd}/gu) ?? []).length >= LEAST_PHONE_DIGITS ? text : null
}

type Checked = { text: string | null; odd: Field[]; flags: string[] }

/** A value that says something but not what it should is kept by its target's name and flagged; one with parts is kept besides. */
function checked(found: Found, target: Target, read: (value: unknown) => string | null): Checked {
  const value = found[target]?.value
  const text = read(value)
  if (text === null && textOf(value) === null) return { text, odd: [], flags: [] }
  const isBad = text === null && !(target === 'name' && NO_NAME.test((textOf(value) ?? '').trim()))
  const isKept =
    target === 'timestamp' ? false : text === null || (leavesOf(value).length > 1 && hasParts(target, value))
  return { text, odd: isKept ? [{ name: target, value }] : [], flags: isBad ? [`bad_${target}`] : [] }
}

/** Whether the text alone does not show all that was sent. */
function hasParts(target: Target, value: unknown): boolean {
  return target === 'email' || (isObject(value) ? target !== 'name' : Array.isArray(value) && value.some(isObject))
}

function nameOf(value: unknown): string | null {
  const text = textOf(value)
  return text !== null && Name.safeParse(text).success && !NO_NAME.test(text.trim()) ? text : null
}

/** The first address in it. */
function emailOf(value: unknown): string | null {
  const emails = leavesOf(value).map((leaf) => Email.safeParse(leaf))
  return emails.find(({ success }) => success)?.data ?? null
}

function sentAtOf(value: unknown): string | null {
  return typeof value === 'string' && isIso8601(value) ? value : null
}

function unreachable(found: Found, usual: { email: string; phone: string }): FieldProblem[] {
  const [email, phone] = [found.email?.field ?? usual.email, found.phone?.field ?? usual.phone]
  const bad = (['email', 'phone'] as const).filter((target) => textOf(found[target]?.value) !== null)
  if (bad.length === 0) {
    return [{ field: email, code: 'required', message: `${email} or ${phone} is required: nobody could be reached.` }]
  }
  return bad.map((target) =>
    target === 'email'
      ? { field: email, code: 'invalid_format', message: `${email} must be an email address such as name@example.com.` }
      : { field: phone, code: 'invalid_format', message: `${phone} must be a phone number such as +1 555 123 4567.` },
  )
}
