import { TARGETS, type Target } from './contact.ts'
import type { Told } from './mapped.ts'
import { Email } from './person.ts'
import { type Entry, leftIn, type Scope, scopeOf, scopesIn } from './scopes.ts'
import type { Payload } from './source.ts'
import { isObject, joined, textOf } from './text.ts'
import type { UsualTarget } from './usual-names.ts'

/** Reads a payload by what its fields are usually called, in many languages; everything else stays a field. */
export function guessed(payload: Payload): Told {
  const all = scopesIn(scopeOf(payload))
  // The person is described in one place; a `name` elsewhere is rather that of a form.
  const home = all.filter(({ entries }) => likeliest(entries, 'email') ?? likeliest(entries, 'phone')).slice(0, 1)
  const scopes = [...home, ...all.filter((scope) => !home.includes(scope))]
  const picks = TARGETS.flatMap((target) => pick(scopes, target) ?? [])
  return {
    found: Object.fromEntries(picks.map(({ target, field, value }) => [target, { field, value }])),
    groups: leftIn(all, new Set(picks.flatMap(({ entries }) => entries))),
  }
}

type Pick = { target: Target; field: string; value: unknown; entries: Entry[] }

function pick(scopes: readonly Scope[], target: Target): Pick | null {
  const found = scopes.flatMap(({ entries }) => (target === 'name' ? nameIn(entries) : oneIn(entries, target)) ?? [])
  return found[0] ?? (target === 'email' ? onlyAddress(scopes) : null) ?? blank(scopes, target)
}

/** Where it would stand, had its sender said anything. */
function blank(scopes: readonly Scope[], target: Target): Pick | null {
  const entry = scopes.flatMap(({ entries }) => entries).find(({ usual }) => usual?.target === target)
  return entry ? { target, field: entry.path, value: undefined, entries: [] } : null
}

function oneIn(entries: readonly Entry[], target: Target): Pick | null {
  const entry = likeliest(entries, target)
  return entry ? { target, field: entry.path, value: entry.value, entries: [entry] } : null
}

/** A whole name, or its parts joined; a single word beside a first or a last name is a part too, as `nom` is beside `prénom`. */
function nameIn(entries: readonly Entry[]): Pick | null {
  const whole = likeliest(entries, 'name')
  const [first, last] = [likeliest(entries, 'first'), likeliest(entries, 'last')]
  const isPart = whole !== undefined && !first !== !last && /^\S+$/.test(textOf(whole.value)?.trim() ?? '')
  const parts = (whole && !isPart ? [whole] : [first, whole, last]).filter((part) => part !== undefined)
  const [one] = parts
  if (!one) return null
  const value = joined(
    parts.map((part) => nameText(part.value)),
    ' ',
  )
  // An object may hold more than the name that was read from it.
  return { target: 'name', field: one.path, value, entries: parts.filter((part) => !isObject(part.value)) }
}

/** `{last, first}` is read in the order of names. */
function nameText(value: unknown): string | null {
  const inside = isObject(value) ? nameIn(scopeOf(value).entries) : null
  return textOf(inside ? inside.value : value)
}

/** The one address in a payload whose labels say nothing. */
function onlyAddress(scopes: readonly Scope[]): Pick | null {
  const [entry, ...others] = scopes.flatMap(({ entries }) =>
    entries.filter(({ value }) => Email.safeParse(value).success),
  )
  if (!entry || others.length > 0) return null
  return { target: 'email', field: entry.path, value: entry.value, entries: [entry] }
}

/** Of those that usually hold this and say something, the one with the plainest name. */
function likeliest(entries: readonly Entry[], target: UsualTarget): Entry | undefined {
  return entries
    .filter(({ usual, value }) => usual?.target === target && textOf(value) !== null)
    .toSorted((a, b) => (a.usual?.rank ?? 0) - (b.usual?.rank ?? 0))[0]
}
