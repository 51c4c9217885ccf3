import type { Field } from '../lead/lead.ts'
import type { Invalid } from './source.ts'

const MAX_FIELDS = 250
const MAX_FIELD_NAME_CHARACTERS = 200

/** Every field that is not in `known`, as it was sent and in the sender's order. */
export function extraFields(payload: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): Field[] {
  return Object.entries(payload)
    .filter(([name]) => !known.has(name))
    .map(([name, value]) => ({ name, value }))
}

/** The refusal of more fields, or longer names of fields, than a lead keeps; null when all fit. */
export function tooManyFields(fields: readonly Field[]): Invalid | null {
  if (fields.length > MAX_FIELDS) {
    const message = `Send at most ${MAX_FIELDS} additional fields; these are ${fields.length}.`
    return { kind: 'invalid', code: 'too_many_fields', fields: [{ field: '*', code: 'too_many_fields', message }] }
  }
  const long = fields.filter(({ name }) => [...name].length > MAX_FIELD_NAME_CHARACTERS)
  if (long.length === 0) return null
  const message = `Names of fields must have at most ${MAX_FIELD_NAME_CHARACTERS} characters.`
  return {
    kind: 'invalid',
    code: 'too_many_fields',
    fields: long.map(({ name }) => ({ field: shortened(name), code: 'too_long', message })),
  }
}

function shortened(name: string): string {
  return `${[...name].slice(0, MAX_FIELD_NAME_CHARACTERS).join('')}…`
}
