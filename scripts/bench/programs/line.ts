import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type Answer = { status: number; body: string }

const HEAD_END = '\r\n\r\n'

/** A keep-alive connection that sends ready-made requests one after another: as little work as HTTP can be. */
export class Line {
  readonly #socket: Socket
  #text = ''
  #settle: { resolve(answer: Answer): void; reject(error: Error): void } | null = null

  static async open(url: string): Promise<Line> {
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    await once(socket, 'connect')
    return new Line(socket)
  }

  private constructor(socket: Socket) {
    this.#socket = socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => this.#read(chunk))
    socket.on('error', (error) => this.#settle?.reject(error))
    socket.on('close', () => this.#settle?.reject(new Error('the connection was closed')))
  }

  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#settle = null
    this.#socket.destroy()
  }

  #read(chunk: string): void {
    this.#text += chunk
    const headEnd = this.#text.indexOf(HEAD_END)
    if (headEnd < 0) return
    const head = this.#text.slice(0, headEnd)
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
    const body = this.#text.slice(headEnd + HEAD_END.length)
    if (body.length < length) return
    this.#text = ''
    const waiter = this.#settle
    this.#settle = null
    waiter?.resolve({ status: Number(head.slice(9, 12)), body })
  }
}
