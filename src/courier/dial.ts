import { connect as connectTcp, type Socket } from 'node:net'
import { buildConnector } from 'undici'
import { addressObjection } from '../wire/public-address.ts'
import type { Phases } from '../wire/reply.ts'
import { AddressRefused, type Target } from './target.ts'

/** One act of connecting, as far as it has come. */
export type Dial = {
  target: Target
  /** On the monotonic clock, in milliseconds. */
  openedAt: number
  /** Where it is; a failure is named by it. */
  stage: 'connect' | 'tls' | 'open'
  /** Milliseconds that connecting took. */
  phases: Pick<Phases, 'connect' | 'tls'>
  socket: Socket | null
}

/** How long one of several addresses may take before the next is tried; the last has until the deadline. */
const NEXT_ADDRESS_MS = 1_000

/**
 * Connects to the checked addresses only, and judges the one it reached before a byte is sent: TLS begins after that.
 * The deadline of the request is the only clock, so there is none here.
 */
export function createDialler(options: { ca?: string | undefined }) {
  const { ca } = options
  const secure = buildConnector({ timeout: 0, rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) })

  return (dial: Dial, callback: buildConnector.Callback): void => {
    const startedAt = performance.now()
    const tcp = openTcp(dial.target)
    let isConnected = false
    dial.stage = 'connect'
    dial.socket = tcp
    // Stays for good: while TLS begins nobody else listens, and an error without a listener ends the process.
    tcp.on('error', (error) => isConnected || callback(error, null))
    tcp.once('connect', () => {
      isConnected = true
      dial.phases = { connect: performance.now() - startedAt }
      const { url, admits } = dial.target
      if (!admits(tcp.remoteAddress ?? '')) {
        tcp.destroy()
        callback(new AddressRefused(addressObjection(url.hostname).message), null)
      } else if (url.protocol === 'https:') {
        startTls(dial, tcp, callback)
      } else {
        dial.stage = 'open'
        callback(null, tcp)
      }
    })
  }

  function startTls(dial: Dial, tcp: Socket, callback: buildConnector.Callback) {
    const { hostname, host, port } = dial.target.url
    const startedAt = performance.now()
    dial.stage = 'tls'
    secure({ hostname, host, protocol: 'https:', port, httpSocket: tcp }, (...[error, socket]) => {
      if (error !== null) return callback(error, null)
      dial.phases.tls = performance.now() - startedAt
      dial.stage = 'open'
      dial.socket = socket
      callback(null, socket)
    })
  }
}

function openTcp({ url, addresses }: Target): Socket {
  const [first] = addresses
  return connectTcp({
    host: addresses.length === 1 && first !== undefined ? first.address : url.hostname,
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    noDelay: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
    lookup: (_host, _options, done) => done(null, [...addresses]),
  })
}
