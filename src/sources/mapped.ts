import type { FieldMap, FieldPath } from '../lead/endpoint.ts'
import type { Field } from '../lead/lead.ts'
import { type Found, TARGETS } from './contact.ts'
import { stepsOf } from './field-map.ts'
import type { FieldGroup } from './lead-reading.ts'
import type { Payload } from './source.ts'
import { isObject, joined, own, textOf, unpacked } from './text.ts'

/** What a payload says about a lead, and everything else that it says. */
export type Told = { found: Found; groups: FieldGroup[] }

/** Reads a payload by an endpoint's field map. What the map does not name stays a field. */
export function mapped(payload: Payload, map: FieldMap): Told {
  const picks = Object.entries(map).map(([target, path]) => ({ target, ...picked(payload, path) }))
  const used = picks.flatMap(({ paths }) => paths).map(stepsOf)
  const isTarget = (target: string) => TARGETS.some((known) => known === target)
  const extra = picks.filter(({ target, value }) => !isTarget(target) && value !== undefined)
  return {
    found: Object.fromEntries(
      picks.filter(({ target }) => isTarget(target)).map(({ target, field, value }) => [target, { field, value }]),
    ),
    groups: [
      { path: '', fields: extra.map(({ target, value }) => ({ name: target, value })) },
      { path: 'payload', fields: left(payload, used) },
    ],
  }
}

type Picked = { field: string; value: unknown; paths: string[] }

/** The value, the sender's name for it, and the paths that it came by. */
function picked(payload: Payload, path: FieldPath): Picked {
  if (typeof path === 'string') return { field: path, value: valueAt(payload, stepsOf(path)), paths: [path] }
  if (Array.isArray(path)) {
    const candidates = path.map((one) => picked(payload, one))
    const [first] = candidates
    return candidates.find(({ value }) => textOf(value) !== null) ?? first ?? { field: '', value: undefined, paths: [] }
  }
  const parts = path.join.map((one) => picked(payload, one))
  const value = joined(
    parts.map((part) => textOf(part.value)),
    ' ',
  )
  return { field: path.join.join(' + '), value: value ?? undefined, paths: path.join }
}

function valueAt(value: unknown, steps: readonly string[]): unknown {
  const [step, ...further] = steps
  if (step === undefined) return value
  const inside = unpacked(value)
  if (Array.isArray(inside)) return /^\d{1,9}$/.test(step) ? valueAt(inside[Number(step)], further) : undefined
  return isObject(inside) ? valueAt(own(inside, step), further) : undefined
}

/** The payload's fields without what was used of them. Lists stay whole, so that their numbers stay true. */
function left(payload: Payload, used: readonly string[][]): Field[] {
  return Object.entries(payload).flatMap(([name, value]) => {
    const inside = used.filter(([step]) => step === name).map(([, ...further]) => further)
    if (inside.some((further) => further.length === 0)) return []
    if (inside.length === 0 || !isObject(value)) return [{ name, value }]
    const rest = left(value, inside)
    return rest.length > 0 ? [{ name, value: Object.fromEntries(rest.map((field) => [field.name, field.value])) }] : []
  })
}
