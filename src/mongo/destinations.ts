import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Destinations } from '../flow/ports.ts'
import type { Destination } from '../handoff/destination.ts'
import { cached } from './cached.ts'
import { collectionOf, isDuplicate } from './collection.ts'
import type { Keyring } from './keyring.ts'

type Secret = Pick<Destination, 'url' | 'headers' | 'secrets'>
/** A destination at rest: URL, headers and signing secrets sealed together. */
type DestinationDoc = Omit<Destination, 'id' | keyof Secret> & { _id: string; sealed: string; removedAt: Date | null }

const schema = new Schema<DestinationDoc>(
  { _id: String },
  { collection: 'destinations', strict: false, versionKey: false },
)
schema.index({ workspace: 1, name: 1 }, { unique: true, partialFilterExpression: { removedAt: null } })

const Sealed = z.object({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  secrets: z.object({
    current: z.string(),
    previous: z.string().nullable(),
    previousUntil: z.coerce.date().nullable(),
  }),
})

/** The destinations; what is read may be half a second old. */
export function createDestinations(connection: Connection, keyring: Keyring): Destinations {
  const collection = collectionOf(connection, 'Destination', schema)

  function destinationOf({ _id, sealed, removedAt, ...same }: DestinationDoc): Destination {
    return { ...same, id: _id, ...Sealed.parse(keyring.open(sealed, place(_id))) }
  }

  const byId = cached(async (id) => {
    const doc = await collection.findOne({ _id: id, removedAt: null })
    return doc && destinationOf(doc)
  })
  const byWorkspace = cached<Destination[]>(async (workspace) => {
    const docs = await collection.find({ workspace, removedAt: null }).sort({ createdAt: 1 }).toArray()
    return docs.map(destinationOf)
  })

  return {
    find: byId.get,
    list: async (workspace) => (await byWorkspace.get(workspace)) ?? [],
    async insert({ id, url, headers, secrets, ...same }) {
      const sealed = keyring.seal({ url, headers, secrets }, place(id))
      try {
        await collection.insertOne({ _id: id, ...same, sealed, removedAt: null })
      } catch (error) {
        if (!isDuplicate(error)) throw error
        throw new AppError('conflict', `There is a destination named "${same.name}" already. Choose another name.`)
      }
      byWorkspace.forget(same.workspace)
    },
    async setState(id, state, stateReason) {
      await collection.updateOne({ _id: id }, { $set: { state, stateReason } })
      byId.forget(id)
      byWorkspace.clear()
    },
  }
}

const place = (id: string) => `destinations:${id}`
