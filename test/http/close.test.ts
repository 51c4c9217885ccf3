import { connect } from 'node:net'
import { expect, test, vi } from 'vitest'
import type { Answer } from '../../src/flow/inbound-call.ts'
import { ENDPOINT, head, open, post, startEdge } from './edge.ts'

const ACCEPTED: Answer = { status: 202, body: { status: 'received' } }

/** A flow that takes its time until it is told to answer. */
function held() {
  const waiting: (() => void)[] = []
  return {
    receiveLead: () => new Promise<Answer>((resolve) => waiting.push(() => resolve(ACCEPTED))),
    waiting: () => waiting.length,
    letGo() {
      for (const answer of waiting) answer()
    },
  }
}

test('what is in hand is finished and its connection closed; new connections are refused', async () => {
  const flow = held()
  const { http, port } = await startEdge({ receiveLead: flow.receiveLead })
  const busy = open(port)
  busy.send(post({}, '{}'))
  await vi.waitFor(() => expect(flow.waiting()).toBe(1))
  const closing = http.close()
  await expect(refusedConnection(port)).resolves.toBe('ECONNREFUSED')
  flow.letGo()
  expect((await busy.untilClosed()).map(({ status }) => status)).toEqual([202])
  await closing
})

test('a body that is still coming when the close begins is taken, and its answer ends the connection', async () => {
  let lookedUp = 0
  const findEndpoint = async () => {
    lookedUp++
    return ENDPOINT
  }
  const { http, port, calls } = await startEdge({ findEndpoint })
  const half = open(port)
  half.send(`${head('POST', { 'content-length': '4' })}ab`)
  await vi.waitFor(() => expect(lookedUp).toBe(1))
  const closing = http.close()
  half.send('cd')
  expect((await half.untilClosed()).map(({ status }) => status)).toEqual([202])
  await closing
  expect(calls[0]?.request.body.toString()).toBe('abcd')
})

test('a request on an open connection is still answered while closing, and told that this was the last', async () => {
  const flow = held()
  const { http, port } = await startEdge({ receiveLead: flow.receiveLead })
  const busy = open(port)
  busy.send(post({}, '{}'))
  await vi.waitFor(() => expect(flow.waiting()).toBe(1))
  const closing = http.close()
  busy.send(post({}, '{}'))
  await vi.waitFor(() => expect(flow.waiting()).toBe(2))
  flow.letGo()
  const answers = await busy.untilClosed()
  expect(answers.map(({ headers }) => headers.get('connection'))).toEqual(['keep-alive', 'close'])
  await closing
})

test('idle connections, used or never used, do not hold the close up', async () => {
  const { http, port } = await startEdge({ patience: { headMs: 60_000, bodyMs: 60_000, closeMs: 60_000 } })
  const used = open(port)
  used.send(head('GET', {}, '/healthz'))
  await vi.waitFor(() => expect(used.answers()).toHaveLength(1))
  const fresh = open(port)
  await new Promise((resolve) => fresh.socket.once('connect', resolve))
  await http.close()
  await Promise.all([used.untilClosed(), fresh.untilClosed()])
})

test('what takes longer than we wait is cut off', async () => {
  const flow = held()
  const patience = { headMs: 60_000, bodyMs: 60_000, closeMs: 50 }
  const { http, port } = await startEdge({ receiveLead: flow.receiveLead, patience })
  const busy = open(port)
  busy.send(post({}, '{}'))
  await vi.waitFor(() => expect(flow.waiting()).toBe(1))
  await http.close()
  expect(await busy.untilClosed()).toEqual([])
})

test('closing twice, or what never listened, is no error', async () => {
  const { http } = await startEdge()
  await Promise.all([http.close(), http.close()])
  await http.close()
})

function refusedConnection(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    socket.once('connect', () => {
      socket.destroy()
      resolve('connected')
    })
  })
}
