import { signatureHeaders } from './signing.ts'

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
  signingSecret: string
  ackTimeoutMs: number
  now: () => number
}

const NOBODY: Ack = { status: undefined, body: '', noRetry: false, failure: 'unreachable' }

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

/** A slash command's fields, or `{payload}` of an interaction. */
export function postForm(line: Line, fields: Record<string, string>): Promise<Ack> {
  return post(line, new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded' })
}

export function postJson(line: Line, body: unknown, headers: Record<string, string>): Promise<Ack> {
  return post(line, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
}

export const isTaken = (ack: Ack) => ack.status !== undefined && ack.status >= 200 && ack.status < 300
