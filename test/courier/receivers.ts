import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A real listener on loopback, gone when the test is over. */
type Receiver = { port: number; sockets: Set<Socket>; hits: () => number; bytes: () => number }

/** Speaks raw TCP; `host` may be `::` for both families. */
export function tcpReceiver(onSocket: (socket: Socket) => void, host = '127.0.0.1'): Promise<Receiver> {
  return listening(createTcp(onSocket), host)
}

export function httpReceiver(listener: RequestListener): Promise<Receiver> {
  return listening(createHttp(listener), '127.0.0.1')
}

export function httpsReceiver(pair: { key: string; cert: string }, listener: RequestListener): Promise<Receiver> {
  return listening(createHttps(pair, listener), '127.0.0.1')
}

/** Answers every request with this, as it stands, once its head has come. */
export function saying(text: string): (socket: Socket) => void {
  return (socket) => socket.once('data', () => socket.write(text))
}

async function listening(server: Server, host: string): Promise<Receiver> {
  const sockets = new Set<Socket>()
  let hits = 0
  let bytes = 0
  server.on('connection', (socket: Socket) => {
    hits += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      bytes += socket.bytesRead
    })
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return { port: portOf(server.address()), sockets, hits: () => hits, bytes: () => bytes }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address.port
}
