import type { IncomingMessage, ServerResponse } from 'node:http'
import { isObject, type Json } from './json.ts'

const MAX_BODY_BYTES = 4_000_000

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_BODY_BYTES) throw new Error('the request is too large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

export async function readBody(request: IncomingMessage): Promise<string> {
  return (await readBytes(request)).toString('utf8')
}

/** The arguments of a call, from a form or from JSON; undefined when the body is neither. */
export function parseArgs(body: string, contentType: string): Json | undefined {
  if (!contentType.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body))
  try {
    const args: unknown = JSON.parse(body || '{}')
    return isObject(args) ? args : undefined
  } catch {
    return undefined
  }
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}
