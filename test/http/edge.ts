import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { InboundCall, RefusedCall } from '../../src/flow/inbound-call.ts'
import { createHttp, type HttpDeps } from '../../src/http/index.ts'
import type { Endpoint } from '../../src/lead/endpoint.ts'
import { anEndpoint } from '../support/endpoints.ts'

const KEY = 'abcdefghijklmnopqrstuvwxyz-_0123'
export const PATH = `/in/${KEY}`

export const ENDPOINT = anEndpoint({ rate: 0, burst: 0 })

/** A running HTTP edge whose flow only writes down what reaches it. Closed when the test ends. */
export async function startEdge(overrides: Partial<HttpDeps> & { endpoint?: Partial<Endpoint> } = {}) {
  const { endpoint, ...deps } = overrides
  const calls: InboundCall[] = []
  const refused: RefusedCall[] = []
  const failures: unknown[] = []
  const http = createHttp({
    findEndpoint: async (key) => (key === KEY ? { ...ENDPOINT, ...endpoint } : null),
    async receiveLead(call) {
      calls.push(call)
      return { status: 202, body: { lead_id: 'lead_1', status: 'received' } }
    },
    async logRefusal(call) {
      refused.push(call)
    },
    ready: async () => ({ ok: true, body: { mongodb: 'primary' } }),
    slackListener: null,
    trustProxy: '',
    maxBytes: 1000,
    failed: (_what, error) => failures.push(error),
    ...deps,
  })
  const port = await http.start(0)
  onTestFinished(() => http.close())
  return { http, port, calls, refused, failures, codes: () => refused.map(({ code }) => code) }
}

export function post(headers: Record<string, string>, body: string, path = PATH): string {
  return head('POST', { 'content-length': String(Buffer.byteLength(body)), ...headers }, path) + body
}

export function head(method: string, headers: Record<string, string> = {}, path = PATH): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}

type RawAnswer = { status: number; headers: Map<string, string>; body: string }

/** A connection of bytes: what is sent on it is up to the test, and `answers` is what came back so far. */
export function open(port: number) {
  const socket: Socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const chunks: Buffer[] = []
  const text = () => Buffer.concat(chunks).toString('latin1')
  socket.on('data', (chunk) => chunks.push(chunk))
  const closed = new Promise<void>((resolve) => {
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })
  return {
    socket,
    send: (bytes: string | Buffer) => socket.write(bytes),
    answers: () => answersIn(text()),
    /** Everything that was answered, once the other side has closed. */
    async untilClosed(): Promise<RawAnswer[]> {
      await closed
      return answersIn(text())
    },
  }
}

/** Sends it and tells what was answered until the other side closed the connection. */
export function exchange(port: number, bytes: string): Promise<RawAnswer[]> {
  const connection = open(port)
  connection.send(bytes)
  return connection.untilClosed()
}

/** Reads answers that all have a Content-Length. */
function answersIn(text: string): RawAnswer[] {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return []
  const [line = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = new Map(
    lines.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]),
  )
  const start = end + 4
  const length = Number(headers.get('content-length') ?? 0)
  const body = text.slice(start, start + length)
  if (body.length < length) return []
  return [{ status: Number(line.split(' ')[1]), headers, body }, ...answersIn(text.slice(start + length))]
}

export function codeOf(answer: RawAnswer | undefined): unknown {
  return answer && JSON.parse(answer.body).error.code
}
