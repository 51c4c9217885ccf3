import { createHash } from 'node:crypto'
import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Endpoints } from '../flow/ports.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { cached } from './cached.ts'
import { collectionOf, isDuplicate } from './collection.ts'
import type { Keyring } from './keyring.ts'

/** An endpoint at rest: its key only as a hash, its secrets and settings sealed. */
type EndpointDoc = Omit<Endpoint, 'id' | 'secrets' | 'settings'> & {
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
})

/** The inbound endpoints; a known one may be half a second old, an unknown one is always looked up. */
export function createEndpoints(connection: Connection, keyring: Keyring): Endpoints {
  const collection = collectionOf(connection, 'Endpoint', schema)

  function endpointOf({ _id, keyHash, sealed, removedAt, ...same }: EndpointDoc): Endpoint {
    return { ...same, id: _id, ...Sealed.parse(keyring.open(sealed, place(_id))) }
  }

  const byHash = cached(async (keyHash) => {
    const doc = await collection.findOne({ keyHash, removedAt: null })
    return doc && endpointOf(doc)
  })

  return {
    byKey: (key) => byHash.get(hashOf(key)),
    async list(workspace) {
      return (await collection.find({ workspace, removedAt: null }).sort({ createdAt: 1 }).toArray()).map(endpointOf)
    },
    async insert({ id, secrets, settings, ...same }, key) {
      const sealed = keyring.seal({ secrets, settings }, place(id))
      const doc = { _id: id, ...same, keyHash: hashOf(key), sealed, removedAt: null }
      try {
        await collection.insertOne(doc)
      } catch (error) {
        if (!isDuplicate(error)) throw error
        throw new AppError('conflict', `There is an endpoint named "${same.name}" already. Choose another name.`)
      }
    },
  }
}

const place = (id: string) => `endpoints:${id}`

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
