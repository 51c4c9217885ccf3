import { z } from 'zod'

const MAX_TARGETS = 250
const MAX_NAME_CHARACTERS = 200
const MAX_PATH_CHARACTERS = 1000
const MAX_PATHS = 20

const Path = z
  .string()
  .max(MAX_PATH_CHARACTERS)
  .refine((path) => stepsOf(path).every((step) => step !== ''), 'must be a path such as data.visitor.email')
const HOW = 'must be a path such as data.visitor.email, a list of paths, or {"join": [paths]}'
const Paths = z.array(Path).min(1, 'must have at least one path').max(MAX_PATHS)

/** Where an admin says that a lead's fields stand: `{field: path | [the first that has a value, …] | {join: [paths]}}`. */
export const FieldMapSchema = z
  .record(
    z.string().trim().min(1).max(MAX_NAME_CHARACTERS),
    z.union([Path, Paths, z.strictObject({ join: Paths })], HOW),
  )
  .refine((map) => Object.keys(map).length > 0, 'must map at least one field')
  .refine((map) => Object.keys(map).length <= MAX_TARGETS, `must map at most ${MAX_TARGETS} fields`)
  .refine((map) => !Object.hasOwn(map, '__proto__'), 'must not map a field __proto__')

/** A path's steps: dots part them, `\.` is a dot and `\\` a backslash within one. */
export function stepsOf(path: string): string[] {
  const steps = ['']
  for (const [piece] of path.matchAll(/\\[\\.]|[\s\S]/g)) {
    if (piece === '.') steps.push('')
    else steps.push(`${steps.pop() ?? ''}${piece.length > 1 ? piece.slice(1) : piece}`)
  }
  return steps
}
