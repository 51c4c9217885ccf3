import type { IncomingMessage, ServerResponse } from 'node:http'
import { finished } from 'node:stream'
import { announcedBytes } from './body.ts'

const LINGER_MS = 1000

/** Whether more of the request may still come than we would read only to keep its connection. */
export function isLongUnread(request: IncomingMessage, maxBytes: number): boolean {
  if (request.complete) return false
  if (request.headers['transfer-encoding'] !== undefined) return true
  return (announcedBytes(request) ?? 0) > maxBytes
}

/**
 * Sends the answer and closes the connection, a moment after a sender that is still sending: closed at once, its unread bytes
 * would make the kernel reset the connection, and the answer might never be read.
 */
export function answerAndClose(request: IncomingMessage, response: ServerResponse, body: string): void {
  response.setHeader('connection', 'close')
  response.setHeader('content-length', Buffer.byteLength(body))
  response.write(body)
  const timer = setTimeout(() => response.end(), LINGER_MS)
  finished(request, () => {
    clearTimeout(timer)
    response.end()
  })
  request.resume()
}
