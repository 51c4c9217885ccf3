import type { LeadDraft } from '../lead/lead.ts'
import type { Scheme } from '../wire/scheme.ts'

/** One kind of sender: how it proves who it is, what it sends, and what that means. */
export type Source = {
  name: string
  scheme: Scheme
  accepts: 'json'
  /** Pure, and never throws, whatever the payload holds. */
  read(payload: Record<string, unknown>): Reading
}

/** What a payload turned out to be. `eventId` is the sender's own id of this submission; `reason` says why it is no lead. */
export type Reading =
  | { kind: 'lead'; draft: LeadDraft; eventId: string | null }
  | { kind: 'ignored'; reason: string }
  | Invalid

/** Answered 422 with this code. */
export type Invalid = { kind: 'invalid'; code: 'validation_failed' | 'too_many_fields'; fields: FieldProblem[] }

/** What is wrong with one field, by the sender's own name for it; `message` says what to do. */
export type FieldProblem = { field: string; code: FieldProblemCode; message: string }
export type FieldProblemCode = 'required' | 'wrong_type' | 'invalid_format' | 'too_long' | 'too_many_fields'
