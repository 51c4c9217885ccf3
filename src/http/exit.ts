import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { BlockList } from 'node:net'
import type { Middleware, ParameterizedContext } from 'koa'
import { AppError } from '../errors.ts'
import { refusal } from '../flow/inbound-call.ts'
import type { Arrival } from './deps.ts'
import { answerAndClose, isLongUnread } from './linger.ts'
import { peerOf } from './peer.ts'
import { Refused } from './refused.ts'

type ExitOptions = {
  proxies: BlockList
  maxBytes: number
  isClosing(): boolean
  failed(what: string, error: unknown): void
}

const RETRY_AFTER_S = '5'
const HANGS_UP: ReadonlySet<string> = new Set(['timeout', 'body_too_large'])
const HSTS = 'max-age=31536000; includeSubDomains'

/** Where every request comes in and goes out: it gets its id, and whatever was thrown becomes the one shape of a refusal. */
export function exit(options: ExitOptions): Middleware<Arrival> {
  return async (ctx, next) => {
    ctx.state = arrivalOf(ctx.req, options.proxies)
    setHeaders(ctx, options)
    try {
      if (ctx.req.httpVersion === '1.1' && ctx.state.headers.host?.length !== 1) throw new Refused('bad_request')
      await next()
    } catch (error) {
      const refused = refusedBy(error)
      if (refused.status >= 500) options.failed(`request ${ctx.state.requestId}`, error)
      answer(ctx, refused, options)
    }
  }
}

function arrivalOf(request: IncomingMessage, proxies: BlockList): Arrival {
  const headers = headersOf(request)
  const peer = peerOf(request.socket.remoteAddress, headers, proxies)
  return { requestId: `req_${randomUUID()}`, startedAt: Date.now(), peer, headers }
}

/** Without a prototype, so that a header of any name is only a header. */
function headersOf({ rawHeaders }: IncomingMessage): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null)
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    const values = headers[name]
    if (values) values.push(value)
    else headers[name] = [value]
  }
  return headers
}

function setHeaders({ res, state }: ParameterizedContext<Arrival>, { isClosing }: ExitOptions): void {
  res.setHeader('x-request-id', state.requestId)
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('cache-control', 'no-store')
  res.setHeader('referrer-policy', 'no-referrer')
  if (state.peer.isHttps) res.setHeader('strict-transport-security', HSTS)
  if (isClosing()) res.setHeader('connection', 'close')
}

function refusedBy(error: unknown): Refused {
  if (error instanceof Refused) return error
  if (isUnavailable(error)) return new Refused('unavailable', { 'retry-after': RETRY_AFTER_S })
  return new Refused('internal')
}

/** MongoDB's and mongoose's errors of every kind are named alike. */
function isUnavailable(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'unavailable'
  return error instanceof Error && error.name.startsWith('Mongo')
}

function answer(ctx: ParameterizedContext<Arrival>, refused: Refused, { maxBytes }: ExitOptions): void {
  const { body } = refusal(refused.status, refused.code, refused.message, ctx.state.requestId)
  ctx.status = refused.status
  ctx.set({ ...refused.headers })
  ctx.body = body
  if (HANGS_UP.has(refused.code)) ctx.set('connection', 'close')
  if (refused.code !== 'timeout' && isLongUnread(ctx.req, maxBytes)) {
    ctx.respond = false
    answerAndClose(ctx.req, ctx.res, JSON.stringify(body))
  }
}
