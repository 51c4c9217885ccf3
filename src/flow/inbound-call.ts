import type { Endpoint } from '../lead/endpoint.ts'
import type { InboundRequest } from '../wire/request.ts'

/** A call that may speak to its endpoint: its body is read, and nothing of it is believed yet. */
export type InboundCall = {
  endpoint: Endpoint
  request: InboundRequest
  requestId: string
  /** The sender's address, as far as trusted proxies tell. */
  address: string
  /** When the request's head had arrived, in milliseconds since 1970. */
  startedAt: number
  /** Made up by an admin's test: so is its lead. */
  test?: boolean
}

/** A call that was refused before its body was there; `bytes` is the length that its sender announced, or 0. */
export type RefusedCall = Omit<InboundCall, 'request'> & { status: number; code: string; bytes: number }

/** What an inbound call is answered; the body becomes JSON. */
export type Answer = { status: number; body: object; headers?: Readonly<Record<string, string>> }

/** The one shape of every refusal: a code for programs and a sentence for people, neither with anything of the body in it. */
export function refusal(
  status: number,
  code: string,
  message: string,
  requestId: string,
  fields?: readonly object[],
): Answer {
  return { status, body: { error: { code, message, ...(fields && { fields }) }, request_id: requestId } }
}
