import { expect, onTestFinished, test } from 'vitest'
import { type Connection, Connections } from '../../src/courier/connections.ts'
import { Deadline } from '../../src/courier/deadline.ts'
import { exchange } from '../../src/courier/exchange.ts'
import type { Target } from '../../src/courier/target.ts'
import { httpReceiver } from './receivers.ts'

const ADDRESS = { address: '127.0.0.1', family: 4 }

async function used(port: number) {
  const connections = new Connections({})
  onTestFinished(() => connections.close())
  const target: Target = { url: new URL(`http://crm.example.com:${port}/`), addresses: [ADDRESS], admits: () => true }
  const connection = connections.take(target)
  await send(connection)
  connections.keep(connection)
  return { connections, target, connection }
}

async function send(connection: Connection): Promise<void> {
  const deadline = new Deadline(10_000)
  const message = { method: 'GET', path: '/', headers: {}, body: null } as const
  await exchange(connection.client, message, { deadline, maxBytes: 100 }, { total: 0 })
  deadline.clear()
}

test('a kept connection is used again while its name still leads to its address', async () => {
  const { port } = await httpReceiver((_, response) => response.end())
  const { connections, target, connection } = await used(port)
  const other = { address: '127.0.0.2', family: 4 }
  expect(connections.take({ ...target, addresses: [other, ADDRESS] })).toBe(connection)
})

test('a kept connection is dropped once its name leads elsewhere', async () => {
  const { port } = await httpReceiver((_, response) => response.end())
  const { connections, target, connection } = await used(port)
  const moved = connections.take({ ...target, addresses: [{ address: '127.0.0.2', family: 4 }] })
  expect(moved).not.toBe(connection)
  expect(connection.client.destroyed).toBe(true)
})

test('a kept connection is dropped once its address is no longer allowed', async () => {
  const { port } = await httpReceiver((_, response) => response.end())
  const { connections, target, connection } = await used(port)
  expect(connections.take({ ...target, admits: () => false })).not.toBe(connection)
})

test('a connection is renewed when it is half a minute old, however busy', async () => {
  const { port } = await httpReceiver((_, response) => response.end())
  const { connections, target, connection } = await used(port)
  connection.dial.openedAt -= 30_001
  expect(connections.take(target)).not.toBe(connection)
})

test('a connection that the other side closed is not kept', async () => {
  const { port } = await httpReceiver((_, response) => response.setHeader('connection', 'close').end())
  const { connection } = await used(port)
  expect(connection.client.destroyed).toBe(true)
})

test('a connection is lent to one request at a time', async () => {
  const { port } = await httpReceiver((_, response) => response.end())
  const { connections, target } = await used(port)
  const lent = connections.take(target)
  expect(connections.take(target)).not.toBe(lent)
})
