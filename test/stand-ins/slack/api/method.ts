import { isObject, type Json } from '../json.ts'
import type { World } from '../state.ts'

/** Slack's `{ok: false, error}`; `more` is added to the answer. */
export class SlackError extends Error {
  readonly code: string
  readonly more: Json
  constructor(code: string, more: Json = {}) {
    super(code)
    this.code = code
    this.more = more
  }
}

/** Calls per minute that Slack promises: tiers 1 to 4; `special` methods are not limited by the minute. */
export type Tier = 1 | 2 | 3 | 4 | 'special'
export type Method = {
  tier: Tier
  /** One of these must have been granted; none means that any token will do. */
  scopes: readonly string[]
  run: (world: World, args: Json, granted: ReadonlySet<string>) => Json
}

/** Arguments come as strings in a form and as anything in JSON; an empty one counts as absent. */
export function textArg(args: Json, name: string): string | undefined {
  const value = args[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function flagArg(args: Json, name: string, otherwise = false): boolean {
  const value = args[name]
  if (value === undefined || value === null) return otherwise
  return value === true || value === 'true' || value === '1' || value === 1
}

/** An argument that is an object or a list: JSON in a string, or already parsed. */
export function jsonArg(args: Json, name: string, wrong: string): unknown {
  const value = args[name]
  if (typeof value !== 'string') return value ?? undefined
  if (value === '') return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return parsed ?? undefined
  } catch {
    throw new SlackError(wrong)
  }
}

export function objectArg(args: Json, name: string, wrong: string): Json | undefined {
  const value = jsonArg(args, name, wrong)
  if (value !== undefined && !isObject(value)) throw new SlackError(wrong)
  return value
}

/** A call without an argument that it cannot do without. */
export function needed<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value
  const messages = [`[ERROR] missing required field: ${name}`]
  throw new SlackError('invalid_arguments', { response_metadata: { messages } })
}

/** One page of a list, with Slack's cursor. */
export function page<T>(all: readonly T[], args: Json): { items: T[]; response_metadata: { next_cursor: string } } {
  const limit = Math.min(Math.max(Number(textArg(args, 'limit') ?? 100), 1), 1000)
  const from = Number(Buffer.from(textArg(args, 'cursor') ?? '', 'base64').toString() || 0)
  if (!Number.isInteger(from) || from > all.length) throw new SlackError('invalid_cursor')
  const next = from + limit < all.length ? Buffer.from(String(from + limit)).toString('base64') : ''
  return { items: all.slice(from, from + limit), response_metadata: { next_cursor: next } }
}
