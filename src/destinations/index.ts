import { AppError } from '../errors.ts'
import type { Kind } from './kind.ts'
import { webhook } from './webhook.ts'

const KINDS: readonly Kind[] = [webhook]

export const KIND_NAMES = KINDS.map(({ name }) => name)

/** The kind of that name; throws `bad_input` where there is none. */
export function kindNamed(name: string): Kind {
  const kind = KINDS.find((one) => one.name === name)
  if (!kind)
    throw new AppError('bad_input', `There is no destination kind "${name}". Known kinds: ${KIND_NAMES.join(', ')}.`)
  return kind
}
