import { Client } from 'undici'
import { createDialler, type Dial } from './dial.ts'
import type { Target } from './target.ts'

/** One connection with one request at a time, so that every phase and failure belongs to somebody. */
export type Connection = {
  client: Client
  dial: Dial
  /** Keeps it for the next request. */
  release: () => void
  /** Ends it at once, in whatever state it is. */
  drop: () => void
}

export type Connections = { take: (target: Target) => Connection; close: () => Promise<void> }

const IDLE_MS = 4_000
/** A busy connection is renewed this often, so that a change in DNS is followed. */
const MAX_AGE_MS = 30_000

/** Keep-alive connections by origin. `ca` replaces the certificate authorities that are trusted. */
export function createConnections(options: { ca?: string | undefined }): Connections {
  const connect = createDialler(options)
  const idle = new Map<string, Set<Connection>>()
  const all = new Set<Connection>()

  function take(target: Target): Connection {
    for (const kept of idle.get(target.url.origin) ?? []) {
      forget(kept)
      if (!isReusable(kept.dial, target)) {
        kept.drop()
        continue
      }
      kept.dial.target = target
      kept.dial.phases = {}
      return kept
    }
    return open({ target, openedAt: performance.now(), stage: 'connect', phases: {}, socket: null })
  }

  function open(dial: Dial): Connection {
    const client = new Client(dial.target.url.origin, {
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      connect: (_options, callback) => connect(dial, callback),
    })
    const connection: Connection = {
      client,
      dial,
      release: () => keep(connection),
      drop: () => {
        forget(connection)
        all.delete(connection)
        dial.socket?.destroy()
        void client.destroy()
      },
    }
    client.on('disconnect', () => isIdle(connection) && connection.drop())
    all.add(connection)
    return connection
  }

  function keep(connection: Connection): void {
    const { origin } = connection.dial.target.url
    const kept = idle.get(origin) ?? new Set()
    idle.set(origin, kept.add(connection))
  }

  function isIdle(connection: Connection): boolean {
    return idle.get(connection.dial.target.url.origin)?.has(connection) ?? false
  }

  function forget(connection: Connection): void {
    const { origin } = connection.dial.target.url
    const kept = idle.get(origin)
    if (kept?.delete(connection) && kept.size === 0) idle.delete(origin)
  }

  async function close(): Promise<void> {
    const ending = [...all].map((connection) => connection.client.destroy())
    for (const connection of all) connection.drop()
    await Promise.all(ending)
  }

  return { take, close }
}

function isReusable({ socket, openedAt }: Dial, { addresses, admits }: Target): boolean {
  const ip = socket?.remoteAddress ?? ''
  const isYoung = performance.now() - openedAt < MAX_AGE_MS
  return isYoung && socket?.destroyed === false && addresses.some(({ address }) => address === ip) && admits(ip)
}
