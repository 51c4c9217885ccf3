import { once, setMaxListeners } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { answerAs, type Behaviour, sendJson } from './behaviour.ts'
import { Book, type Contact, type Received } from './book.ts'
import { keepBook } from './keep.ts'
import { Manners } from './manners.ts'
import { servePage } from './page-server.ts'
import { overall } from './signatures.ts'

export type { Behaviour } from './behaviour.ts'
export type { Received } from './book.ts'

/** A small CRM that takes signed handoffs at any path but `/` and `/_/…`, with a page at `/`. */
export type Crm = {
  /** Without a last slash, as in `http://127.0.0.1:3002`. */
  readonly url: string
  readonly received: readonly Received[]
  /** By lead id. */
  readonly contacts: ReadonlyMap<string, Contact>
  /** The signing secret to check with, at one path or everywhere. Without one, everything is taken unchecked. */
  secret(value: string, path?: string): void
  /** From now on, for `times` handoffs or until told otherwise; at one path or everywhere; only to the first `tries` of a handoff. */
  behave(behaviour: Behaviour, limits?: { times?: number; path?: string; tries?: number }): void
  /** The first arrival, past or to come, of which `predicate` holds. Throws after `timeoutMs` (10 s). */
  waitFor(predicate: (received: Received) => boolean, timeoutMs?: number): Promise<Received>
  close(): Promise<void>
}

const HOST = '127.0.0.1'
const WAIT_MS = 30_000

/** With a `stateFile` the contacts last from run to run; what arrived is always of this run alone. */
export async function startCrm(options: { port?: number; now?: () => number; stateFile?: string } = {}): Promise<Crm> {
  const now = options.now ?? Date.now
  const ending = new AbortController()
  setMaxListeners(0, ending.signal)
  const book = new Book()
  const kept = options.stateFile === undefined ? null : await keepBook(book, options.stateFile)
  const manners = new Manners()
  const secrets = new Map<string, string>()
  const secret = (value: string, path = '*') => void secrets.set(path, value)

  const server = createServer({ keepAlive: true }, (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const handled =
      path === '/' || path === '/favicon.ico' || path.startsWith('/_/')
        ? servePage({ path, request, response, book, manners, secret, knownSecret: secrets.get('*') })
        : takeHandoff({ path, request, response })
    handled.catch(() => response.destroy())
  })

  async function takeHandoff(call: {
    path: string
    request: IncomingMessage
    response: ServerResponse
  }): Promise<void> {
    const { path, request, response } = call
    const behaviour = manners.next(path, book.attemptsOf(request.headers['webhook-id']))
    const body = behaviour.kind === 'reset-before-reading' ? Buffer.alloc(0) : await bodyOf(request)
    const headers = joined(request.headers)
    const arrival = { method: request.method ?? 'POST', path, headers, body, at: now() }
    const received = book.enter(arrival, behaviour, secrets.get(path) ?? secrets.get('*'))
    const verdict = overall(received.signatures)
    if (behaviour.kind === 'well' && verdict.kind === 'failed') return sendJson(response, 401, { error: verdict.why })
    const contact = received.leadId === null ? undefined : book.contacts.get(received.leadId)
    const answer = { id: contact?.id ?? null, duplicate: received.duplicate }
    await answerAs(behaviour, { request, response, signal: ending.signal }, answer)
  }

  server.listen(options.port ?? 0, HOST)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://${HOST}:${port}`,
    received: book.received,
    contacts: book.contacts,
    secret,
    behave: (behaviour, { times = Number.POSITIVE_INFINITY, path, tries } = {}) =>
      manners.order({ behaviour, times, tries }, path),
    waitFor: (predicate, timeoutMs = WAIT_MS) => book.waitFor(predicate, timeoutMs),
    async close() {
      ending.abort()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await kept?.stop()
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function joined(headers: IncomingMessage['headers']): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')])
  return Object.fromEntries(entries)
}
