import type { Mapping } from './index.ts'

/** A field that a receiver is known to have; `name` is a path in what the mapping makes, and lengths are in characters. */
export type RemoteField = {
  name: string
  type: 'string' | 'number' | 'boolean' | 'list' | 'object' | 'any'
  required: boolean
  maxLength: number | null
}

/** What a mapping for a kind of receiver starts from. A preset of null is the default body itself; `carries` are the keys of a handoff that the request holds anyway. */
export type Target = {
  name: string
  preset: Mapping | null
  fields: readonly RemoteField[]
  carries?: readonly string[]
}

/** An optional field of text, as most are. */
export function field(name: string, more: Partial<Omit<RemoteField, 'name'>> = {}): RemoteField {
  return { name, type: 'string', required: false, maxLength: null, ...more }
}
