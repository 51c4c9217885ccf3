import { hash } from 'node:crypto'
import { type ScoringInput, textOf } from './input.ts'
import { mailboxOf } from './mailbox.ts'
import { isOnlyMasks, type Mask, maskFor } from './mask.ts'
import { withoutPersonalFields } from './personal-fields.ts'
import { type Prompt, promptOf } from './prompt.ts'
import { type Rubric, SHIPPED_RUBRIC } from './rubric.ts'

/** What the model is told about a lead, and all that leaves the house. */
export type Brief = {
  prompt: Prompt
  /** The lead between delimiters; data, whatever it says. */
  data: string
  /** The lead's words as shown; evidence must stand in one of them. */
  shown: string[]
}

/** Per-lead cap, about 3,000 tokens of English in all; longer messages keep head and tail. */
const HEAD_CHARS = 4_000
const TAIL_CHARS = 1_500
const FIELD_CHARS = 400
const FIELD_NAME_CHARS = 60
const ALL_FIELDS_CHARS = 4_000
const SHORT_CHARS = 200
/** Texts are cut before they are masked, for speed, and later than needed; what stands at the cut may be half an address and goes. */
const SLACK_CHARS = 300
const EDGE_CHARS = 100

/** Writes the brief of a lead: never its name, email or phone, and those masked inside its words. */
export function briefOf(lead: ScoringInput, rubric: Rubric = SHIPPED_RUBRIC): Brief {
  const mask = maskFor(lead)
  const company = maskedHead(lead.company ?? '', SHORT_CHARS, mask)
  const source = maskedHead(lead.source ?? '', SHORT_CHARS, mask)
  const message = headAndTail(lead.message ?? '', mask)
  const fields = fieldLines(lead, mask)
  const text = [
    `E-mail address: ${mailboxOf(lead.email)}`,
    `Company: ${oneLine(company) || 'not given'}`,
    `Source: ${oneLine(source) || 'not given'}`,
    `Earlier requests by the same person: ${lead.priorLeads}`,
    ...fields.map(({ name, text }) => `Field "${name}": ${text}`),
    `Message:\n${message || '(none)'}`,
  ].join('\n')
  return {
    prompt: promptOf(rubric),
    data: delimited(text),
    shown: [message, company, source, ...fields.map((field) => field.text)].filter((shown) => shown.trim() !== ''),
  }
}

/** The delimiter is the hash of what it encloses, so no lead can contain its own. */
function delimited(text: string): string {
  const word = hash('sha256', text).slice(0, 24)
  return `=====BEGIN LEAD ${word}=====\n${text}\n=====END LEAD ${word}=====`
}

function fieldLines(lead: ScoringInput, mask: Mask): { name: string; text: string }[] {
  let room = ALL_FIELDS_CHARS
  return withoutPersonalFields(lead.fields)
    .map(({ name, value }) => ({
      name: oneLine(maskedHead(name, FIELD_NAME_CHARS, mask)),
      text: oneLine(maskedHead(flat(value), FIELD_CHARS, mask)),
    }))
    .filter(({ name, text }) => {
      if (isOnlyMasks(text)) return false
      room -= name.length + text.length
      return room >= 0
    })
}

function headAndTail(text: string, mask: Mask): string {
  const left = text.length - HEAD_CHARS - TAIL_CHARS
  if (left <= 0) return mask(text)
  const tail = mask(text.slice(-TAIL_CHARS - SLACK_CHARS))
    .slice(EDGE_CHARS)
    .slice(-TAIL_CHARS)
  return `${maskedHead(text, HEAD_CHARS, mask)}\n[… about ${left} characters left out …]\n${tail}`
}

function maskedHead(text: string, chars: number, mask: Mask): string {
  if (text.length <= chars + SLACK_CHARS) return mask(text).slice(0, chars)
  return mask(text.slice(0, chars + SLACK_CHARS))
    .slice(0, -EDGE_CHARS)
    .slice(0, chars)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** JSON writes line ends as letters, which would run into the next word. */
function flat(value: unknown): string {
  return typeof value === 'string' ? value : textOf(value).replace(/\\[nrt]/g, ' ')
}
