import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { isObject, type Json, stringIn } from './json.ts'
import { acceptWebSocket, type WebSocketLink } from './websocket.ts'

export type Envelope = {
  type: 'events_api' | 'interactive' | 'slash_commands'
  payload: unknown
  retry?: { number: number; reason: string }
}

/** The WebSockets that a product opened in Socket Mode; while there is one, nothing is posted to it. */
export function socketMode(appId: string) {
  const links = new Set<WebSocketLink>()
  const tickets = new Set<string>()
  const waiting = new Map<string, (payload: unknown) => void>()

  function onText(text: string): void {
    const message: unknown = JSON.parse(text)
    const id = stringIn(message, 'envelope_id') ?? ''
    waiting.get(id)?.(isObject(message) ? message.payload : undefined)
    waiting.delete(id)
  }

  return {
    isOpen: () => links.size > 0,
    /** `apps.connections.open`: the address of a WebSocket, good for one connection. */
    ticket(url: string): string {
      const ticket = randomUUID()
      tickets.add(ticket)
      return `${url.replace('http', 'ws')}/link/?ticket=${ticket}`
    },
    accept(request: IncomingMessage, socket: Duplex): void {
      const ticket = new URL(request.url ?? '', 'ws://localhost').searchParams.get('ticket') ?? ''
      if (!tickets.delete(ticket)) return void socket.destroy()
      const link = acceptWebSocket(request, socket, { onText, onClose: () => links.delete(link) })
      links.add(link)
      link.send(JSON.stringify({ type: 'hello', num_connections: links.size, connection_info: { app_id: appId } }))
    },
    /** Sends an envelope over the newest connection; resolves with the answer's payload, or undefined when none came in time. */
    async deliver({ type, payload, retry }: Envelope, timeoutMs: number): Promise<Json | undefined> {
      const envelope_id = randomUUID()
      const tries = retry === undefined ? {} : { retry_attempt: retry.number, retry_reason: retry.reason }
      const answered = new Promise<Json | undefined>((resolve) => {
        const timer = setTimeout(() => resolve(undefined), timeoutMs)
        waiting.set(envelope_id, (answer) => {
          clearTimeout(timer)
          resolve(isObject(answer) ? answer : {})
        })
      })
      const accepts_response_payload = type !== 'events_api'
      ;[...links].at(-1)?.send(JSON.stringify({ envelope_id, type, payload, accepts_response_payload, ...tries }))
      return answered
    },
    close(): void {
      for (const link of links) link.close()
    },
  }
}

export type SocketMode = ReturnType<typeof socketMode>
