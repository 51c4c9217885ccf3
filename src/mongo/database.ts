import type { Connection } from 'mongoose'
import type { Database } from '../flow/ports.ts'

/** How the database itself is. */
export function createDatabase(connection: Connection): Database {
  return {
    async look() {
      const asked = Date.now()
      const hello = await connection.db?.admin().command({ hello: 1 }, { timeoutMS: 2000 })
      const middle = (asked + Date.now()) / 2
      const there = hello?.localTime instanceof Date ? hello.localTime.getTime() : null
      return {
        hasPrimary: hello?.isWritablePrimary === true,
        skewMs: there === null ? null : Math.round(middle - there),
      }
    },
  }
}
