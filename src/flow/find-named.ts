import { AppError } from '../errors.ts'

/** The one of them that is called so, or has that id. Throws `not_found` with the names that there are. */
export function findNamed<Thing extends { id: string; name: string }>(
  all: readonly Thing[],
  noun: string,
  nameOrId: string,
): Thing {
  const found = all.find(({ id, name }) => id === nameOrId || name === nameOrId)
  if (found) return found
  const known = all.map(({ name }) => name).join(', ') || 'none yet'
  throw new AppError('not_found', `There is no ${noun} "${nameOrId}". Known ones: ${known}.`)
}
