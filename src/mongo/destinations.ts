import type { Connection, mongo } from 'mongoose'
import { Schema } from 'mongoose'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Destinations } from '../flow/ports.ts'
import type { Destination } from '../handoff/destination.ts'
import type { AttemptClass } from '../handoff/handoff.ts'
import { HEALTHY, type Health, healthAfter } from '../handoff/health.ts'
import type { Mapping } from '../handoff/mapping/index.ts'
import { cached } from './cached.ts'
import { collectionOf, isDuplicate } from './collection.ts'
import { grouped } from './grouped.ts'
import type { Keyring } from './keyring.ts'

type Secret = Pick<Destination, 'url' | 'headers' | 'settings' | 'secrets'>
/** A destination at rest: URL, headers, settings and signing secrets sealed together; its access token by itself; the mapping as JSON text, since its keys hold dollar signs. */
type DestinationDoc = Omit<Destination, 'id' | 'mapping' | keyof Secret> & {
  _id: string
  mapping: string | null
  sealed: string
  token?: string
  removedAt: Date | null
}

const schema = new Schema<DestinationDoc>(
  { _id: String },
  { collection: 'destinations', strict: false, versionKey: false },
)
schema.index({ workspace: 1, name: 1 }, { unique: true, partialFilterExpression: { removedAt: null } })

const Sealed = z.object({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  settings: z.record(z.string(), z.string()),
  secrets: z.object({
    current: z.string(),
    previous: z.string().nullable(),
    previousUntil: z.coerce.date().nullable(),
  }),
})

const CHANGED_MEANWHILE = 'Somebody changed this destination at the same moment; try again.'
/** A probe holds an open breaker for itself this long. */
const PROBE_MS = 15_000

/** What the dispatcher asks when a breaker's time is over. */
type Probes = {
  /** True for the one process that may let a handoff through to see whether the destination is back. */
  takeProbe(id: string): Promise<boolean>
}

/** The destinations; a single one may be half a second old, the list never is, for an event is told to all that there are. */
export function createDestinations(connection: Connection, keyring: Keyring): Destinations & Probes {
  const collection = collectionOf(connection, 'Destination', schema)

  function destinationOf({ _id, sealed, mapping, token, removedAt, ...same }: DestinationDoc): Destination {
    const secret = Sealed.parse(keyring.open(sealed, place(_id)))
    return { ...same, id: _id, mapping: mapping ? JSON.parse(mapping) : null, ...secret }
  }

  const byId = cached(async (id) => {
    const doc = await collection.findOne({ _id: id, removedAt: null })
    return doc && destinationOf(doc)
  })
  const byWorkspace = grouped<string, Destination[]>(async (workspaces) => {
    const asked = { workspace: { $in: [...new Set(workspaces)] }, removedAt: null }
    const all = (await collection.find(asked).sort({ createdAt: 1, _id: 1 }).toArray()).map(destinationOf)
    return workspaces.map((id) => all.filter(({ workspace }) => workspace === id))
  })

  /** Counted one after the other, so that failures that come together all count; another process may count in between. */
  const note = grouped<Noted, HealthChange | null>(async (items) => {
    const changes: (HealthChange | null)[] = []
    for (const item of items) changes.push(await noteOne(collection, item))
    for (const { id } of items) byId.forget(id)
    return changes
  })

  return {
    find: byId.get,
    fresh(id) {
      byId.forget(id)
      return byId.get(id)
    },
    list: byWorkspace,
    async insert({ id, url, headers, settings, secrets, mapping, ...same }) {
      const sealed = keyring.seal({ url, headers, settings, secrets }, place(id))
      try {
        await collection.insertOne({ _id: id, ...same, mapping: mappingText(mapping), sealed, removedAt: null })
      } catch (error) {
        if (!isDuplicate(error)) throw error
        throw new AppError('conflict', `There is a destination named "${same.name}" already. Choose another name.`)
      }
    },
    async update({ id, secrets: known }, { url, headers, settings, secrets, mapping, ...changes }) {
      const doc = await collection.findOne({ _id: id, removedAt: null })
      if (!doc) throw new AppError('not_found', 'This destination was removed meanwhile.')
      const secret = Sealed.parse(keyring.open(doc.sealed, place(id)))
      if (secrets && secret.secrets.current !== known.current) throw new AppError('conflict', CHANGED_MEANWHILE)
      const sealed = keyring.seal(
        {
          url: url ?? secret.url,
          headers: headers ?? secret.headers,
          settings: settings ?? secret.settings,
          secrets: secrets ?? secret.secrets,
        },
        place(id),
      )
      const { matchedCount } = await collection.updateOne(
        { _id: id, sealed: doc.sealed },
        {
          $set: { ...changes, ...(mapping !== undefined && { mapping: mappingText(mapping) }), sealed },
          ...(settings && { $unset: { token: 1 } }),
        },
      )
      byId.forget(id)
      if (matchedCount === 0) throw new AppError('conflict', CHANGED_MEANWHILE)
    },
    async token(id) {
      const doc = await collection.findOne({ _id: id }, { projection: { token: 1 } })
      return doc?.token ? z.string().parse(keyring.open(doc.token, tokenPlace(id))) : null
    },
    async keepToken(id, token) {
      await collection.updateOne({ _id: id }, { $set: { token: keyring.seal(token, tokenPlace(id)) } })
    },
    noteAttempt: (id, attempt, now, restMs) => note({ id, attempt, now, restMs }),
    async switchOff(id, stateReason) {
      const { matchedCount } = await collection.updateOne(
        { _id: id, state: 'on' },
        { $set: { state: 'disabled', stateReason } },
      )
      byId.forget(id)
      return matchedCount === 1
    },
    async resetHealth(id) {
      await collection.updateOne({ _id: id }, { $set: { health: HEALTHY } })
      byId.forget(id)
    },
    async remove(id, removedAt) {
      await collection.updateOne({ _id: id }, { $set: { removedAt } })
      byId.forget(id)
    },
    async takeProbe(id) {
      const isOver = { $and: [{ $lte: ['$health.openUntil', '$$NOW'] }, { $lte: ['$health.probeUntil', '$$NOW'] }] }
      const probed = [{ $set: { 'health.probeUntil': { $add: ['$$NOW', PROBE_MS] } } }]
      const open = { _id: id, 'health.openUntil': { $ne: null }, $expr: isOver }
      return (await collection.updateOne(open, probed)).matchedCount === 1
    },
  }
}

type Noted = { id: string; attempt: AttemptClass; now: Date; restMs: number }
type HealthChange = { before: Health; after: Health }

async function noteOne(collection: mongo.Collection<DestinationDoc>, noted: Noted): Promise<HealthChange | null> {
  const { id, attempt, now, restMs } = noted
  const doc = await collection.findOne({ _id: id, removedAt: null }, { projection: { health: 1 } })
  if (!doc) return null
  const before = doc.health
  const after = healthAfter(before, attempt, now, restMs)
  const unchanged = { _id: id, 'health.failures': before.failures, 'health.openUntil': before.openUntil }
  const { matchedCount } = await collection.updateOne(unchanged, { $set: { health: after } })
  return matchedCount === 1 ? { before, after } : noteOne(collection, noted)
}

const mappingText = (mapping: Mapping | null) => (mapping === null ? null : JSON.stringify(mapping))
const place = (id: string) => `destinations:${id}`
const tokenPlace = (id: string) => `destinations:${id}:token`
