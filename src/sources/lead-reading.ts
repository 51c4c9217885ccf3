import type { Field, LeadDraft } from '../lead/lead.ts'
import { tooManyFields } from './extra-fields.ts'
import type { FieldProblem, Invalid, SourceSettings } from './source.ts'
import { isObject } from './text.ts'

/** Fields from one place of a payload; `path` tells them from those of the same name elsewhere. */
export type FieldGroup = { path: string; fields: readonly Field[] }

/** All fields by their own names; a name that an earlier group has taken gets its path in front, and a number if need be. */
export function allFields(groups: readonly FieldGroup[]): Field[] {
  /** How often each name was asked for. */
  const taken = new Map<string, number>()
  const free = (name: string): boolean => {
    const times = taken.get(name) ?? 0
    taken.set(name, times + 1)
    return times === 0
  }
  return groups.flatMap(({ path, fields }) =>
    fields.map(({ name, value }) => {
      if (free(name)) return { name, value }
      const long = path === '' ? name : `${path}.${name}`
      if (long !== name && free(long)) return { name: long, value }
      let numbered = `${long} (${taken.get(long)})`
      while (!free(numbered)) numbered = `${numbered} (${taken.get(numbered)})`
      return { name: numbered, value }
    }),
  )
}

/** What a value was before we wrote it in another way; `drop` drops it with the value. */
export function asSent(name: string, value: unknown): Field {
  return { name: `${name}${AS_SENT}`, value }
}

const AS_SENT = ' (as sent)'

/**
 * The draft as it may be saved, without what the endpoint's `drop` names; or the refusal of too many fields. `beside` are kept as
 * well and not counted: they stand for what is no additional field.
 */
export function admitted(
  draft: LeadDraft,
  { settings }: SourceSettings,
  beside: readonly Field[] = [],
): LeadDraft | Invalid {
  const drops = listOf(settings.drop)
  const fields = drops.reduce(without, draft.fields)
  const kept = { ...draft, fields: [...drops.reduce(without, [...beside]), ...fields] }
  for (const known of ['name', 'email', 'phone', 'company', 'message', 'source'] as const) {
    if (drops.includes(known)) kept[known] = null
  }
  if (kept.conversation && drops.includes('transcript')) kept.conversation = { ...kept.conversation, transcript: [] }
  return tooManyFields(fields) ?? kept
}

/** Whether what was read is refused. */
export function isInvalid(draft: LeadDraft | Invalid): draft is Invalid {
  return 'kind' in draft
}

/** A refusal for these fields. */
export function invalid(fields: FieldProblem[]): Invalid {
  return { kind: 'invalid', code: 'validation_failed', fields }
}

/** `a, b` as a setting's value. */
export function listOf(setting: string | undefined): string[] {
  return (setting ?? '').split(',').flatMap((item) => item.trim() || [])
}

/** Without the field of that name, as it was sent too, those below it, or the part of a field that it leads to. */
function without(fields: readonly Field[], drop: string): Field[] {
  return fields.flatMap((field) => {
    if ([drop, `${drop}${AS_SENT}`].includes(field.name) || field.name.startsWith(`${drop}.`)) return []
    if (!drop.startsWith(`${field.name}.`) || !isObject(field.value)) return [field]
    const parts = Object.entries(field.value).map(([name, value]) => ({ name, value }))
    const left = without(parts, drop.slice(field.name.length + 1))
    return [{ ...field, value: Object.fromEntries(left.map(({ name, value }) => [name, value])) }]
  })
}
