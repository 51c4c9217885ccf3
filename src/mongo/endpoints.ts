import { hash } from 'node:crypto'
import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import { z } from 'zod'
import type { Endpoints } from '../flow/ports.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { FieldMapSchema } from '../sources/field-map.ts'
import { Workflow } from '../sources/workflow.ts'
import { cached } from './cached.ts'
import { collectionOf } from './collection.ts'
import type { Keyring } from './keyring.ts'
import { isOutdated, meanwhile } from './meanwhile.ts'

type Secret = Pick<Endpoint, 'secrets' | 'settings' | 'map' | 'schema'>
/** An endpoint at rest: its key only as a hash; secrets and settings sealed, which also keeps any name that a map may have. */
type EndpointDoc = Omit<Endpoint, 'id' | keyof Secret> & {
  _id: string
  keyHash: string
  sealed: string
  removedAt: Date | null
}

const schema = new Schema<EndpointDoc>({ _id: String }, { collection: 'endpoints', strict: false, versionKey: false })
schema.index({ keyHash: 1 }, { unique: true })
schema.index({ workspace: 1, name: 1 }, { unique: true, partialFilterExpression: { removedAt: null } })

const Sealed = z.object({
  secrets: z.array(z.object({ value: z.string(), createdAt: z.coerce.date(), validUntil: z.coerce.date().nullable() })),
  settings: z.record(z.string(), z.string()),
  map: FieldMapSchema.nullable().default(null),
  schema: Workflow.nullable().default(null),
})

const { changed, removed, nameTaken } = meanwhile('endpoint')

/** The inbound endpoints; a known one may be half a second old, an unknown one is always looked up. */
export function createEndpoints(connection: Connection, keyring: Keyring): Endpoints {
  const collection = collectionOf(connection, 'Endpoint', schema)

  function endpointOf({ _id, keyHash, sealed, removedAt, ...same }: EndpointDoc): Endpoint {
    return { ...same, id: _id, ...Sealed.parse(keyring.open(sealed, place(_id))) }
  }

  function sealedOf({ id, secrets, settings, map, schema }: Secret & Pick<Endpoint, 'id'>): string {
    return keyring.seal({ secrets, settings, map, schema }, place(id))
  }

  const byHash = cached(async (keyHash) => {
    const doc = await collection.findOne({ keyHash, removedAt: null })
    return doc && endpointOf(doc)
  })

  const byId = cached(async (id) => {
    const doc = await collection.findOne({ _id: id })
    return doc && endpointOf(doc)
  })

  return {
    byKey: (key) => byHash.get(hashOf(key)),
    lately: byId.get,
    async list(workspace) {
      const all = await collection.find({ workspace, removedAt: null }).sort({ createdAt: 1, _id: 1 }).toArray()
      return all.map(endpointOf)
    },
    async insert({ id, secrets, settings, map, schema, ...same }, key) {
      const sealed = sealedOf({ id, secrets, settings, map, schema })
      const doc = { _id: id, ...same, keyHash: hashOf(key), sealed, removedAt: null }
      await collection.insertOne(doc).catch((error: unknown) => nameTaken(error, same.name))
    },
    async update(before, changes) {
      const { id } = before
      const doc = await collection.findOne({ _id: id, removedAt: null })
      if (!doc) throw removed()
      const now = endpointOf(doc)
      if (isOutdated(before, now, changes)) throw changed()
      const { secrets, settings, map, schema, ...plain } = changes
      const sealed = sealedOf({ ...now, ...changes })
      const { matchedCount } = await collection
        .updateOne({ _id: id, sealed: doc.sealed, removedAt: null }, { $set: { ...plain, sealed } })
        .catch((error: unknown) => nameTaken(error, changes.name))
      byHash.forget(doc.keyHash)
      byId.forget(id)
      if (matchedCount === 0) throw changed()
    },
    async remove(id, removedAt) {
      const doc = await collection.findOneAndUpdate({ _id: id, removedAt: null }, { $set: { removedAt } })
      if (!doc) throw removed()
      byHash.forget(doc.keyHash)
      byId.forget(id)
    },
  }
}

const place = (id: string) => `endpoints:${id}`

function hashOf(key: string): string {
  return hash('sha256', key)
}
