import type { UrlCheck } from '../flow/ports.ts'
import type { Allow } from '../wire/public-address.ts'
import type { Phases, Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import { type Connection, Connections } from './connections.ts'
import { Deadline } from './deadline.ts'
import { exchange, type Message } from './exchange.ts'
import { failureOf } from './failure.ts'
import { type Lookup, lookupSystem, remembering } from './names.ts'
import { AddressRefused, rememberingTargets, type Target, targetOf } from './target.ts'

export type Courier = {
  /** Sends one request; whatever happens is a reply. The time covers everything from DNS to the last byte of the body. */
  send: (request: OutboundRequest, limits: { timeoutMs: number; maxBytes?: number }) => Promise<Reply>
  /** Whether we would connect there if asked now; judged afresh, without connecting. */
  check: (url: string, limits: { timeoutMs: number }) => Promise<UrlCheck>
  /** Ends every connection; requests in hand are answered as broken off. */
  close: () => Promise<void>
}

export type CourierOptions = {
  allow: Allow
  userAgent: string
  lookup?: Lookup
  /** PEM of the certificate authorities to trust instead of the usual ones. */
  ca?: string
}

const MAX_BODY_BYTES = 64 * 1024
const PHASES = ['dns', 'connect', 'tls', 'wait', 'read', 'total'] as const

/** The only place that connects to an address that somebody else chose. No redirects, no proxies, no decompression. */
export function createCourier({ allow, userAgent, lookup = lookupSystem, ca }: CourierOptions): Courier {
  const connections = new Connections({ ca })
  const targets = rememberingTargets(allow, remembering(lookup))

  async function send(request: OutboundRequest, limits: { timeoutMs: number; maxBytes?: number }): Promise<Reply> {
    const startedAt = performance.now()
    const deadline = new Deadline(limits.timeoutMs)
    const bounds = { deadline, maxBytes: limits.maxBytes ?? MAX_BODY_BYTES }
    const phases: Phases = { total: 0 }
    let connection: Connection | null = null
    let isWhole = false
    try {
      const target = await deadline.bound(targets(request.url))
      phases.dns = performance.now() - startedAt
      connection = connections.take(target)
      const answer = await exchange(connection.client, messageOf(request, target, userAgent), bounds, phases)
      isWhole = !answer.bodyCut
      const { status, headers, body, bodyCut } = answer
      return { kind: 'answered', status, headers, body, bodyCut, phases: finished(phases, connection, startedAt) }
    } catch (error) {
      const failure = failureOf(error, connection?.dial.stage ?? 'dns')
      return { kind: 'failed', ...failure, phases: finished(phases, connection, startedAt) }
    } finally {
      deadline.clear()
      if (isWhole && connection) connections.keep(connection)
      else if (connection) connections.drop(connection)
    }
  }

  async function check(url: string, limits: { timeoutMs: number }): Promise<UrlCheck> {
    const deadline = new Deadline(limits.timeoutMs)
    try {
      await deadline.bound(targetOf(url, allow, lookup))
      return { verdict: 'allowed' }
    } catch (error) {
      return error instanceof AddressRefused
        ? { verdict: 'refused', message: error.message }
        : { verdict: 'unresolved' }
    } finally {
      deadline.clear()
    }
  }

  return { send, check, close: () => connections.close() }
}

function messageOf({ method, headers, body }: OutboundRequest, { url }: Target, userAgent: string): Message {
  return {
    method,
    path: url.pathname + url.search,
    headers: Object.assign({ 'user-agent': userAgent }, headers, { 'accept-encoding': 'identity' }),
    body,
  }
}

/** Phases in milliseconds, to a tenth. */
function finished(phases: Phases, connection: Connection | null, startedAt: number): Phases {
  const all = Object.assign(phases, connection?.dial.phases)
  all.total = performance.now() - startedAt
  for (const name of PHASES) {
    const ms = all[name]
    if (ms !== undefined) all[name] = Math.round(ms * 10) / 10
  }
  return all
}
