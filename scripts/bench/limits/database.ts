import mongoose, { type mongo } from 'mongoose'

/** A connection as lean as the driver allows, with the same promise as the product's: each write on a majority's disk. */
export async function openDatabase(uri: string, connections: number): Promise<mongo.Db> {
  const client = new mongoose.mongo.MongoClient(uri, {
    writeConcern: { w: 'majority', j: true },
    maxPoolSize: connections,
    minPoolSize: connections,
    monitorCommands: false,
  })
  await client.connect()
  return client.db()
}
