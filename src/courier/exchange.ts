import type { IncomingHttpHeaders } from 'node:http'
import type { Client, Dispatcher } from 'undici'
import type { Phases } from '../wire/reply.ts'
import type { Deadline } from './deadline.ts'

/** The request line and headers, ready to be written. */
export type Message = Pick<Dispatcher.DispatchOptions, 'path' | 'body'> & {
  method: Dispatcher.HttpMethod
  headers: Record<string, string>
}

export type Answer = { status: number; headers: Record<string, string>; body: string; bodyCut: boolean }

type Bounds = { deadline: Deadline; maxBytes: number }

/**
 * One request and its answer on one connection. Once a status has come it is an answer, however its body ends; before that
 * the promise rejects. `phases` is filled in on the way. Unless the body came whole, the connection is of no more use.
 */
export function exchange(client: Client, message: Message, bounds: Bounds, phases: Phases): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reading = new Reading(bounds.maxBytes, phases, resolve, reject)
    bounds.deadline.onPassed((reason) => reading.breakOff(reason))
    client.dispatch(message, reading)
  })
}

class Reading implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number
  readonly #phases: Phases
  readonly #resolve: (answer: Answer) => void
  readonly #reject: (error: unknown) => void
  readonly #chunks: Buffer[] = []
  #size = 0
  #head: Pick<Answer, 'status' | 'headers'> | null = null
  /** When the last phase began, on the monotonic clock. */
  #since = 0
  #isOver = false

  constructor(maxBytes: number, phases: Phases, resolve: (answer: Answer) => void, reject: (error: unknown) => void) {
    this.#maxBytes = maxBytes
    this.#phases = phases
    this.#resolve = resolve
    this.#reject = reject
  }

  onRequestStart(): void {
    this.#since = performance.now()
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return
    this.#head = { status, headers: joined(headers) }
    this.#phases.wait = this.#lap()
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size > this.#maxBytes) this.breakOff(null)
  }

  onResponseEnd(): void {
    if (!this.#isOver) this.#finish(false, null)
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.breakOff(error)
  }

  breakOff(reason: unknown): void {
    if (!this.#isOver) this.#finish(true, reason)
  }

  #finish(bodyCut: boolean, reason: unknown): void {
    this.#isOver = true
    if (this.#head === null) {
      if (this.#since > 0) this.#phases.wait = this.#lap()
      this.#reject(reason)
      return
    }
    this.#phases.read = this.#lap()
    const { status, headers } = this.#head
    this.#resolve({ status, headers, body: this.#size === 0 ? '' : this.#text(bodyCut), bodyCut })
  }

  #text(bodyCut: boolean): string {
    const bytes = Buffer.concat(this.#chunks).subarray(0, this.#maxBytes)
    return new TextDecoder().decode(bytes, { stream: bodyCut })
  }

  #lap(): number {
    const now = performance.now()
    const took = now - this.#since
    this.#since = now
    return took
  }
}

function joined(headers: IncomingHttpHeaders): Record<string, string> {
  const all: Record<string, string> = {}
  for (const [name, value = ''] of Object.entries(headers)) all[name] = Array.isArray(value) ? value.join(', ') : value
  return all
}
