import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Judgements, KnownJudgement } from '../flow/ports.ts'
import { collectionOf } from './collection.ts'

/** `leads`: of whom it was said, so that it goes with any of them. */
type JudgementDoc = KnownJudgement & { _id: string; workspace: string; leads: string[]; at: Date }

const KEPT_MS = 86_400_000

const schema = new Schema<JudgementDoc>({ _id: String }, { collection: 'judgements', strict: false, versionKey: false })
schema.index({ leads: 1 })
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_MS / 1000 })

/** What the model said of leads, word for word the same, in the last 24 hours. The index clears them away a minute late at most. */
export function createJudgements(connection: Connection): Judgements {
  const collection = collectionOf(connection, 'Judgement', schema)
  const idOf = (workspace: string, question: string) => `${workspace}:${question}`

  return {
    async find({ id, workspace }, question) {
      const since = new Date(Date.now() - KEPT_MS)
      const known = { _id: idOf(workspace, question), at: { $gt: since } }
      const doc = await collection.findOneAndUpdate(known, { $addToSet: { leads: id } })
      return doc && { judgement: doc.judgement, model: doc.model }
    },
    async keep({ id, workspace }, question, known) {
      const doc = { workspace, at: new Date(), ...known }
      await collection.updateOne(
        { _id: idOf(workspace, question) },
        { $set: doc, $addToSet: { leads: id } },
        { upsert: true },
      )
    },
    async erase(leads) {
      await collection.deleteMany({ leads: { $in: [...leads] } })
    },
  }
}
