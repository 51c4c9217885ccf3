import Koa from 'koa'
import type { Arrival, HttpDeps, Patience } from './deps.ts'
import { exit } from './exit.ts'
import { parseProxies } from './peer.ts'
import { createRouter, unrouted } from './routes.ts'
import { createPatientServer } from './server.ts'

export type { HttpDeps } from './deps.ts'

type Http = {
  /** Resolves to the port that it listens on, on every address of this machine; port 0 is any free one. */
  start(port: number): Promise<number>
  /** Takes no new connection, finishes what is in hand, and cuts off what takes too long. */
  close(): Promise<void>
}

/** A sender may pause for ten seconds in all; a process that is told to stop has 25. */
const PATIENCE: Patience = { headMs: 10_000, bodyMs: 10_000, closeMs: 10_000 }

/** Whoever leaves before the answer may, as often as they like. */
const SENDER_LEFT: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE'])

/** The HTTP edge. Throws AppError `bad_config` for proxies that cannot be read. */
export function createHttp(deps: HttpDeps): Http {
  const patience = deps.patience ?? PATIENCE
  const proxies = parseProxies(deps.trustProxy)
  let closing = false

  const app = new Koa<Arrival>()
  app.use(exit({ proxies, maxBytes: deps.maxBytes, isClosing: () => closing, failed: deps.failed }))
  app.use(createRouter(deps, patience.bodyMs).routes())
  app.use(unrouted)
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!SENDER_LEFT.has(error.code ?? '')) deps.failed('response', error)
  })
  const server = createPatientServer(app.callback(), patience)

  return {
    start: server.start,
    close() {
      closing = true
      return server.close()
    },
  }
}
