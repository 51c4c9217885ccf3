import mongoose, { type Connection } from 'mongoose'

const SERVER_SELECTION_MS = 5000
const POOL_SIZE = 50

/** Connects; every write is on a majority's disk before it counts as done. Rejects when no primary answers within five seconds. */
export function connect(uri: string): Promise<Connection> {
  return mongoose
    .createConnection(uri, {
      writeConcern: { w: 'majority', j: true },
      serverSelectionTimeoutMS: SERVER_SELECTION_MS,
      maxPoolSize: POOL_SIZE,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      ignoreUndefined: true,
    })
    .asPromise()
}

/** True exactly while a writable primary answers. */
export async function hasPrimary(connection: Connection): Promise<boolean> {
  try {
    const hello = await connection.db?.admin().command({ hello: 1 }, { timeoutMS: 2000 })
    return hello?.isWritablePrimary === true
  } catch {
    return false
  }
}
