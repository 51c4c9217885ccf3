import { cut } from '../cut.ts'
import { type DateFormat, dropsTime, timeOf, written } from './dates.ts'
import { isEmpty, type Json, type JsonObject, textOf } from './json.ts'

/** What was lost on the way, in a word for programs and a sentence for people. */
export type Loss = {
  code: 'truncated' | 'no_match' | 'no_number' | 'no_bool' | 'no_date' | 'time_dropped'
  message: string
}

/** One change of a value that is not empty. Null says that the value does not fit. */
export type Step = (value: Json) => { value: Json; loss?: Loss }

const SHOWN_CHARACTERS = 40
const YES = new Set(['true', 'yes', 'y', '1', 'on'])
const NO = new Set(['false', 'no', 'n', '0', 'off'])
const PLAIN_NUMBER = /^[-+]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,15})?$/

/** One value for another, by its text. */
export function mapped(table: JsonObject): Step {
  return (value) => {
    const key = textOf(value)
    if (Object.hasOwn(table, key)) return { value: table[key] ?? null }
    return lost('no_match', `${quoted(value)} is none of ${Object.keys(table).join(', ')}; add it to $map`)
  }
}

/** A list as one text; what is no list stays. */
export function joined(separator: string): Step {
  return (value) => ({
    value: Array.isArray(value) ? value.map(textOf).filter(Boolean).join(separator) : value,
  })
}

/** A number, of as many decimals as asked; null keeps them all. */
export function toNumber(decimals: number | null): Step {
  return (value) => {
    const text = textOf(value).trim()
    const number = typeof value === 'number' ? value : PLAIN_NUMBER.test(text) ? Number(text.replaceAll(',', '')) : null
    if (number === null) return lost('no_number', `${quoted(value)} is no number`)
    return { value: decimals === null ? number : Number(number.toFixed(decimals)) }
  }
}

/** True or false, from the words and numbers that people use for them. */
export function toBool(): Step {
  return (value) => {
    if (typeof value === 'boolean') return { value }
    const text = textOf(value).trim().toLowerCase()
    if (YES.has(text)) return { value: true }
    return NO.has(text) ? { value: false } : lost('no_bool', `${quoted(value)} is neither yes nor no`)
  }
}

/** Any value as text. */
export function toText(): Step {
  return (value) => ({ value: textOf(value) })
}

/** A time in a format and zone; a loss where the format has no room for its time of day. */
export function toDate({ format, zone }: DateFormat): Step {
  return (value) => {
    const time = timeOf(value, zone)
    if (!time) return lost('no_date', `${quoted(value)} is no time; ISO 8601 and Unix times are understood`)
    const dropped = { code: 'time_dropped', message: `the time of day of ${quoted(value)} is left out` } as const
    return { value: written(time, format), ...(dropsTime(time, format) && { loss: dropped }) }
  }
}

/** Text of at most that many characters, counted as receivers count them: an emoji is two or more, and never cut in half. */
export function truncated(limit: number): Step {
  return (value) => {
    if (typeof value !== 'string' || value.length <= limit) return { value }
    const message = `is cut from ${value.length} characters to ${limit}`
    return { value: cut(value, limit), loss: { code: 'truncated', message } }
  }
}

/** Takes steps one after the other, as long as something is left. */
export function through(steps: readonly Step[], value: Json, lose: (loss: Loss) => void): Json {
  let now = value
  for (const step of steps) {
    if (isEmpty(now)) return now
    const { value: next, loss } = step(now)
    if (loss) lose(loss)
    now = next
  }
  return now
}

function lost(code: Loss['code'], message: string) {
  return { value: null, loss: { code, message } }
}

function quoted(value: Json): string {
  const characters = [...textOf(value)]
  const text = characters.slice(0, SHOWN_CHARACTERS).join('')
  return `"${text}${characters.length > SHOWN_CHARACTERS ? '…' : ''}"`
}
