import type { mongo } from 'mongoose'
import { DUPLICATE_KEY } from './collection.ts'
import type { HandoffDoc } from './handoff-doc.ts'
import { insertMany } from './insert-many.ts'

/** Stores those that do not exist yet; answers of each whether it is new. */
export async function insertHandoffs(collection: mongo.Collection<HandoffDoc>, docs: HandoffDoc[]): Promise<boolean[]> {
  const refused = await insertMany(collection, docs)
  const code = [...refused.values()].find((one) => one !== DUPLICATE_KEY)
  if (code) throw new Error(`MongoDB refused a handoff with code ${code}`)
  return docs.map((_, i) => !refused.has(i))
}
