import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiError, invalid } from './api-error.ts'
import { plausibleAnswer } from './judgement.ts'
import { answerFault, completion, errorOf, type Fault } from './reply.ts'
import { type ChatCall, readCall } from './request-check.ts'

export type { Fault } from './reply.ts'
export type { ChatCall } from './request-check.ts'

/** One request as it came. `error` is what it was refused with, `fault` what it suffered. */
type LoggedRequest = {
  path: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: unknown
  call: ChatCall | undefined
  error: ApiError | undefined
  fault: Fault | undefined
}

/** OpenAI's chat completions with strict structured outputs, as far as a client can tell. */
export type OpenAiStandIn = {
  /** With the version path, as `OPENAI_BASE_URL` wants it. */
  readonly url: string
  readonly requests: readonly LoggedRequest[]
  /** What the model answers from now on; an answer that does not fit the schema becomes a 500 that says so. */
  answer(script: (call: ChatCall) => object): void
  /** From now on, for `times` calls or until {@link OpenAiStandIn.mend}; of one model or of all. */
  fail(fault: Fault, limits?: { times?: number; model?: string }): void
  mend(): void
  close(): Promise<void>
}

type Order = { fault: Fault; times: number; model: string | undefined }

const HOST = '127.0.0.1'

export async function startOpenAi(options: { port?: number; apiKey: string }): Promise<OpenAiStandIn> {
  const ending = new AbortController()
  const requests: LoggedRequest[] = []
  let script = plausibleAnswer
  let orders: Order[] = []

  const server = createServer((request, response) => {
    converse(request, response).catch(() => response.destroy())
  })

  async function converse(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = parsed(await textOf(request))
    const read = check(request, body, options.apiKey)
    const call = 'call' in read ? read.call : undefined
    const fault = call === undefined ? undefined : nextFault(call.model)
    const error = 'error' in read ? read.error : fault && errorOf(fault)
    requests.push({ path: request.url ?? '', headers: request.headers, body, call, error, fault })
    response.setHeader('x-request-id', `req_${requests.length}`)
    if (error !== undefined) return sendError(response, error, fault)
    if (call !== undefined) await reply(request, response, call, fault)
  }

  async function reply(request: IncomingMessage, response: ServerResponse, call: ChatCall, fault: Fault | undefined) {
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'reset') return void request.socket.resetAndDestroy()
    if (fault?.kind === 'slow') await sleep(fault.ms, undefined, { signal: ending.signal })
    const answer = script(call)
    const misfit = answerFault(call, answer)
    if (misfit !== undefined) {
      return sendError(response, { status: 500, message: misfit, type: 'server_error', param: null, code: null })
    }
    sendJson(response, 200, completion(call, answer, fault, `${requests.length}`))
  }

  function nextFault(model: string): Fault | undefined {
    const order = orders.find((one) => one.model === undefined || one.model === model)
    if (order === undefined) return undefined
    order.times -= 1
    if (order.times <= 0) orders = orders.filter((one) => one !== order)
    return order.fault
  }

  server.listen(options.port ?? 0, HOST)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://${HOST}:${port}/v1`,
    requests,
    answer(next) {
      script = next
    },
    fail: (fault, { times = Number.POSITIVE_INFINITY, model } = {}) => void orders.push({ fault, times, model }),
    mend() {
      orders = []
    },
    async close() {
      ending.abort()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function check(request: IncomingMessage, body: unknown, apiKey: string): ReturnType<typeof readCall> {
  const { authorization } = request.headers
  if (authorization === undefined) return { error: unauthorized("You didn't provide an API key.", null) }
  if (authorization !== `Bearer ${apiKey}`) {
    return { error: unauthorized('Incorrect API key provided.', 'invalid_api_key') }
  }
  if (request.url !== '/v1/chat/completions' || request.method !== 'POST') {
    const message = `Invalid URL (${request.method} ${request.url})`
    return { error: { status: 404, message, type: 'invalid_request_error', param: null, code: null } }
  }
  if (body === undefined) return { error: invalid('We could not parse the JSON body of your request.') }
  return readCall(body)
}

function unauthorized(message: string, code: string | null): ApiError {
  return { status: 401, message, type: 'invalid_request_error', param: null, code }
}

function sendError(response: ServerResponse, { status, ...error }: ApiError, fault?: Fault): void {
  if (fault?.kind === 'status' && fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter)
  sendJson(response, status, { error })
}

function sendJson(response: ServerResponse, status: number, answer: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
