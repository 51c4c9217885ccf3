import type { RichTextElement } from '@slack/types'
import { WORDS } from '../words/words.ts'
import { dateElement, isFormattable } from './dates.ts'
import { bold, text } from './rich.ts'
import { oneLine } from './text.ts'

const VALUE_MAX = 200
const LABEL_MAX = 60
const CHANNEL_ID = /^[CG][A-Z0-9]{6,20}$/
const ABBREVIATIONS = /\b(ai|id|sla|url|usd)\b/g

/** A value as it stands on a line, where Slack parses nothing: a time in everybody's own zone, one of our channels by its name. */
export function shownValue(value: unknown, key?: string): RichTextElement[] {
  if (key === 'channel' && typeof value === 'string' && CHANNEL_ID.test(value))
    return [{ type: 'channel', channel_id: value }]
  if (value instanceof Date && isFormattable(value)) return [dateElement(value, '{date_short_pretty} {time}')]
  return [text(said(value))]
}

/** The same in bold, for what a row is called. */
export function bolder(value: unknown): RichTextElement {
  const [element] = shownValue(value)
  return element?.type === 'text' ? bold(element.text) : { ...(element ?? text('?')), style: { bold: true } }
}

function said(value: unknown): string {
  if (value instanceof Date) return String(value.getTime())
  if (typeof value === 'boolean') return value ? WORDS.command.yes : WORDS.command.no
  if (Array.isArray(value))
    return value.some(isRecord) ? String(value.length) : oneLine(value.map(String).join(', '), VALUE_MAX) || '–'
  if (isRecord(value)) {
    const pairs = Object.entries(value).filter(([, one]) => !isEmpty(one))
    return oneLine(pairs.map(([key, one]) => `${keyWords(key)} ${said(one)}`).join(', '), VALUE_MAX) || '–'
  }
  if (typeof value === 'number') return String(Math.round(value * 100) / 100)
  return oneLine(String(value ?? ''), VALUE_MAX) || '–'
}

/** A key of ours as words, abbreviations as people write them. */
export function labelOf(key: string): string {
  return keyWords(key).replace(ABBREVIATIONS, (word) => word.toUpperCase())
}

/** A key of ours or a sender's, as words. */
export function keyWords(key: string): string {
  return oneLine(key.replaceAll('_', ' '), LABEL_MAX) || '?'
}

/** A label as a heading. */
export function headed(label: string): string {
  return label.slice(0, 1).toUpperCase() + label.slice(1)
}

/** Whether there is nothing to show. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Whether it has keys of its own. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
