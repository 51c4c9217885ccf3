import { mongo } from 'mongoose'

/** Inserts all that can be inserted; the answer maps the index of each refused document to MongoDB's code. Other failures reject. */
export async function insertMany<Doc extends mongo.BSON.Document>(
  collection: mongo.Collection<Doc>,
  docs: readonly mongo.OptionalUnlessRequiredId<Doc>[],
): Promise<Map<number, number>> {
  const refused = new Map<number, number>()
  if (docs.length === 0) return refused
  try {
    await collection.insertMany([...docs], { ordered: false })
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error
    const errors = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors]
    if (errors.length === 0 || error.result.getWriteConcernError()) throw error
    for (const { index, code } of errors) refused.set(index, code)
  }
  return refused
}
