import type { Field } from '../lead/lead.ts'
import type { FieldGroup } from './lead-reading.ts'
import { isObject, objectOf, textOf, unpacked } from './text.ts'
import { usualTarget } from './usual-names.ts'

/** What senders wrap a submission in. */
const WRAPPERS =
  /^(?:data|payload|body|lead|contact|person|customer|visitor|client|user|profile|attributes|properties|fields|answers|values|form|form_?data|form_?response|submission|record|object)$/i
const DEEPEST = 4
/** More fields than these are too many for a lead, so nobody needs to know what they mean. */
const MOST_NAMES = 500

/** One named value: where it stands, in its sender's words, and what its name usually means. */
export type Entry = Field & { path: string; usual: ReturnType<typeof usualTarget> }

/** Named values that stand together: the payload's own, or those of a wrapper in it. */
export type Scope = { path: string; entries: Entry[]; wrapper: Entry | null; outer: Scope | null; inner: Scope[] }

/** The payload as scopes: itself with everything that it wraps. */
export function scopeOf(payload: Readonly<Record<string, unknown>>): Scope {
  return scope('', namedIn(payload), null, null)
}

/** The scope and all within it, the outer ones first. */
export function scopesIn(scope: Scope): Scope[] {
  return [scope, ...scope.inner.flatMap(scopesIn)]
}

/** What was not used, by where it stands. A wrapper is opened only where something inside was used. */
export function leftIn(scopes: readonly Scope[], used: ReadonlySet<Entry>): FieldGroup[] {
  const open = new Set(scopes.slice(0, 1))
  for (const scope of scopes.filter(({ entries }) => entries.some((entry) => used.has(entry)))) {
    for (let at: Scope | null = scope; at && !open.has(at); at = at.outer) open.add(at)
  }
  const opened = new Set([...open].map(({ wrapper }) => wrapper))
  return scopes
    .filter((scope) => open.has(scope))
    .map(({ path, entries }) => ({
      path,
      fields: entries
        .filter((entry) => !used.has(entry) && !opened.has(entry))
        .map(({ name, value }) => ({ name, value })),
    }))
}

/** The named values of an object, or of a list of labelled ones such as `{label, value}`. */
export function namedIn(value: unknown): Field[] {
  if (isObject(value)) return Object.entries(value).map(([name, inner]) => ({ name, value: inner }))
  if (!Array.isArray(value)) return []
  const labelled = value.map(labelledValue).filter((one) => one !== null)
  return labelled.length === value.length ? labelled : []
}

function scope(path: string, named: readonly Field[], wrapper: Entry | null, outer: Scope | null): Scope {
  const depth = outer ? path.split('.').length : 0
  const made: Scope = { path, entries: [], wrapper, outer, inner: [] }
  for (const { name, value } of named) {
    const inside = depth < DEEPEST && WRAPPERS.test(name) ? namedIn(unpacked(value)) : []
    const at = path === '' ? name : `${path}.${name}`
    const isRead = inside.length === 0 && made.entries.length < MOST_NAMES
    const entry = { name, value, path: at, usual: isRead ? usualTarget(name) : null }
    made.entries.push(entry)
    if (inside.length > 0) made.inner.push(scope(at, inside, entry, made))
  }
  return made
}

function labelledValue(item: unknown): Field | null {
  const object = objectOf(item)
  if (!object) return null
  const name = ['label', 'name', 'title', 'question', 'key', 'field'].flatMap((key) => textOf(object[key]) ?? [])[0]
  const key = ['value', 'answer', 'values'].find((one) => Object.hasOwn(object, one))
  return name !== undefined && key !== undefined ? { name, value: object[key] } : null
}
