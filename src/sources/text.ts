import { parseJson } from '../wire/json-body.ts'
import { hasText } from './person.ts'

/** As a person would write it: items of a list parted by commas, parts of an object by spaces; null where there is nothing to read. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return hasText(value) ? value : null
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return joined(value.map(textOf), ', ')
  return isObject(value) ? joined(Object.values(value).map(textOf), ' ') : null
}

/** Those that say something, with that between them; null where none does. */
export function joined(texts: readonly (string | null)[], between: string): string | null {
  return texts.filter((text) => text !== null).join(between) || null
}

/** What stands in it, however deep. */
export function leavesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf)
  return isObject(value) ? Object.values(value).flatMap(leavesOf) : [value]
}

/** Whether a value of JSON is an object and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value, or what it says where it is JSON inside a string. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  const parsed = parseJson(Buffer.from(value))
  return parsed.ok ? parsed.value : value
}

/** The object that the value is, or is as JSON inside a string. */
export function objectOf(value: unknown): Record<string, unknown> | null {
  const found = unpacked(value)
  return isObject(found) ? found : null
}

/** The value under that name, where the object itself has one. */
export function own<Value>(object: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}
