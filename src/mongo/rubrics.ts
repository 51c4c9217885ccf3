import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Rubrics } from '../flow/ports.ts'
import type { Rubric } from '../scoring/rubric.ts'
import { cached } from './cached.ts'
import { collectionOf, isDuplicate } from './collection.ts'

/** One per workspace that changed its own; former ones stand in the audit log. */
type RubricDoc = Rubric & { _id: string }

const schema = new Schema<RubricDoc>({ _id: String }, { collection: 'rubrics', strict: false, versionKey: false })

export function createRubrics(connection: Connection): Rubrics {
  const collection = collectionOf(connection, 'Rubric', schema)
  async function find(workspace: string): Promise<Rubric | null> {
    const doc = await collection.findOne({ _id: workspace })
    return doc && { version: doc.version, criteria: doc.criteria }
  }
  // That there is none is remembered too: most workspaces ask for every lead.
  const lately = cached(async (workspace) => ({ rubric: await find(workspace) }))

  return {
    find,
    lately: async (workspace) => (await lately.get(workspace))?.rubric ?? null,
    async save(workspace, before, after) {
      try {
        const { modifiedCount, upsertedCount } = await collection.updateOne(
          { _id: workspace, version: before },
          { $set: { ...after, criteria: [...after.criteria] } },
          { upsert: before === 0 },
        )
        return modifiedCount + upsertedCount === 1
      } catch (error) {
        if (isDuplicate(error)) return false
        throw error
      }
    },
  }
}
