import mongoose, { type Connection } from 'mongoose'
import { AppError } from '../errors.ts'

/** Senders wait five seconds at most, so an absent database is told of sooner. */
const SERVER_SELECTION_MS = 2500
const POOL_SIZE = 50

/**
 * Connects; every write is on a majority's disk before it counts as done. Throws `bad_config` for what is no MongoDB URI, and
 * `unavailable` when no primary answers in time.
 */
export async function connect(uri: string): Promise<Connection> {
  try {
    return await mongoose
      .createConnection(uri, {
        writeConcern: { w: 'majority', j: true },
        serverSelectionTimeoutMS: SERVER_SELECTION_MS,
        maxPoolSize: POOL_SIZE,
        autoIndex: false,
        autoCreate: false,
        bufferCommands: false,
        ignoreUndefined: true,
        // Every text in there was written as UTF-8 by this driver; to look through each again takes longer than to read it.
        enableUtf8Validation: false,
      })
      .asPromise()
  } catch (cause) {
    throw connectError(cause)
  }
}

function connectError(cause: unknown): AppError {
  const name = cause instanceof Error ? cause.name : ''
  if (/Parse|InvalidArgument|TypeError/.test(name)) {
    return new AppError(
      'bad_config',
      'MONGODB_URI must be a MongoDB URI, such as mongodb://host:27017/greenlight?replicaSet=rs0',
      { cause },
    )
  }
  const refused = /Server|Auth/.test(name) && /auth/i.test(String(cause))
  const why = refused
    ? 'MongoDB at MONGODB_URI refuses the credentials in it.'
    : 'No MongoDB primary answers at MONGODB_URI. Is it running, and is it a replica set?'
  return new AppError('unavailable', why, { cause })
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
