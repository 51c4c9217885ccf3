import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { mongo } from 'mongoose'
import { offer } from '../program.ts'
import { openDatabase } from './database.ts'

export type BareInboundOptions = {
  mongoUri: string
  secret: string
  connections: number
  write: 'one by one' | 'in groups'
}

/** The least that can take a signed lead durably: an HMAC over the raw body, and one insert, or a share in one. */
export type BareInbound = { listen(options: BareInboundOptions): Promise<{ url: string }> }

type Doc = { _id: string; receivedAt: Date; lead: object }

/** Two group writes under way keep the server busy while the next group gathers. */
const GROUPS_AT_ONCE = 2

offer<BareInbound>({
  async listen({ mongoUri, secret, connections, write }) {
    const collection = (await openDatabase(mongoUri, connections)).collection<Doc>('bare')
    const insert = write === 'in groups' ? groupInsert(collection) : (doc: Doc) => collection.insertOne(doc)
    const server = createServer(async (request, response) => {
      const body = await bodyOf(request)
      if (!isSigned(request, body, secret)) return response.writeHead(401).end()
      const _id = `lead_${randomBytes(13).toString('hex')}`
      await insert({ _id, receivedAt: new Date(), lead: JSON.parse(body.toString()) })
      const answer = `{"lead_id":"${_id}","status":"received"}`
      response.writeHead(202, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/` }
  },
})

function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)))
  })
}

function isSigned({ headers }: IncomingMessage, body: Buffer, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(`${headers['x-agentflow-timestamp']}.`).update(body).digest()
  const given = Buffer.from(String(headers['x-agentflow-signature']).slice('sha256='.length), 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function groupInsert(collection: mongo.Collection<Doc>): (doc: Doc) => Promise<void> {
  let waiting: { doc: Doc; done(): void }[] = []
  let underWay = 0

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      await collection.insertMany(
        group.map(({ doc }) => doc),
        { ordered: false },
      )
      for (const { done } of group) done()
    }
    underWay--
  }

  return (doc) =>
    new Promise((done) => {
      waiting.push({ doc, done })
      if (underWay >= GROUPS_AT_ONCE) return
      underWay++
      setImmediate(flush)
    })
}
