/** A JSON object whose fields nobody has checked yet. */
export type Json = { [field: string]: unknown }

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects in a list; anything else in it, or no list at all, is left out. */
export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

export function stringIn(object: unknown, field: string): string | undefined {
  const value = isObject(object) ? object[field] : undefined
  return typeof value === 'string' ? value : undefined
}

/** The words of a `{type, text}` object. */
export function wordsOf(textObject: unknown): string {
  return stringIn(textObject, 'text') ?? ''
}
