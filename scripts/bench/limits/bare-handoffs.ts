import { randomUUID } from 'node:crypto'
import type { mongo } from 'mongoose'
import { offer } from '../program.ts'
import { openDatabase } from './database.ts'
import { signedPoster } from './signed-post.ts'

export type BareHandoffs = {
  /** Fills the queue with so many handoffs of that body, all of them due. */
  fill(ask: { mongoUri: string; count: number; body: string }): Promise<void>
  /** Empties it, and says how long that took. */
  drain(ask: { mongoUri: string; count: number; url: string; secret: string }): Promise<{ seconds: number }>
}

type Doc = {
  _id: string
  state: 'open' | 'done'
  dueAt: Date
  token: string | null
  body: string
  status: number | null
  finishedAt: Date | null
}
type Tried = { _id: string; token: string; status: number }

const CLAIM = 100
const AT_ONCE = 64
const LEASE_MS = 15_000
/** The claim and the result writes run beside each other. */
const CONNECTIONS = 4
const FILL_BATCH = 5000

offer<BareHandoffs>({
  async fill({ mongoUri, count, body }) {
    const collection = await queue(mongoUri)
    await collection.deleteMany({})
    await collection.createIndex({ dueAt: 1 }, { partialFilterExpression: { state: 'open' } })
    for (let n = 0; n < count; n += FILL_BATCH) {
      const docs = Array.from({ length: Math.min(FILL_BATCH, count - n) }, () => newDoc(body))
      await collection.insertMany(docs, { ordered: false })
    }
  },
  async drain({ mongoUri, count, url, secret }) {
    const collection = await queue(mongoUri)
    const post = signedPoster(url, secret, AT_ONCE)
    const startedAt = performance.now()
    await drain(collection, count, post)
    return { seconds: (performance.now() - startedAt) / 1000 }
  },
})

const opened = new Map<string, Promise<mongo.Db>>()

async function queue(mongoUri: string): Promise<mongo.Collection<Doc>> {
  const database = opened.get(mongoUri) ?? openDatabase(mongoUri, CONNECTIONS)
  opened.set(mongoUri, database)
  return (await database).collection<Doc>('bare_handoffs')
}

function newDoc(body: string): Doc {
  return { _id: randomUUID(), state: 'open', dueAt: new Date(), token: null, body, status: null, finishedAt: null }
}

/** Claims ahead while there is less than a claim in hand, posts so many at once, and writes results in groups. */
function drain(
  collection: mongo.Collection<Doc>,
  count: number,
  post: (id: string, body: string) => Promise<number>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const claimed: (Doc & { token: string })[] = []
    let tried: Tried[] = []
    let [underWay, claiming, writing, written] = [0, false, false, 0]

    async function claimAhead(): Promise<void> {
      if (claiming || claimed.length >= CLAIM) return
      claiming = true
      const docs = await claim(collection)
      claiming = false
      claimed.push(...docs)
      if (docs.length > 0) work()
    }

    function work(): void {
      while (underWay < AT_ONCE) {
        const doc = claimed.shift()
        if (!doc) break
        underWay++
        post(doc._id, doc.body).then((status) => done({ _id: doc._id, token: doc.token, status }), reject)
      }
      claimAhead().catch(reject)
    }

    function done(result: Tried): void {
      underWay--
      tried.push(result)
      if (!writing) write().catch(reject)
      work()
    }

    async function write(): Promise<void> {
      writing = true
      while (tried.length > 0) {
        const group = tried
        tried = []
        await save(collection, group)
        written += group.length
      }
      writing = false
      if (written >= count) resolve()
    }

    work()
  })
}

/** Reads what is due and takes it in one update; only where somebody else was faster is it read once more. */
async function claim(collection: mongo.Collection<Doc>): Promise<(Doc & { token: string })[]> {
  const token = randomUUID()
  const now = new Date()
  const due = { state: 'open' as const, dueAt: { $lte: now } }
  const docs = await collection.find(due).sort({ dueAt: 1 }).limit(CLAIM).toArray()
  if (docs.length === 0) return []
  const ids = docs.map(({ _id }) => _id)
  const lease = { token, dueAt: new Date(now.getTime() + LEASE_MS) }
  const { modifiedCount } = await collection.updateMany({ _id: { $in: ids }, ...due }, { $set: lease })
  const mine = modifiedCount === docs.length ? docs : await collection.find({ _id: { $in: ids }, token }).toArray()
  return mine.map((doc) => ({ ...doc, token }))
}

async function save(collection: mongo.Collection<Doc>, group: Tried[]): Promise<void> {
  const finishedAt = new Date()
  const operations = group.map(({ _id, token, status }) => ({
    updateOne: {
      filter: { _id, token },
      update: { $set: { state: 'done' as const, token: null, status, finishedAt } },
    },
  }))
  await collection.bulkWrite(operations, { ordered: false })
}
