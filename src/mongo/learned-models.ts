import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { LearnedModels, StoredModel } from '../flow/ports.ts'
import { readModel, writeModel } from '../scoring/learned/model.ts'
import { cached } from './cached.ts'
import { collectionOf, isDuplicate } from './collection.ts'

/** One per workspace. The model is JSON text: it is read as a whole, and its column names may hold dots and dollar signs. */
type LearnedModelDoc = { _id: string; version: number; trainedAt: Date; model: string }

/** How long a process may go on with the model before. */
const FRESH_FOR_MS = 3000

const schema = new Schema<LearnedModelDoc>(
  { _id: String },
  { collection: 'learned_models', strict: false, versionKey: false },
)

/** What the teams' decisions taught. */
export function createLearnedModels(connection: Connection): LearnedModels {
  const collection = collectionOf(connection, 'LearnedModel', schema)
  async function find(workspace: string): Promise<StoredModel | null> {
    const doc = await collection.findOne({ _id: workspace })
    return doc && { version: doc.version, trainedAt: doc.trainedAt, model: readModel(doc.model) }
  }
  // That there is none is remembered too: most workspaces ask for every lead.
  const lately = cached(async (workspace) => ({ model: (await find(workspace))?.model ?? null }), FRESH_FOR_MS)

  return {
    find,
    lately: async (workspace) => (await lately.get(workspace))?.model ?? null,
    async save(workspace, before, model) {
      const { version, trainedAt } = model
      const doc = { version, trainedAt, model: writeModel(model) }
      if (before === null) return inserted(collection.insertOne({ _id: workspace, ...doc }))
      const { matchedCount } = await collection.updateOne({ _id: workspace, version: before }, { $set: doc })
      return matchedCount === 1
    },
  }
}

async function inserted(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
