import type { RichTextElement } from '@slack/types'
import { isGroupId, isUserId } from '../../lead/slack-id.ts'
import { WORDS } from '../words/words.ts'
import { dateElement, duration, isFormattable } from './dates.ts'
import { bold, text } from './rich.ts'
import { oneLine, weight } from './text.ts'

const VALUE_MAX = 200
const LABEL_MAX = 60
const PAIRS_MAX = 400
const NOTHING = '–'
const CHANNEL_ID = /^[CG][A-Z0-9]{6,20}$/
const CHANNEL_KEY = /(^|_)channel$/
const PERSON_KEY = /^(by|user|owner|fallback_owner|mention|rotation)$/
const SHARE_KEY = /_rate$/
const SECONDS_KEY = /_seconds_to_/
const ABBREVIATIONS = /\b(ai|id|sla|url|usd)\b/g

/**
 * A value as it stands on a line, where Slack parses nothing: a time in everybody's own zone, one of our channels and people by
 * their names.
 */
export function shownValue(value: unknown, key = ''): RichTextElement[] {
  if (isRecord(value)) return shownPairs(value)
  if (typeof value === 'string' && CHANNEL_KEY.test(key) && CHANNEL_ID.test(value))
    return [{ type: 'channel', channel_id: value }]
  if (PERSON_KEY.test(key) && Array.isArray(value))
    return value.flatMap((one, i) => [...(i > 0 ? [text(', ')] : []), ...shownValue(one, key)])
  if (PERSON_KEY.test(key) && typeof value === 'string') return [person(value)]
  if (value instanceof Date && isFormattable(value)) return [dateElement(value, '{date_short_pretty} {time}')]
  return [text(said(value, key))]
}

function person(id: string): RichTextElement {
  if (isUserId(id)) return { type: 'user', user_id: id }
  return isGroupId(id) ? { type: 'usergroup', usergroup_id: id } : text(said(id, ''))
}

/** The same in bold, for what a row is called. */
export function bolder(value: unknown, key: string): RichTextElement {
  const [element] = shownValue(value, key)
  return element?.type === 'text' ? bold(element.text) : { ...(element ?? text('?')), style: { bold: true } }
}

/** As many of these, from the first on, as are together no heavier than `max`. */
export function limited(elements: RichTextElement[], max: number): RichTextElement[] {
  let sum = 0
  return elements.filter((element) => {
    sum += element.type === 'text' ? weight(element.text) : 1
    return sum <= max
  })
}

/** One after the other, without those that tell nothing. */
function shownPairs(record: Record<string, unknown>): RichTextElement[] {
  const pairs = Object.entries(record).filter(([, one]) => tells(one))
  if (pairs.length === 0) return [text(NOTHING)]
  const elements = pairs.flatMap(([key, one], i) => [
    text(`${i > 0 ? ', ' : ''}${keyWords(key)} `),
    ...shownValue(one, key),
  ])
  return limited(elements, PAIRS_MAX)
}

function said(value: unknown, key: string): string {
  if (value instanceof Date) return String(value.getTime())
  if (typeof value === 'boolean') return value ? WORDS.command.yes : WORDS.command.no
  if (Array.isArray(value)) return oneLine(value.map(named).join(', '), VALUE_MAX) || NOTHING
  if (typeof value === 'number') return counted(value, key)
  return oneLine(String(value ?? ''), VALUE_MAX) || NOTHING
}

/** Of an attempt, how it ended. */
function named(one: unknown): string {
  return isRecord(one) ? String(one.status ?? one.error ?? one.name ?? '?') : String(one)
}

function counted(value: number, key: string): string {
  if (SHARE_KEY.test(key)) return `${Math.round(value * 100)} %`
  return SECONDS_KEY.test(key) ? duration(value * 1000) : String(Math.round(value * 100) / 100)
}

/** In a row of many figures a zero is left out. */
function tells(value: unknown): boolean {
  return value !== 0 && !isEmpty(value) && !(isRecord(value) && !Object.values(value).some(tells))
}

/** A key of ours as words, abbreviations as people write them. */
export function labelOf(key: string): string {
  return keyWords(key).replace(ABBREVIATIONS, (word) => word.toUpperCase())
}

/** A key of ours or a sender's, as words. */
export function keyWords(key: string): string {
  return oneLine(key.replace(SECONDS_KEY, '_time_to_').replaceAll('_', ' '), LABEL_MAX) || '?'
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
