import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { clockMs, offer } from '../program.ts'

/** What is to come: so many different handoffs, each answered 204 after `delayMs`. */
type Expected = {
  count: number
  delayMs: number
  /** Whether their bodies are read, to tell which lead each is about. */
  inDetail: boolean
}

/** When a handoff's event happened (to the millisecond, as its body says) and when its request was here. */
export type Arrived = { lead: string; occurredAt: number; arrivedAt: number }
type Arrivals = { firstAt: number; lastAt: number; all: Arrived[] }

export type Receiver = {
  listen(nothing: null): Promise<{ url: string }>
  expect(expected: Expected): Promise<void>
  /** Resolves when everything expected is here; rejects after `withinMs`. */
  arrivals(ask: { withinMs: number }): Promise<Arrivals>
}

/** Below this path nothing is counted, and answers take long. */
const SLOW_PATH = '/slow'
const SLOW_MS = 10_000

let expected: Expected = { count: 0, delayMs: 0, inDetail: false }
/** Never emptied: a handoff that comes once more, long after its first time, is no arrival. */
const seen = new Set<string>()
let fresh = 0
let arrivals: Arrivals = { firstAt: 0, lastAt: 0, all: [] }
let complete = () => {}

const server = createServer((request, response) => {
  const at = clockMs()
  if (request.url?.startsWith(SLOW_PATH)) return answer(request, response, SLOW_MS)
  const id = request.headers['idempotency-key']
  if (typeof id === 'string' && !seen.has(id)) note(id, at, request)
  answer(request, response, expected.delayMs)
})
server.keepAliveTimeout = 60_000

function note(id: string, at: number, request: IncomingMessage): void {
  seen.add(id)
  fresh++
  arrivals.firstAt ||= at
  arrivals.lastAt = at
  if (expected.inDetail) readDetail(request, at)
  else if (fresh === expected.count) complete()
}

function readDetail(request: IncomingMessage, arrivedAt: number): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { lead_id: lead, occurred_at: occurred } = JSON.parse(Buffer.concat(chunks).toString())
    arrivals.all.push({ lead, occurredAt: Date.parse(occurred), arrivedAt })
    if (arrivals.all.length === expected.count) complete()
  })
}

function answer(request: IncomingMessage, response: ServerResponse, delayMs: number): void {
  request.resume()
  setTimeout(() => response.writeHead(204).end(), delayMs)
}

let completed = Promise.resolve()

offer<Receiver>({
  async listen() {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` }
  },
  async expect(asked) {
    expected = asked
    fresh = 0
    arrivals = { firstAt: 0, lastAt: 0, all: [] }
    completed = new Promise((resolve) => {
      complete = resolve
    })
  },
  async arrivals({ withinMs }) {
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error(`${fresh} of ${expected.count} handoffs arrived in time`)), withinMs).unref(),
    )
    await Promise.race([completed, late])
    return arrivals
  },
})
