import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Destinations } from '../flow/ports.ts'
import type { Destination } from '../handoff/destination.ts'
import { cached } from './cached.ts'
import { collectionOf } from './collection.ts'
import { type DestinationDoc, destinationOf, docOf, sealedToken, tokenOf } from './destination-doc.ts'
import { createDestinationHealth } from './destination-health.ts'
import { grouped } from './grouped.ts'
import type { Keyring } from './keyring.ts'
import { isOutdated, meanwhile } from './meanwhile.ts'

const schema = new Schema<DestinationDoc>(
  { _id: String },
  { collection: 'destinations', strict: false, versionKey: false },
)
schema.index({ workspace: 1, name: 1 }, { unique: true, partialFilterExpression: { removedAt: null } })

const { changed, removed, nameTaken } = meanwhile('destination')

/** The destinations; a single one may be half a second old, the list never is, for an event is told to all that there are. */
export function createDestinations(connection: Connection, keyring: Keyring) {
  const collection = collectionOf(connection, 'Destination', schema)
  const byId = cached(async (id) => {
    const doc = await collection.findOne({ _id: id, removedAt: null })
    return doc && destinationOf(doc, keyring)
  })
  const byWorkspace = grouped<string, Destination[]>(async (workspaces) => {
    const asked = { workspace: { $in: [...new Set(workspaces)] }, removedAt: null }
    const docs = await collection.find(asked).sort({ createdAt: 1, _id: 1 }).toArray()
    const all = docs.map((doc) => destinationOf(doc, keyring))
    return workspaces.map((id) => all.filter(({ workspace }) => workspace === id))
  })

  return {
    find: byId.get,
    fresh(id) {
      byId.forget(id)
      return byId.get(id)
    },
    list: byWorkspace,
    async insert(destination) {
      await collection
        .insertOne(docOf(destination, keyring))
        .catch((error: unknown) => nameTaken(error, destination.name))
    },
    async update(before, changes) {
      const { id } = before
      const doc = await collection.findOne({ _id: id, removedAt: null })
      if (!doc) throw removed()
      const now = destinationOf(doc, keyring)
      if (isOutdated(before, now, changes)) throw changed()
      const { url, headers, settings, secrets, mapping: _, ...plain } = changes
      const { sealed, mapping } = docOf({ ...now, ...changes }, keyring)
      const { matchedCount } = await collection
        .updateOne(
          { _id: id, sealed: doc.sealed },
          { $set: { ...plain, mapping, sealed }, ...(settings && { $unset: { token: 1 } }) },
        )
        .catch((error: unknown) => nameTaken(error, changes.name))
      byId.forget(id)
      if (matchedCount === 0) throw changed()
    },
    async token(id) {
      const doc = await collection.findOne({ _id: id }, { projection: { token: 1 } })
      return doc && tokenOf(doc, keyring)
    },
    async keepToken(id, token) {
      await collection.updateOne({ _id: id }, { $set: { token: sealedToken(id, token, keyring) } })
    },
    async remove(id, removedAt) {
      await collection.updateOne({ _id: id }, { $set: { removedAt } })
      byId.forget(id)
    },
    ...createDestinationHealth(collection, byId.forget),
  } satisfies Destinations
}
