import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer, InboundCall, RefusedCall } from '../flow/inbound-call.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import type { Peer } from './peer.ts'

/** What the HTTP edge needs from the rest. */
export type HttpDeps = {
  /** Null for unknown keys and for removed endpoints. */
  findEndpoint(key: string): Promise<Endpoint | null>
  receiveLead(call: InboundCall): Promise<Answer>
  logRefusal(call: RefusedCall): Promise<void>
  /** Whether leads can be stored now; the body is shown to whoever asks. */
  ready(): Promise<{ ok: boolean; body: object }>
  /** Bolt's own listener, which reads and verifies its requests itself; null where this process does not serve Slack. */
  slackListener: ((request: IncomingMessage, response: ServerResponse) => void) | null
  /** TRUST_PROXY: addresses and CIDRs of the proxies whose X-Forwarded-* headers count. */
  trustProxy: string
  /** The largest body that an inbound call may have. */
  maxBytes: number
  /** Told of every error that no sender caused. */
  failed(what: string, error: unknown): void
  /** How long senders may take; sensible ones unless given. */
  patience?: Patience
}

/** All in milliseconds: for a request's head, for its body, and for what is in hand when the server closes. */
export type Patience = { headMs: number; bodyMs: number; closeMs: number }

/** What is known of every request before anything is done with it. */
export type Arrival = {
  requestId: string
  startedAt: number
  peer: Peer
  headers: Readonly<Record<string, readonly string[]>>
}
