import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { AppError } from '../errors.ts'
import { answerClientError, type Exchange } from './client-error.ts'
import type { Patience } from './deps.ts'

type PatientServer = {
  /** Resolves to the port that it listens on; port 0 is any free one. */
  start(port: number): Promise<number>
  /** Stops listening, lets requests in hand finish in time, and closes every connection as soon as it is idle. */
  close(): Promise<void>
}

/** Longer than the 60 s that proxies keep idle connections, so that they never send into one that is just being closed. */
const KEEP_ALIVE_MS = 65_000
/** How often Node looks for late senders. */
const CHECK_EVERY_MS = 1000
const CLOSE_IDLE_EVERY_MS = 20

/** A plain HTTP server that waits for nobody for ever, and answers what is no HTTP in the shape of every other refusal. */
export function createPatientServer(listener: RequestListener, { headMs, bodyMs, closeMs }: Patience): PatientServer {
  const server = createServer({
    headersTimeout: headMs,
    requestTimeout: 2 * (headMs + bodyMs),
    connectionsCheckingInterval: Math.min(headMs, CHECK_EVERY_MS),
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Whose request has no Host is answered in our own shape.
    requireHostHeader: false,
  })
  // Node would drop the rest without a word, and with it what a proxy added at the end. Their size is limited anyhow.
  server.maxHeadersCount = 0
  const latest = new WeakMap<Duplex, Exchange>()
  const connections = new Set<Socket>()
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  const answer: RequestListener = (request, response) => {
    latest.set(request.socket, { request, response })
    listener(request, response)
  }
  // Whoever waits for "100 Continue" is told to go on when its body is wanted; other expectations are nobody's.
  for (const event of ['request', 'checkContinue', 'checkExpectation']) server.on(event, answer)
  server.on('clientError', (error, socket) => answerClientError(error, socket, latest.get(socket)))
  server.on('connect', ({ socket }) => answerClientError(new Error('no proxy'), socket, latest.get(socket)))

  /** To Node, a connection that never carried a request is not idle. */
  function closeIdle(): void {
    server.closeIdleConnections()
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
  }

  return {
    async start(port) {
      server.listen(port)
      await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'EADDRINUSE') throw cause
        throw new AppError('conflict', `Port ${port} is in use. Set PORT to a free one.`, { cause })
      })
      const address = server.address()
      return typeof address === 'object' && address !== null ? address.port : port
    },
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      const idle = setInterval(closeIdle, CLOSE_IDLE_EVERY_MS)
      const last = setTimeout(() => server.closeAllConnections(), closeMs)
      await closed
      clearInterval(idle)
      clearTimeout(last)
    },
  }
}
