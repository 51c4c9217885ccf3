import type { Field, LeadDraft } from '../lead/lead.ts'
import { tooManyFields } from './extra-fields.ts'
import type { FieldProblem, Invalid, SourceSettings } from './source.ts'
import { isObject } from './text.ts'

/** Fields from one place of a payload; `path` tells them from those of the same name elsewhere. */
export type FieldGroup = { path: string; fields: readonly Field[] }

/** All fields by their own names; a name that an earlier group has taken gets its path in front. */
export function allFields(groups: readonly FieldGroup[]): Field[] {
  const taken = new Set<string>()
  return groups.flatMap(({ path, fields }) =>
    fields.map(({ name, value }) => {
      const free = freeName(taken, name, path)
      taken.add(free)
      return { name: free, value }
    }),
  )
}

/** The draft as it may be saved, without what the endpoint's `drop` names; or the refusal of too many fields. */
export function admitted(draft: LeadDraft, { settings }: SourceSettings): LeadDraft | Invalid {
  const drops = listOf(settings.drop)
  const kept = { ...draft, fields: drops.reduce(without, draft.fields) }
  for (const known of ['name', 'email', 'phone', 'company', 'message', 'source'] as const) {
    if (drops.includes(known)) kept[known] = null
  }
  if (kept.conversation && drops.includes('transcript')) kept.conversation = { ...kept.conversation, transcript: [] }
  return tooManyFields(kept.fields) ?? kept
}

export function isInvalid(draft: LeadDraft | Invalid): draft is Invalid {
  return 'kind' in draft
}

export function invalid(fields: FieldProblem[]): Invalid {
  return { kind: 'invalid', code: 'validation_failed', fields }
}

/** `a, b` as a setting's value. */
export function listOf(setting: string | undefined): string[] {
  return (setting ?? '').split(',').flatMap((item) => item.trim() || [])
}

function freeName(taken: ReadonlySet<string>, name: string, path: string): string {
  if (!taken.has(name)) return name
  const long = path === '' ? name : `${path}.${name}`
  let free = long
  for (let n = 2; taken.has(free); n++) free = `${long} (${n})`
  return free
}

/** Without the field of that name, those below it, or the part of a field that it leads to. */
function without(fields: readonly Field[], drop: string): Field[] {
  return fields.flatMap((field) => {
    if (field.name === drop || field.name.startsWith(`${drop}.`)) return []
    if (!drop.startsWith(`${field.name}.`) || !isObject(field.value)) return [field]
    const parts = Object.entries(field.value).map(([name, value]) => ({ name, value }))
    const left = without(parts, drop.slice(field.name.length + 1))
    return [{ ...field, value: Object.fromEntries(left.map(({ name, value }) => [name, value])) }]
  })
}
