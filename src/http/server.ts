import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerClientError, type Exchange } from './client-error.ts'
import type { Patience } from './deps.ts'

/** Longer than the 60 s that proxies keep idle connections, so that they never send into one that is just being closed. */
const KEEP_ALIVE_MS = 65_000
/** How often Node looks for late senders. */
const CHECK_EVERY_MS = 1000
const CLOSE_IDLE_EVERY_MS = 20

/** A plain HTTP server that waits for nobody for ever, and answers what is no HTTP in the shape of every other refusal. */
export function createPatientServer(listener: RequestListener, { headMs, bodyMs }: Patience): Server {
  const server = createServer({
    headersTimeout: headMs,
    requestTimeout: 2 * (headMs + bodyMs),
    connectionsCheckingInterval: Math.min(headMs, CHECK_EVERY_MS),
    keepAliveTimeout: KEEP_ALIVE_MS,
  })
  const inHand = new WeakMap<Duplex, Exchange>()
  server.on('request', (request, response) => {
    inHand.set(request.socket, { request, response })
    listener(request, response)
  })
  server.on('clientError', (error, socket) => answerClientError(error, socket, inHand.get(socket)))
  return server
}

/** Resolves to the port that it listens on. */
export async function listening(server: Server, port: number): Promise<number> {
  server.listen(port)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** Stops listening, lets requests in hand finish for that long, and closes every connection as soon as it is idle. */
export async function closed(server: Server, withinMs: number): Promise<void> {
  if (!server.listening) return
  const end = once(server, 'close')
  server.close()
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS)
  const last = setTimeout(() => server.closeAllConnections(), withinMs)
  await end
  clearInterval(idle)
  clearTimeout(last)
}
