import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { METHODS } from './api/index.ts'
import { type Method, SlackError, textArg } from './api/method.ts'
import type { Absence, Fault, faultList } from './faults.ts'
import { answerJson, parseArgs, readBody } from './http.ts'
import type { Json } from './json.ts'
import type { rateLimiter } from './limits.ts'
import { respond } from './response-urls.ts'
import type { SocketMode } from './socket-mode.ts'
import type { World } from './state.ts'

/** Who may call, how fast, and what goes wrong on purpose. */
export type Gate = {
  botToken: string
  /** The app-level token, if Socket Mode is used. */
  appToken: string | undefined
  /** Why the token no longer works: `token_revoked` or `account_inactive`. */
  revoked: string | undefined
  granted: ReadonlySet<string>
  absence: Absence
  faults: ReturnType<typeof faultList>
  waitSeconds: ReturnType<typeof rateLimiter>
}

type Answer = { status: number; body: Json; headers: Record<string, string> }

const ok = (body: Json): Answer => ({ status: 200, body: { ok: true, ...body }, headers: {} })
const failed = (code: string, more: Json = {}): Answer => ({
  status: 200,
  body: { ok: false, error: code, ...more },
  headers: {},
})
const tooFast = (seconds: number): Answer => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  headers: { 'retry-after': String(seconds) },
})

/** `POST /api/<method>`. */
export async function handleApiCall(
  world: World,
  gate: Gate,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request)
  const args = parseArgs(body, request.headers['content-type'] ?? '')
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? textArg(args ?? {}, 'token')
  const { token: _secret, ...shown } = args ?? {}
  const headers = { 'x-oauth-scopes': [...gate.granted].join(',') }
  await answerCall(world, gate, { name, args: shown, response, headers }, () => {
    if (args === undefined) return failed('invalid_json')
    const method = METHODS.get(name)
    if (method === undefined) return failed('unknown_method', { req_method: name })
    return (
      tokenTrouble(gate, token, method) ??
      throttled(gate, name, method, args) ??
      run(() => method.run(world, args, gate.granted))
    )
  })
}

/** `POST` to a response_url, which needs no token. */
export async function handleResponseUrl(
  world: World,
  gate: Gate,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const args = parseArgs(await readBody(request), request.headers['content-type'] ?? '')
  await answerCall(world, gate, { name: 'response_url', args: args ?? {}, response, headers: {} }, () => {
    if (args === undefined) return { ...failed('invalid_payload'), status: 400 }
    const answer = run(() => respond(world, id, args))
    if (answer.body.ok === true) return answer
    return { ...answer, status: String(answer.body.error).endsWith('_url') ? 404 : 400 }
  })
}

/** `apps.connections.open`, which takes the app-level token only. */
export async function openSocket(
  gate: Gate,
  sockets: SocketMode,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const isKnown = gate.appToken !== undefined && token === gate.appToken
  const { status, body } = isKnown ? ok({ url: sockets.ticket(url) }) : failed('invalid_auth')
  answerJson(response, status, body)
}

function tokenTrouble(gate: Gate, token: string | undefined, method: Method): Answer | undefined {
  if (token === undefined) return failed('not_authed')
  if (token !== gate.botToken) return failed('invalid_auth')
  if (gate.revoked !== undefined) return failed(gate.revoked)
  const isGranted = method.scopes.length === 0 || method.scopes.some((scope) => gate.granted.has(scope))
  return isGranted
    ? undefined
    : failed('missing_scope', { needed: method.scopes.join(','), provided: [...gate.granted].join(',') })
}

function throttled(gate: Gate, name: string, method: Method, args: Json): Answer | undefined {
  const seconds = gate.waitSeconds(name, method.tier, textArg(args, 'channel'))
  return seconds === undefined ? undefined : tooFast(seconds)
}

function run(work: () => Json): Answer {
  try {
    return ok(work())
  } catch (error) {
    if (error instanceof SlackError) return failed(error.code, error.more)
    throw error
  }
}

type Exchange = { name: string; args: Json; response: ServerResponse; headers: Record<string, string> }

/** Carries a call out, unless it was told to go wrong, and writes it in the log. */
async function answerCall(world: World, gate: Gate, call: Exchange, work: () => Answer): Promise<void> {
  const { response } = call
  if (gate.absence === 'refuse') return void response.destroy()
  const fault = gate.absence === '503' ? { status: 503 } : gate.faults.take(call.name)
  if (fault !== undefined && 'hang' in fault) {
    log(world, call, { status: 0, body: {}, headers: {} })
    await wait(fault.hang, undefined, { ref: false })
    return void response.destroy()
  }
  const answer = refusal(fault) ?? work()
  log(world, call, answer)
  if (fault !== undefined && 'dropAfter' in fault) return void response.destroy()
  if (fault !== undefined && 'slow' in fault) await wait(fault.slow, undefined, { ref: false })
  answerJson(response, answer.status, answer.body, { ...call.headers, ...answer.headers })
}

function refusal(fault: Fault | undefined): Answer | undefined {
  if (fault === undefined) return undefined
  if ('status' in fault) return { status: fault.status, body: { ok: false, error: 'service_unavailable' }, headers: {} }
  if ('error' in fault) return failed(fault.error)
  return 'rateLimited' in fault ? tooFast(fault.rateLimited) : undefined
}

function log(world: World, call: Exchange, answer: Answer): void {
  world.calls.push({ method: call.name, args: call.args, status: answer.status, answer: answer.body, at: world.now() })
  world.changed()
}
