import { randomUUID } from 'node:crypto'
import type { Connection, mongo } from 'mongoose'
import { Schema } from 'mongoose'
import { collectionOf } from './collection.ts'
import { grouped } from './grouped.ts'

/** The next step, named by a process that does not take it itself. */
type Kick = {
  step: 'joinNews' | 'scoreLead' | 'settleLead' | 'sendEvents' | 'deliver' | 'tellSlack'
  args: string[]
}
/** What was named at the same time travels together, and one process takes it all. */
type KickDoc = { _id: string; kicks: Kick[]; at: Date }

const KEPT_SECONDS = 60
const LISTEN_AGAIN_MS = 1000
/** Between two announcements of a process; a single one goes at once. */
const REST_MS = 10
/** Nothing is lost with a kick. */
const QUICKLY = { writeConcern: { w: 1, j: false } } as const

const schema = new Schema<KickDoc>({ _id: String }, { collection: 'kicks', strict: false, versionKey: false })
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })

/** Kicks between processes, by a change stream. A lost one costs a second: the clock finds what waits. */
type Kicks = {
  announce(kick: Kick): Promise<unknown>
  /** Calls back for the kicks that this process is the first to take, until the returned function is called. */
  listen(onKick: (kick: Kick) => void, failed: (error: unknown) => void): () => Promise<void>
}

export function createKicks(connection: Connection): Kicks {
  const collection = collectionOf(connection, 'Kick', schema)

  return {
    announce: grouped<Kick, true>(async (kicks) => {
      await collection.insertOne({ _id: randomUUID(), kicks, at: new Date() }, QUICKLY)
      return kicks.map(() => true)
    }, REST_MS),
    listen(onKick, failed) {
      async function take({ _id, kicks }: KickDoc): Promise<void> {
        const { deletedCount } = await collection.deleteOne({ _id }, QUICKLY)
        if (deletedCount === 1) kicks.forEach(onKick)
      }
      let stream: mongo.ChangeStream<KickDoc> | undefined
      let timer: NodeJS.Timeout | undefined
      let stopped = false
      function open(): void {
        stream = collection.watch([{ $match: { operationType: 'insert' } }])
        stream.on('change', (change) => {
          if (change.operationType === 'insert') take(change.fullDocument).catch(failed)
        })
        stream.on('error', () => {
          stream?.close().catch(() => {})
          if (!stopped) timer = setTimeout(open, LISTEN_AGAIN_MS).unref()
        })
      }
      open()
      return async () => {
        stopped = true
        clearTimeout(timer)
        await stream?.close()
      }
    },
  }
}
