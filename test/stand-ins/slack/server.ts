import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveUploaded, takeUpload } from './file-server.ts'
import { answerJson } from './http.ts'
import type { SocketMode } from './socket-mode.ts'
import type { World } from './state.ts'
import { type Gate, handleApiCall, handleResponseUrl, openSocket } from './web-api.ts'

/** Answers a request, or says that it is not for it. */
export type Page = (path: string, request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/** What answers the requests that come in. */
type Parts = { world: World; gate: Gate; page: Page; sockets: SocketMode }

async function route(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, gate, page, sockets } = parts
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const method = /^\/api\/([A-Za-z.]+)$/.exec(path)?.[1]
  const responseId = /^\/(?:actions|commands)\/[^/]+\/([^/]+)$/.exec(path)?.[1]
  if (method === 'apps.connections.open') return openSocket(gate, sockets, world.url, request, response)
  if (method !== undefined) return handleApiCall(world, gate, method, request, response)
  if (responseId !== undefined) return handleResponseUrl(world, gate, responseId, request, response)
  const upload = /^\/upload\/(\w+)$/.exec(path)?.[1]
  const file = /^\/files\/(\w+)$/.exec(path)?.[1]
  if (upload !== undefined) return takeUpload(world, upload, request, response)
  if (file !== undefined) return serveUploaded(world, file, response)
  if (!(await page(path, request, response))) answerJson(response, 404, { ok: false, error: 'not_found' })
}

/** Listens on the loopback address; `port` 0 takes any. */
export async function listen(parts: Parts, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    route(parts, request, response).catch((error: unknown) => {
      console.error(error)
      if (response.headersSent) response.destroy()
      else answerJson(response, 500, { ok: false, error: 'internal_error' })
    })
  })
  server.on('upgrade', (request, socket) => parts.sockets.accept(request, socket))
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
