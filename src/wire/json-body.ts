/** A value, or that the text is not what it should be. */
export type Parsed<Value> = { ok: true; value: Value } | { ok: false }

/** Objects and arrays inside each other; the root is 1. */
const MAX_DEPTH = 32
const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d

const utf8 = new TextDecoder('utf-8', { fatal: true })
const MALFORMED = { ok: false } as const

/**
 * Reads JSON that nobody vouches for: strict UTF-8 with or without a BOM, at most 32 levels, no `__proto__` key however it is
 * escaped, no number that overflows. NUL and lone surrogates become U+FFFD; of duplicate keys the last wins. Never throws.
 */
export function parseJson(bytes: Buffer): Parsed<unknown> {
  if (isTooDeep(bytes)) return MALFORMED
  try {
    return { ok: true, value: storable(JSON.parse(utf8.decode(bytes))) }
  } catch {
    return MALFORMED
  }
}

/** The same where the root has to be an object. */
export function parseObject(bytes: Buffer): Parsed<Record<string, unknown>> {
  const parsed = parseJson(bytes)
  return parsed.ok && isObject(parsed.value) ? { ok: true, value: parsed.value } : MALFORMED
}

/** Counts brackets outside of strings, before anything is built from them; what is no JSON may give any answer. */
function isTooDeep(bytes: Buffer): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) inString = !inString
    else if (inString) {
      if (byte === BACKSLASH) at++
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) return true
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--
  }
  return false
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('number overflows')
  if (Array.isArray(value)) return value.map(storable)
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(storableEntry)) : value
}

function storableEntry([key, value]: [string, unknown]): [string, unknown] {
  if (key === '__proto__') throw new RangeError('key is not allowed')
  return [storableText(key), storable(value)]
}

/** With U+FFFD in place of what cannot be stored everywhere: NUL and lone surrogates. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
