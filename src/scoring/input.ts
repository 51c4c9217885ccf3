import type { Field, Lead } from '../lead/lead.ts'

/** What scoring may know of a lead. */
export type ScoringInput = Pick<
  Lead,
  'name' | 'email' | 'phone' | 'company' | 'message' | 'source' | 'fields' | 'priorLeads'
>

/** A piece of the lead's own words. `field` is its name, or null for the message. */
export type Passage = { field: string | null; text: string }

/** Longer texts are read by head and tail, and no more than this in all: patterns stay fast whatever is sent. */
const HEAD_CHARS = 3_000
const TAIL_CHARS = 1_000
const ALL_CHARS = 20_000
const MESSAGE_FIELD = /^(?:message|comments?|body|description|details|inquiry|enquiry|notes?|question)$/i

/** What the lead wrote: the message first, then the fields; nested values as JSON. */
export function passagesOf(lead: ScoringInput): Passage[] {
  const fields = lead.fields.map(({ name, value }) => ({
    field: MESSAGE_FIELD.test(name) ? null : name,
    text: textOf(value),
  }))
  let room = ALL_CHARS
  return [{ field: null, text: lead.message ?? '' }, ...fields].flatMap(headAndTail).filter(({ text }) => {
    if (!text.trim()) return false
    room -= text.length
    return room >= 0
  })
}

/** A field's value as a person would read it; blank for null. */
export function textOf(value: Field['value']): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  return JSON.stringify(value) ?? ''
}

function headAndTail({ field, text }: Passage): Passage[] {
  if (text.length <= HEAD_CHARS + TAIL_CHARS) return [{ field, text }]
  return [
    { field, text: text.slice(0, HEAD_CHARS) },
    { field, text: text.slice(-TAIL_CHARS) },
  ]
}
