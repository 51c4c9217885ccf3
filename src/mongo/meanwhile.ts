import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../errors.ts'
import { affected } from '../flow/audited.ts'
import { isDuplicate } from './collection.ts'

/** What happened to something that has a name while somebody was about to change it. */
export function meanwhile(noun: 'endpoint' | 'destination') {
  return {
    changed: () =>
      new AppError('conflict', `Somebody changed this ${noun} at the same moment; look at it and try again.`),
    removed: () => new AppError('not_found', `This ${noun} was removed meanwhile.`),
    /** Throws `conflict` for the error that another one of that name gives, and any other error itself. */
    nameTaken(error: unknown, name: string | undefined): never {
      if (!isDuplicate(error)) throw error
      throw new AppError('conflict', `There is ${AN[noun]} named "${name}" already. Choose another name.`)
    },
  }
}

const AN = { endpoint: 'an endpoint', destination: 'a destination' } as const

/** Whether something that is to be changed is not as it was when the change was thought up. */
export function isOutdated(before: object, now: object, changes: object): boolean {
  return !isDeepStrictEqual(affected(before, changes), affected(now, changes))
}
