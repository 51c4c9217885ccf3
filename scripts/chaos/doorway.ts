import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A port in front of another one; while it is shut, whoever comes is refused. */
export type Doorway = { port: number; open(): Promise<void>; shut(): Promise<void> }

const HOST = '127.0.0.1'

/** Open from the start. */
export async function doorwayTo(target: string): Promise<Doorway> {
  const there = Number(new URL(target).port)
  const sockets = new Set<Socket>()
  let server: Server | undefined

  function passOn(from: Socket): void {
    const to = connect(there, HOST)
    for (const [one, other] of [[from, to] as const, [to, from] as const]) {
      sockets.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
    from.pipe(to).pipe(from)
  }

  const doorway: Doorway = {
    port: 0,
    async open() {
      server = createServer(passOn).listen(doorway.port, HOST)
      await once(server, 'listening')
      const address = server.address()
      if (typeof address === 'object' && address) doorway.port = address.port
    },
    async shut() {
      if (!server?.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
  await doorway.open()
  return doorway
}
