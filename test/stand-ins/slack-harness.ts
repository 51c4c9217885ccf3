import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { LogLevel, WebClient } from '@slack/web-api'
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from './slack/index.ts'

export const SIGNING_SECRET = 'test-signing-secret'
export const TOKEN = 'xoxb-test'

/** What Slack sent; `payload` is the interaction or event, or the fields of a slash command. */
export type Heard = {
  headers: IncomingMessage['headers']
  body: string
  payload: Record<string, unknown> & { trigger_id?: string }
}
export type Answer = (heard: Heard, response: ServerResponse) => void
/** Stands where Greenlight would: hears what Slack sends, and answers as it is told. */
type Product = { url: string; heard: Heard[]; answer: Answer; close: () => Promise<void> }

/** A client that gives up at once, as the product's own queue does. */
export function clientOf(slack: LocalSlack, token = TOKEN): WebClient {
  const logger = {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel() {},
    getLevel: () => LogLevel.ERROR,
    setName() {},
  }
  const slackApiUrl = `${slack.apiUrl}/`
  return new WebClient(token, { slackApiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger })
}

function payloadOf(body: string, type: string | undefined): Heard['payload'] {
  if (type === 'application/json') return JSON.parse(body)
  const form = Object.fromEntries(new URLSearchParams(body))
  return form.payload === undefined ? form : JSON.parse(form.payload)
}

async function startProduct(answer: Answer): Promise<Product> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks).toString()
    const heard = { headers: request.headers, body, payload: payloadOf(body, request.headers['content-type']) }
    product.heard.push(heard)
    product.answer(heard, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const product: Product = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`,
    heard: [],
    answer,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return product
}

/** A Slack, a client of it, and a product that takes everything until it is told otherwise. */
export async function startWorkspace(answer: Answer, options: Partial<LocalSlackOptions> = {}) {
  const app = await startProduct(answer)
  const slack = await startLocalSlack({
    signingSecret: SIGNING_SECRET,
    botToken: TOKEN,
    eventsUrl: app.url,
    ...options,
  })
  async function close() {
    await slack.close()
    await app.close()
  }
  return { slack, client: clientOf(slack), app, heard: app.heard, close }
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text })
