import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** RFC 6455, as much as Socket Mode needs: unfragmented text frames, pings, and closing. */
export type WebSocketLink = { send: (text: string) => void; close: () => void }
type Hears = { onText: (text: string) => void; onClose: () => void }

const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 }
/** Status 1000. */
const NORMAL = Buffer.from([0x03, 0xe8])
/** The client gives a connection up after 30 s without a ping. */
const PING_EVERY_MS = 10_000

export function acceptWebSocket(request: IncomingMessage, socket: Duplex, { onText, onClose }: Hears): WebSocketLink {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${HANDSHAKE_GUID}`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
  )
  const send = (opcode: number, payload: Buffer) => socket.writable && socket.write(frame(opcode, payload))
  const beat = () => send(OPCODE.ping, Buffer.from('ping'))
  const timer = setInterval(beat, PING_EVERY_MS).unref()
  let pending: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk])
    for (let next = takeFrame(pending); next !== undefined; next = takeFrame(pending)) {
      pending = next.rest
      if (next.opcode === OPCODE.text) onText(next.payload.toString())
      if (next.opcode === OPCODE.ping) send(OPCODE.pong, next.payload)
      if (next.opcode === OPCODE.close) socket.end(frame(OPCODE.close, next.payload))
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    clearInterval(timer)
    onClose()
  })
  beat()
  return {
    send: (text) => send(OPCODE.text, Buffer.from(text)),
    close: () => socket.end(frame(OPCODE.close, NORMAL), () => socket.destroy()),
  }
}

/** One whole frame, unmasked, as a server sends it. */
function frame(opcode: number, payload: Buffer): Buffer {
  const first = 0x80 | opcode
  if (payload.length < 126) return Buffer.concat([Buffer.from([first, payload.length]), payload])
  if (payload.length < 65_536) {
    return Buffer.concat([Buffer.from([first, 126, payload.length >> 8, payload.length & 0xff]), payload])
  }
  const head = Buffer.alloc(10)
  head[0] = first
  head[1] = 127
  head.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([head, payload])
}

/** The first frame of these bytes, unmasked; undefined while some of it is still on its way. */
function takeFrame(bytes: Buffer): { opcode: number; payload: Buffer; rest: Buffer } | undefined {
  const [first, second] = bytes
  if (first === undefined || second === undefined) return undefined
  const short = second & 0x7f
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0
  const start = 2 + extra + (second & 0x80 ? 4 : 0)
  if (bytes.length < start) return undefined
  const length = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  if (bytes.length < start + length) return undefined
  const mask = second & 0x80 ? bytes.subarray(start - 4, start) : Buffer.alloc(4)
  const payload = Buffer.from(bytes.subarray(start, start + length).map((byte, at) => byte ^ (mask[at % 4] ?? 0)))
  return { opcode: first & 0x0f, payload, rest: bytes.subarray(start + length) }
}
