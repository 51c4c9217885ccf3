/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** What is wrong, and where in the mapping: `$` is its root, `$.email.$from` a key in it. `message` says what to do. */
export type Problem = { path: string; message: string }

/** How many objects and arrays may be inside each other (the root is 1), and how large the whole may be. */
export type Bounds = { levels: number; bytes: number; tooLarge: string }

const PLAIN_KEY = /^[\w$-]+$/

/** Whether a value of JSON is an object and no list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Nothing that a receiver could use: null, blank text, an empty list or object. */
export function isEmpty(value: Json | undefined): value is null | undefined | string | Json[] | JsonObject {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** A value as one text: text as it is, lists by commas, objects as JSON, nothing as ''. */
export function textOf(value: Json): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The place of a key or an index below another place. */
export function below(at: string, key: string | number): string {
  if (typeof key === 'number') return `${at}[${key}]`
  return PLAIN_KEY.test(key) ? `${at}.${key}` : `${at}[${JSON.stringify(key)}]`
}

/** True for JSON within bounds and without `__proto__`. Otherwise one problem is added. */
export function isBounded(value: unknown, bounds: Bounds, problems: Problem[]): value is Json {
  const problem = misfit(value, '$', 1, { ...bounds, left: bounds.bytes }) ?? oversize(value, bounds)
  if (problem) problems.push(problem)
  return !problem
}

/** What is left of the bytes ends the walk through what is much too large, or refers to itself. */
type Budget = Bounds & { left: number }

function misfit(value: unknown, at: string, level: number, budget: Budget): Problem | null {
  budget.left -= typeof value === 'string' ? value.length : 1
  if (budget.left < 0) return { path: '$', message: budget.tooLarge }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null
  if (typeof value === 'number' && Number.isFinite(value)) return null
  if (typeof value !== 'object') return { path: at, message: 'is no JSON; use text, numbers, true, false, null' }
  if (level > budget.levels) return { path: at, message: `is nested deeper than ${budget.levels} levels; flatten it` }
  const children = Array.isArray(value) ? [...value.entries()] : plainEntries(value)
  if (!children) return { path: at, message: 'is no JSON object' }
  for (const [key, child] of children) {
    if (key === '__proto__') return { path: at, message: 'has the key "__proto__", which is never sent; rename it' }
    budget.left -= typeof key === 'string' ? key.length : 0
    const problem = misfit(child, below(at, key), level + 1, budget)
    if (problem) return problem
  }
  return null
}

function plainEntries(value: object): [string, unknown][] | null {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null ? Object.entries(value) : null
}

function oversize(value: unknown, { bytes, tooLarge }: Bounds): Problem | null {
  return Buffer.byteLength(JSON.stringify(value)) > bytes ? { path: '$', message: tooLarge } : null
}
