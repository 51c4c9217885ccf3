import { randomUUID } from 'node:crypto'
import { MongoBackend } from '@agendajs/mongo-backend'
import { Agenda } from 'agenda'
import { offer } from '../program.ts'
import { openDatabase } from './database.ts'
import { signedPoster } from './signed-post.ts'

/** What the product's queue is not: one Agenda job per handoff, with the fastest settings that were found. */
export type AgendaHandoffs = {
  drain(ask: {
    mongoUri: string
    count: number
    url: string
    secret: string
    body: string
  }): Promise<{ seconds: number }>
}

const AT_ONCE = 50
const POLL_EVERY_MS = 200
const CONNECTIONS = 50
const LOCK_MS = 60_000

offer<AgendaHandoffs>({
  async drain({ mongoUri, count, url, secret, body }) {
    const db = await openDatabase(mongoUri, CONNECTIONS)
    const collection = `jobs_${randomUUID().slice(0, 8)}`
    const post = signedPoster(url, secret, AT_ONCE)
    const backend = new MongoBackend({ mongo: db, collection })
    const agenda = new Agenda({ backend, processEvery: POLL_EVERY_MS, maxConcurrency: AT_ONCE })
    const drained = new Promise<void>((resolve) => {
      let done = 0
      agenda.define<{ id: string }>(
        'deliver',
        async ({ attrs }) => {
          await post(attrs.data.id, body)
          if (++done === count) resolve()
        },
        { concurrency: AT_ONCE, lockLifetime: LOCK_MS, removeOnComplete: true },
      )
    })
    const due = new Date()
    await db.collection(collection).insertMany(
      Array.from({ length: count }, () => ({
        name: 'deliver',
        data: { id: randomUUID() },
        type: 'normal',
        priority: 0,
        nextRunAt: due,
        lockedAt: null,
      })),
    )
    const startedAt = performance.now()
    await agenda.start()
    await drained
    const seconds = (performance.now() - startedAt) / 1000
    await agenda.drain(1000)
    await db.collection(collection).drop()
    return { seconds }
  },
})
