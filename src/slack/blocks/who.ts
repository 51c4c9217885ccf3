import type { KnownBlock, RichTextElement } from '@slack/types'
import type { Field, Lead } from '../../lead/lead.ts'
import { bandOf, USUAL_THRESHOLDS } from '../../lead/score.ts'
import { WORDS } from '../words/words.ts'
import { bold, labelled, line, quote, rich, text } from './rich.ts'
import { beginning, inert, oneLine, shown, unlinked } from './text.ts'

// Weights: code points after escaping. Their sum over the whole card stays under 8,000; a property test holds it.
const NAME_MAX = 60
const COMPANY_MAX = 50
const VALUE_MAX = 120
const MESSAGE_POINTS = 600
const MESSAGE_MAX = 1500
const FIELDS_SHOWN = 8
const FIELD_NAME_MAX = 40
const FIELD_VALUE_MAX = 100

const ROLE = /^(role|position|(job[ _-]?)?title)$/i

/** The key fact: "92 · Hot: Jane Doe, Acme". */
export function title(lead: Lead): string {
  return titled(lead, { named: (text) => text, reached: (text) => text })
}

/** The same for notifications: an address is none but the one that the lead can be reached at. */
export function spokenTitle(lead: Lead): string {
  return titled(lead, { named: unlinked, reached: inert })
}

type Dress = { named(text: string): string; reached(text: string): string }

function titled(lead: Lead, { named, reached }: Dress): string {
  const contact = [lead.email, lead.phone].map((value) => reached(oneLine(value, NAME_MAX))).find(Boolean)
  const name = named(oneLine(lead.name, NAME_MAX)) || contact || WORDS.card.nobody
  const who = [name, named(oneLine(lead.company, COMPANY_MAX))].filter(Boolean).join(', ')
  if (!lead.score) return WORDS.card.scoring(who)
  return WORDS.card.title(lead.score.value, bandOf(lead.score.value, USUAL_THRESHOLDS), who)
}

/** Who the lead is: labelled facts in a row, without those that are unknown or whole in the title already. */
export function contact(lead: Lead): KnownBlock[] {
  const company = oneLine(lead.company, VALUE_MAX)
  const facts: [string, string][] = [
    [WORDS.card.email, oneLine(lead.email, VALUE_MAX)],
    [WORDS.card.phone, oneLine(lead.phone, VALUE_MAX)],
    [WORDS.card.company, company === oneLine(lead.company, COMPANY_MAX) ? '' : company],
    [WORDS.card.role, oneLine(fieldText(lead.fields.find(isRole)?.value), VALUE_MAX)],
  ]
  const known = facts.filter(([, value]) => value !== '')
  const elements = known.flatMap(([label, value], i): RichTextElement[] => [
    ...(i > 0 ? [text(' · ')] : []),
    ...labelled(label, value),
  ])
  return elements.length > 0 ? [rich(line(...elements))] : []
}

/** Where the lead came from, labelled: the sender's words. */
export function source(lead: Lead): string {
  return WORDS.card.source(oneLine(lead.source, VALUE_MAX) || oneLine(lead.endpoint.name, VALUE_MAX))
}

/** The lead's own words, behind a bar. */
export function message(lead: Lead): KnownBlock[] {
  const all = shown(lead.message ?? '')
  if (all === '') return [rich(line(bold(WORDS.card.noMessage)))]
  const part = beginning(all, MESSAGE_POINTS, MESSAGE_MAX)
  if (part === all) return [rich(quote(text(part)))]
  return [rich(line(bold(WORDS.card.messageCut([...part].length, [...all].length))), quote(text(part)))]
}

/** The first of the fields that the sender added. Their names are the sender's words too, so they stand behind the bar. */
export function fields(lead: Lead): KnownBlock[] {
  const rest = lead.fields.filter((field) => !isRole(field) && fieldText(field.value) !== '')
  if (rest.length === 0) return []
  const facts = rest.slice(0, FIELDS_SHOWN).map((field) => fieldLine(field, FIELD_NAME_MAX, FIELD_VALUE_MAX))
  const more = rest.length - facts.length
  const left = more > 0 ? [text(' · '), bold(WORDS.card.moreFields(more))] : []
  return [rich(quote(...labelled(WORDS.card.fields, facts.join(' · ')), ...left))]
}

/** `name: value` on one line. */
export function fieldLine(field: Field, nameMax: number, valueMax: number): string {
  return `${oneLine(field.name, nameMax) || '?'}: ${oneLine(fieldText(field.value), valueMax)}`
}

function fieldText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function isRole(field: Field): boolean {
  return ROLE.test(field.name)
}
