import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerJson } from './http.ts'
import type { World } from './state.ts'
import { type Gate, handleApiCall, handleResponseUrl } from './web-api.ts'

/** Answers a request, or says that it is not for it. */
export type Page = (path: string, request: IncomingMessage, response: ServerResponse) => Promise<boolean>

async function route(
  world: World,
  gate: Gate,
  page: Page,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const method = /^\/api\/([A-Za-z.]+)$/.exec(path)?.[1]
  const responseId = /^\/(?:actions|commands)\/[^/]+\/([^/]+)$/.exec(path)?.[1]
  if (method !== undefined) return handleApiCall(world, gate, method, request, response)
  if (responseId !== undefined) return handleResponseUrl(world, gate, responseId, request, response)
  if (!(await page(path, request, response))) answerJson(response, 404, { ok: false, error: 'not_found' })
}

/** Listens on the loopback address; `port` 0 takes any. */
export async function listen(world: World, gate: Gate, page: Page, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    route(world, gate, page, request, response).catch((error: unknown) => {
      console.error(error)
      if (response.headersSent) response.destroy()
      else answerJson(response, 500, { ok: false, error: 'internal_error' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('the local Slack is not listening')
  return address.port
}
