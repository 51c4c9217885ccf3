import type { Connection, mongo, Schema } from 'mongoose'

export const DUPLICATE_KEY = 11000

/**
 * The schema declares a collection's name and indexes to mongoose; the stores speak to the driver beneath it, since leases,
 * group writes and the server's clock need bulk writes and update pipelines.
 */
export function collectionOf<Doc extends mongo.BSON.Document>(
  connection: Connection,
  name: string,
  schema: Schema<Doc>,
): mongo.Collection<Doc> {
  return connection.getClient().db(connection.name).collection<Doc>(connection.model(name, schema).collection.name)
}

/** Makes the indexes of every collection that was declared; safe to run at every start, beside other processes. */
export async function makeIndexes(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) await model.createIndexes()
}

/** True for the error that a unique index gives. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY
}

const TIME_EXCEEDED = 50

/** True for a query that was given up after its own time limit. */
export function isTooSlow(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === TIME_EXCEEDED
}
