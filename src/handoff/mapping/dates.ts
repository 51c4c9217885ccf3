import { DateTime, IANAZone } from 'luxon'
import type { Json } from './json.ts'

/** How a time is written: a name, or a pattern of yyyy yy MM M dd d HH H mm ss and separators. */
export type DateFormat = { format: string; zone: string }

const NAMED = new Set(['iso', 'date', 'unix', 'unix_ms'])
const PATTERN_PIECES = /yyyy|yy|MM?|dd?|HH?|mm|ss|[-/.: ,T]/g
const LONGEST_PATTERN = 40
const LONGEST_TEXT = 60
/** A number of seconds from here on is a number of milliseconds: 5138 is the year otherwise. */
const FIRST_MILLISECONDS = 1e11
/** Smaller numbers are years or counts rather than times. */
const FIRST_SECONDS = 1e8

/** Whether a mapping may ask for times in this format: a name or a pattern. */
export function isDateFormat(format: string): boolean {
  return NAMED.has(format) || (format.length <= LONGEST_PATTERN && isPattern(format))
}

/** Piece by piece from the left, so that no spelling of it takes longer to refuse than another. */
function isPattern(format: string): boolean {
  return format !== '' && format.replace(PATTERN_PIECES, '') === ''
}

/** Whether a mapping may ask for times in this zone: an IANA name, or `utc`. */
export function isZone(zone: string): boolean {
  return zone === 'utc' || IANAZone.isValidZone(zone)
}

/** A time from ISO 8601, an RFC 2822 date, or Unix seconds or milliseconds; null for anything else. A time without a zone is one of `zone`. */
export function timeOf(value: Json, zone: string): DateTime | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  if (text.length > LONGEST_TEXT) return null
  const time = parsed(text, zone)
  return time?.isValid ? time : null
}

function parsed(text: string, zone: string): DateTime | null {
  if (/^-?\d{9,16}(?:\.\d+)?$/.test(text)) {
    const number = Number(text)
    if (Math.abs(number) < FIRST_SECONDS) return null
    return DateTime.fromMillis(Math.abs(number) < FIRST_MILLISECONDS ? number * 1000 : number, { zone })
  }
  // What names no day would be read as today's.
  if (/^\d{4}-\d\d-\d\d/.test(text)) return DateTime.fromISO(text.replace(' ', 'T'), { zone })
  return /^[A-Z][a-z]{2}, |^\d{1,2} [A-Z][a-z]{2} /.test(text) ? DateTime.fromRFC2822(text, { zone }) : null
}

/** A valid time in that format. */
export function written(time: DateTime, format: string): Json {
  if (format === 'iso') return time.toISO()
  if (format === 'date') return time.toISODate()
  if (format === 'unix') return Math.floor(time.toMillis() / 1000)
  if (format === 'unix_ms') return time.toMillis()
  return time.toFormat(format, { locale: 'en-US' })
}

/** True where the format leaves out a time of day that there is. */
export function dropsTime(time: DateTime, format: string): boolean {
  const says = format === 'iso' || format.startsWith('unix') || /H/.test(format)
  return !says && time.toMillis() !== time.startOf('day').toMillis()
}
