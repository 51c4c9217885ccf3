import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

/** How the CRM treats a handoff. `took` kinds keep the contact, whatever the sender gets to see. */
export type Behaviour =
  | { kind: 'well' }
  | { kind: 'slow'; ms: number }
  | { kind: 'status'; status: number; retryAfter?: string; body?: string }
  | { kind: 'redirect'; location: string }
  | { kind: 'text'; text: string }
  | { kind: 'hang' }
  | { kind: 'drip'; everyMs?: number }
  | { kind: 'endless' }
  | { kind: 'gzip-bomb' }
  | { kind: 'cut-body' }
  | { kind: 'half-close' }
  | { kind: 'reset-before-reading' }
  | { kind: 'reset-after-reading' }

type Exchange = { request: IncomingMessage; response: ServerResponse; signal: AbortSignal }

const DRIP_MS = 200
const CHUNK = Buffer.alloc(64 * 1024, 'x')
const BOMB_MEMBER_BYTES = 16 * 1024 * 1024
/** 640 gzip members of 16 MiB: about 10 MB on the wire, 10 GB when unpacked. */
const BOMB_MEMBERS = 640

/** Does the CRM keep what it was sent, although the sender may never learn of it? */
export function keepsContact(behaviour: Behaviour): boolean {
  if (behaviour.kind === 'status') return behaviour.status >= 200 && behaviour.status < 300
  return !['redirect', 'hang', 'reset-before-reading'].includes(behaviour.kind)
}

/** Answers as told; `answer` is what a well-behaved CRM says. Ends when the answer is out, the sender is gone or `signal` fires. */
export async function answerAs(behaviour: Behaviour, exchange: Exchange, answer: object): Promise<void> {
  const { request, response, signal } = exchange
  switch (behaviour.kind) {
    case 'well':
      return sendJson(response, 200, answer)
    case 'slow':
      await sleep(behaviour.ms, undefined, { signal })
      return sendJson(response, 200, answer)
    case 'status':
      if (behaviour.retryAfter !== undefined) response.setHeader('retry-after', behaviour.retryAfter)
      if (behaviour.body !== undefined) return void response.writeHead(behaviour.status).end(behaviour.body)
      return sendJson(response, behaviour.status, { error: `the CRM was told to answer ${behaviour.status}` })
    case 'redirect':
      return void response.writeHead(302, { location: behaviour.location }).end()
    case 'text':
      return void response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(behaviour.text)
    case 'hang':
      return
    case 'drip':
      return drip(exchange, behaviour.everyMs ?? DRIP_MS)
    case 'endless':
      response.writeHead(200, { 'content-type': 'application/json' })
      return pour(exchange, CHUNK, Number.POSITIVE_INFINITY)
    case 'gzip-bomb':
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      return pour(exchange, gzipSync(Buffer.alloc(BOMB_MEMBER_BYTES)), BOMB_MEMBERS)
    case 'cut-body':
      response.writeHead(200, { 'content-length': 1_000 })
      return void response.write('{"half":', () => request.socket.destroy())
    case 'half-close':
      return void request.socket.end()
    case 'reset-before-reading':
    case 'reset-after-reading':
      return void request.socket.resetAndDestroy()
  }
}

export function sendJson(response: ServerResponse, status: number, answer: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}

async function drip({ response, signal }: Exchange, everyMs: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/plain' })
  while (!response.destroyed) {
    response.write('.')
    await sleep(everyMs, undefined, { signal })
  }
}

async function pour({ response }: Exchange, chunk: Buffer, times: number): Promise<void> {
  for (let n = 0; n < times && !response.destroyed; n++) {
    await new Promise((resolve) => {
      response.once('close', resolve)
      response.write(chunk, () => {
        response.off('close', resolve)
        resolve(undefined)
      })
    })
  }
  response.end()
}
