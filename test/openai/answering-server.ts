import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server says to one call: `delayMs` before it answers, `drop` closes the connection instead. */
export type Told = {
  status?: number
  headers?: Record<string, string>
  body?: unknown
  delayMs?: number
  drop?: boolean
}
type Call = { path: string; headers: IncomingHttpHeaders; body: Record<string, unknown> }

/** A loopback server that answers each call with the next of the given words, the last one again and again. */
export async function answering(...words: Told[]) {
  const calls: Call[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    calls.push({
      path: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString()),
    })
    const told = words[Math.min(calls.length, words.length) - 1] ?? {}
    if (told.drop) return request.socket.destroy()
    const answer = () => {
      response.writeHead(told.status ?? 200, { 'content-type': 'application/json', ...told.headers })
      response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body))
    }
    setTimeout(answer, told.delayMs ?? 0).unref()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${port}/v1`, calls, close }
}

/** A chat completion around this content. */
export function completion(content: unknown, rest: { finish_reason?: string; refusal?: string } = {}): Told {
  const message = {
    role: 'assistant',
    content: typeof content === 'string' ? content : JSON.stringify(content),
    refusal: rest.refusal ?? null,
  }
  return {
    body: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'gpt-test-2026-01-01',
      choices: [{ index: 0, finish_reason: rest.finish_reason ?? 'stop', message }],
      usage: { prompt_tokens: 900, completion_tokens: 120, total_tokens: 1020 },
    },
  }
}

/** An error as OpenAI writes it, with a key and a lead in its words. */
export function refusal(
  status: number,
  code: string | null,
  headers: Record<string, string> = {},
  param: string | null = null,
): Told {
  return {
    status,
    headers,
    body: { error: { message: 'Bad key sk-secret-key for lead Jane VP of Operations', type: code, code, param } },
  }
}

/** The same as a response of the Responses API. */
export function response(
  content: unknown,
  rest: { status?: string; incomplete_details?: { reason: string }; refusal?: string } = {},
): Told {
  const { refusal, ...more } = rest
  const part = refusal
    ? { type: 'refusal', refusal }
    : { type: 'output_text', annotations: [], text: typeof content === 'string' ? content : JSON.stringify(content) }
  return {
    body: {
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      output: [
        { type: 'reasoning', id: 'rs_1', summary: [] },
        { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [part] },
      ],
      usage: { input_tokens: 900, output_tokens: 120, total_tokens: 1020 },
      ...more,
    },
  }
}
