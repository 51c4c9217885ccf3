import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Bytes for a connection of its own, piece by piece. */
export type RawCall = {
  pieces: readonly Buffer[]
  /** Between two pieces. */
  pauseMs: number
  /** Leaves after the last piece without waiting for an answer. */
  leaves: boolean
}

export type RawAnswer = { status: number; headers: ReadonlyMap<string, string>; body: string }

const ANSWER_WITHIN_MS = 20_000

/** The first final answer; null where the connection was closed without one. Throws when nothing happens in time. */
export async function rawCall(port: number, { pieces, pauseMs, leaves }: RawCall): Promise<RawAnswer | null> {
  const socket = connect(port, '127.0.0.1')
  const answered = new Promise<RawAnswer | null>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no answer in time')), ANSWER_WITHIN_MS)
    let text = ''
    const done = () => {
      clearTimeout(late)
      resolve(answerIn(text))
    }
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (answerIn(text)) done()
    })
    socket.on('error', done)
    socket.on('close', done)
  })
  try {
    for (const [i, piece] of pieces.entries()) {
      if (i > 0 && pauseMs > 0) await sleep(pauseMs)
      if (socket.writable) socket.write(piece)
    }
    return leaves ? null : await answered
  } finally {
    // A reset leaves no port behind that would have to wait.
    socket.resetAndDestroy()
    await answered
  }
}

function answerIn(text: string): RawAnswer | null {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [line = '', ...lines] = text.slice(0, end).split('\r\n')
  const status = Number(line.split(' ')[1])
  if (status < 200) return answerIn(text.slice(end + 4))
  const headers = new Map(lines.map((one): [string, string] => headerOf(one)))
  const length = Number(headers.get('content-length') ?? 0)
  const body = text.slice(end + 4)
  return body.length < length ? null : { status, headers, body: body.slice(0, length) }
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}
