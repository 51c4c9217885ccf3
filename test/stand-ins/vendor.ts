import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { answerJson, readBody } from './slack/http.ts'

/** One request as it came; `json` is undefined where the body is none. */
export type Call = {
  method: string
  /** The path, each segment decoded. */
  path: string[]
  query: URLSearchParams
  headers: IncomingMessage['headers']
  text: string
  json: unknown
}
export type Answer = { status: number; json?: unknown; headers?: Record<string, string> }

/** What goes wrong with a call: an answer in place of the vendor's own, a request that never came, or an answer that is lost after the vendor has acted. */
export type Trouble = Answer | 'request lost' | 'answer lost' | 'no answer'

/** The API of a vendor on this machine, at `url` (without a last slash). */
export type Vendor = {
  readonly url: string
  readonly calls: readonly Call[]
  /** Asked for every call from now on; null for none. */
  trouble(next: (call: Call) => Trouble | null): void
  close(): Promise<void>
}

const HOST = '127.0.0.1'

/** Thrown by what acts for a vendor: nothing was done, and this is why. */
export class Refusal extends Error {
  readonly answer: Answer
  constructor(status: number, json: unknown) {
    super(JSON.stringify(json))
    this.answer = { status, json }
  }
}

/** Starts an API that does what `act` does. */
export async function startVendor(act: (call: Call) => Answer): Promise<Vendor> {
  const calls: Call[] = []
  let troubleOf: (call: Call) => Trouble | null = () => null

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = callOf(request, await readBody(request))
    calls.push(call)
    const trouble = troubleOf(call)
    if (trouble === 'request lost') return void request.socket.resetAndDestroy()
    const { status, json, headers } = typeof trouble === 'object' && trouble !== null ? trouble : acted(call)
    if (trouble === 'answer lost') return void request.socket.resetAndDestroy()
    if (trouble === 'no answer') return
    if (json === undefined) return void response.writeHead(status, headers).end()
    answerJson(response, status, json, headers)
  }

  function acted(call: Call): Answer {
    try {
      return act(call)
    } catch (error) {
      if (error instanceof Refusal) return error.answer
      throw error
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => answerJson(response, 500, { error: String(error) }))
  })
  server.listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://${HOST}:${port}`,
    calls,
    trouble(next) {
      troubleOf = next
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function callOf({ method = 'GET', url = '/', headers }: IncomingMessage, text: string): Call {
  const { pathname, searchParams } = new URL(url, 'http://vendor.invalid')
  const path = pathname.slice(1).split('/').map(decodeURIComponent)
  return { method, path, query: searchParams, headers, text, json: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The time by which a vendor lives; a test may turn it on. */
export type Clock = { now(): Date; turn(ms: number): void }

export function createClock(from: Date | null = null): Clock {
  let ahead = 0
  return {
    now: () => new Date((from?.getTime() ?? Date.now()) + ahead),
    turn(ms) {
      ahead += ms
    },
  }
}
