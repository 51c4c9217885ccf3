import type { Json } from './json.ts'
import { signatureHeaders } from './signing.ts'
import type { Envelope, SocketMode } from './socket-mode.ts'

/** How the product took a request: `status` is undefined when no answer came in time. */
export type Ack = {
  status: number | undefined
  body: string
  noRetry: boolean
  failure: 'timeout' | 'unreachable' | undefined
}

/** Where the product listens, and what the requests to it carry. */
export type Line = {
  /** The product's `POST /slack/events`; undefined until it is known. */
  eventsUrl: string | undefined
  sockets: SocketMode
  signingSecret: string
  ackTimeoutMs: number
  now: () => number
}

type Retry = { number: number; reason: string }

const NOBODY: Ack = { status: undefined, body: '', noRetry: false, failure: 'unreachable' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

export const isTaken = (ack: Ack) => ack.status !== undefined && ack.status >= 200 && ack.status < 300

export function sendInteraction(line: Line, payload: Json): Promise<Ack> {
  if (line.sockets.isOpen()) return overSocket(line, { type: 'interactive', payload })
  return post(line, new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), FORM)
}

export function sendCommand(line: Line, fields: Record<string, string>): Promise<Ack> {
  if (line.sockets.isOpen()) return overSocket(line, { type: 'slash_commands', payload: fields })
  return post(line, new URLSearchParams(fields).toString(), FORM)
}

export function sendEnvelope(line: Line, payload: Json, retry: Retry | undefined): Promise<Ack> {
  if (line.sockets.isOpen()) return overSocket(line, { type: 'events_api', payload, ...(retry && { retry }) })
  const tries: Record<string, string> =
    retry === undefined ? {} : { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason }
  return post(line, JSON.stringify(payload), { 'content-type': 'application/json', ...tries })
}

/** A signed request to the product, given up after the time that Slack allows for an acknowledgement. */
async function post(line: Line, body: string, headers: Record<string, string>): Promise<Ack> {
  if (line.eventsUrl === undefined) return NOBODY
  try {
    const response = await fetch(line.eventsUrl, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: {
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        accept: 'application/json,*/*',
        ...headers,
        ...signatureHeaders(line.signingSecret, body, line.now()),
      },
      signal: AbortSignal.timeout(line.ackTimeoutMs),
    })
    const noRetry = response.headers.get('x-slack-no-retry') === '1'
    return { status: response.status, body: await response.text(), noRetry, failure: undefined }
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError'
    return isLate ? { ...NOBODY, failure: 'timeout' } : NOBODY
  }
}

/** The same over Socket Mode, where an acknowledgement has a payload and no status: it counts as a 200. */
async function overSocket(line: Line, envelope: Envelope): Promise<Ack> {
  const answer = await line.sockets.deliver(envelope, line.ackTimeoutMs)
  if (answer === undefined) return { ...NOBODY, failure: 'timeout' }
  const body = Object.keys(answer).length === 0 ? '' : JSON.stringify(answer)
  return { status: 200, body, noRetry: false, failure: undefined }
}
