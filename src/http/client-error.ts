import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { refusal } from '../flow/inbound-call.ts'
import { Refused, type RefusedCode } from './refused.ts'

/** A request that is being answered, as Node has it. */
export type Exchange = { request: IncomingMessage; response: ServerResponse }

/** Node's names for what never became a request; anything else is no HTTP. */
const CODES: Readonly<Record<string, RefusedCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'timeout',
}

/** Answers what Node's parser gave up on and closes the connection; a whole request before it on the line is answered first. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex, latest: Exchange | undefined): void {
  const inHand = latest?.response.writableFinished ? undefined : latest
  if (inHand?.request.complete) {
    inHand.response.once('close', () => socket.destroy())
  } else if (error.code === 'ECONNRESET' || !socket.writable || inHand?.response.headersSent) {
    socket.destroy()
  } else {
    socket.end(textOf(new Refused(CODES[error.code ?? ''] ?? 'bad_request')), () => socket.destroy())
  }
}

function textOf({ status, code, message }: Refused): string {
  const requestId = `req_${randomUUID()}`
  const body = JSON.stringify(refusal(status, code, message, requestId).body)
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
