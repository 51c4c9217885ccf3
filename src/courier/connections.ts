import { Client } from 'undici'
import { createDialler, type Dial } from './dial.ts'
import type { Target } from './target.ts'

/** One connection with one request at a time, so that every phase and failure belongs to somebody. */
export type Connection = { readonly origin: string; readonly client: Client; readonly dial: Dial }

const IDLE_MS = 4_000
/** A busy connection is renewed this often, so that a change in DNS is followed. */
const MAX_AGE_MS = 30_000

/** Keep-alive connections by origin. `ca` replaces the certificate authorities that are trusted. */
export class Connections {
  readonly #connect: ReturnType<typeof createDialler>
  readonly #idle = new Map<string, Set<Connection>>()
  readonly #all = new Set<Connection>()

  constructor(options: { ca?: string | undefined }) {
    this.#connect = createDialler(options)
  }

  /** A kept connection to one of the target's addresses, else one that connects when it is used. */
  take(target: Target): Connection {
    const { origin } = target.url
    for (const kept of this.#idle.get(origin) ?? []) {
      if (isReusable(kept.dial, target)) {
        this.#forget(kept)
        kept.dial.target = target
        kept.dial.phases = {}
        return kept
      }
      this.drop(kept)
    }
    return this.#open(origin, { target, openedAt: performance.now(), stage: 'connect', phases: {}, socket: null })
  }

  /** Keeps a connection, whose answer was read to its end, for the next request; unless that was its last one. */
  keep(connection: Connection): void {
    if (connection.dial.socket?.destroyed !== false) {
      this.drop(connection)
      return
    }
    const { origin } = connection
    this.#idle.set(origin, (this.#idle.get(origin) ?? new Set()).add(connection))
  }

  /** Ends a connection at once, in whatever state it is. */
  drop(connection: Connection): Promise<void> {
    this.#forget(connection)
    this.#all.delete(connection)
    connection.dial.socket?.destroy()
    return connection.client.destroy()
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((connection) => this.drop(connection)))
  }

  #open(origin: string, dial: Dial): Connection {
    const client = new Client(origin, {
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      connect: (_options, callback) => this.#connect(dial, callback),
    })
    const connection = { origin, client, dial }
    client.on('disconnect', () => {
      if (this.#idle.get(origin)?.has(connection)) this.drop(connection)
    })
    this.#all.add(connection)
    return connection
  }

  #forget(connection: Connection): void {
    const kept = this.#idle.get(connection.origin)
    if (kept?.delete(connection) && kept.size === 0) this.#idle.delete(connection.origin)
  }
}

function isReusable({ socket, openedAt }: Dial, { addresses, admits }: Target): boolean {
  const ip = socket?.remoteAddress ?? ''
  const isYoung = performance.now() - openedAt < MAX_AGE_MS
  return isYoung && socket?.destroyed === false && addresses.some(({ address }) => address === ip) && admits(ip)
}
