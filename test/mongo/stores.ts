import { randomBytes } from 'node:crypto'
import type { Connection, mongo } from 'mongoose'
import { onTestFinished } from 'vitest'
import { connect, createKeyring, createStores, makeIndexes, type Stores } from '../../src/mongo/index.ts'
import { freshDatabaseUri } from '../support/fresh-database.ts'

type StoredDoc = mongo.BSON.Document & { _id: string }
export type OpenStores = Stores & {
  db: mongo.Db
  /** A collection itself, to let time pass in it or to see how something is stored. */
  raw(collection: string): mongo.Collection<StoredDoc>
  /** The same database through a second connection, as another process has it. */
  elsewhere(): Promise<Stores>
}

/** The stores on an empty database of the real mongod, closed when the test is over. */
export async function openStores(name: string): Promise<OpenStores> {
  const uri = freshDatabaseUri(name)
  const keyring = createKeyring([{ id: 'k1', key: randomBytes(32) }])
  const connection = await opened(uri)
  const stores = createStores(connection, keyring)
  await makeIndexes(connection)
  const db = connection.getClient().db(connection.name)
  return {
    ...stores,
    db,
    raw: (collection) => db.collection<StoredDoc>(collection),
    elsewhere: async () => createStores(await opened(uri), keyring),
  }
}

async function opened(uri: string): Promise<Connection> {
  const connection = await connect(uri)
  onTestFinished(() => connection.close())
  return connection
}
