import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Courier, type CourierOptions, createCourier } from '../../src/courier/courier.ts'
import type { Address, Lookup } from '../../src/courier/names.ts'
import { parseAllow } from '../../src/wire/public-address.ts'
import type { Reply } from '../../src/wire/reply.ts'
import { refusedHosts } from '../wire/refused-urls.ts'
import { httpReceiver, httpsReceiver, saying, tcpReceiver } from './receivers.ts'
import { selfSigned } from './self-signed.ts'

const LOOPBACK: Address = { address: '127.0.0.1', family: 4 }
const PUBLIC: Address = { address: '93.184.216.34', family: 4 }
const SOON_MS = 250
const LONG_MS = 20_000

function courierOf(options: Partial<CourierOptions> & { allowText?: string } = {}): Courier {
  const { allowText = '127.0.0.1', ...rest } = options
  const lookup: Lookup = () => Promise.reject(new Error('no name should be looked up'))
  const courier = createCourier({ allow: parseAllow(allowText), userAgent: 'Greenlight/test', lookup, ...rest })
  onTestFinished(() => courier.close())
  return courier
}

function post(
  courier: Courier,
  url: string,
  timeoutMs = LONG_MS,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return courier.send({ method: 'POST', url, headers, body: '{"a":1}' }, { timeoutMs })
}

function dnsError(code: string): Promise<Address[]> {
  return Promise.reject(Object.assign(new Error(code), { code }))
}

const HEAD = 'HTTP/1.1 200 OK\r\n'

describe('an answer', () => {
  test('carries status, headers, body and the milliseconds of every phase', async () => {
    const { port } = await httpReceiver((_, response) => {
      response.writeHead(201, { 'x-id': ['a', 'b'], 'retry-after': '7' }).end('{"ok":"Zoë"}')
    })
    const reply = await post(courierOf(), `http://127.0.0.1:${port}/`)
    expect(reply).toMatchObject({ kind: 'answered', status: 201, body: '{"ok":"Zoë"}', bodyCut: false })
    expect(reply).toMatchObject({ headers: { 'x-id': 'a, b', 'retry-after': '7' } })
    expect(Object.keys(reply.phases).sort()).toEqual(['connect', 'dns', 'read', 'total', 'wait'])
  })

  test('follows a request that is sent as it was given, and asks for no compression', async () => {
    const heard: unknown[] = []
    const { port } = await httpReceiver(async (request, response) => {
      const body = await request.toArray()
      const { host, 'user-agent': agent, 'accept-encoding': encoding, 'x-own': own } = request.headers
      heard.push([request.method, request.url, Buffer.concat(body).toString(), host, agent, encoding, own])
      response.end()
    })
    const headers = { 'x-own': 'yes', 'accept-encoding': 'gzip' }
    await post(courierOf(), `http://127.0.0.1:${port}/a%20b?c=d#e`, LONG_MS, headers)
    const sent = ['POST', '/a%20b?c=d', '{"a":1}', `127.0.0.1:${port}`, 'Greenlight/test', 'identity', 'yes']
    expect(heard).toEqual([sent])
  })

  test('may be a redirect, which is not followed', async () => {
    const other = await httpReceiver((_, response) => response.end())
    const { port } = await httpReceiver((_, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${other.port}/` }).end()
    })
    expect(await post(courierOf(), `http://127.0.0.1:${port}/`)).toMatchObject({ kind: 'answered', status: 307 })
    expect(other.hits()).toBe(0)
  })

  test('is the final one, whatever was said before it', async () => {
    const { port } = await tcpReceiver(
      saying(`HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${HEAD}content-length: 2\r\n\r\nok`),
    )
    expect(await post(courierOf(), `http://127.0.0.1:${port}/`)).toMatchObject({ status: 200, body: 'ok' })
  })

  test('does not pass through a proxy of the environment', async () => {
    const proxy = await httpReceiver((_, response) => response.writeHead(502).end())
    const { port } = await httpReceiver((_, response) => response.end('direct'))
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`)
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(await post(courierOf(), `http://127.0.0.1:${port}/`)).toMatchObject({ body: 'direct' })
    expect(proxy.hits()).toBe(0)
  })
})

describe('a body that does not end well is still an answer', () => {
  test('when it drips past the deadline', async () => {
    const receiver = await tcpReceiver((socket) => {
      socket.once('data', () => socket.write(`${HEAD}content-length: 1000000\r\n\r\n`))
      const drip = setInterval(() => socket.write('x'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    const reply = await post(courierOf(), `http://127.0.0.1:${receiver.port}/`, SOON_MS)
    expect(reply).toMatchObject({ kind: 'answered', status: 200, bodyCut: true })
    await vi.waitUntil(() => receiver.sockets.size === 0)
  })

  test('when it has no end: 64 KiB are kept and the connection is dropped', async () => {
    const receiver = await httpReceiver((_, response) => {
      const chunk = 'é'.repeat(10_000)
      const pour = () => {
        while (response.writable && response.write(chunk));
      }
      response.on('drain', pour).write('a')
      pour()
    })
    const reply = await post(courierOf(), `http://127.0.0.1:${receiver.port}/`)
    if (reply.kind !== 'answered') throw new Error(reply.message)
    expect(reply.bodyCut).toBe(true)
    expect(reply.body).toMatch(/^aé+$/)
    expect(Buffer.byteLength(reply.body)).toBe(64 * 1024 - 1)
    await vi.waitUntil(() => receiver.sockets.size === 0)
  })

  test('when it is a gzip bomb: it stays packed', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const { port } = await httpReceiver((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    const reply = await courierOf().send(
      { method: 'GET', url: `http://127.0.0.1:${port}/`, headers: {}, body: '' },
      { timeoutMs: LONG_MS, maxBytes: 1_000 },
    )
    if (reply.kind !== 'answered') throw new Error(reply.message)
    expect(reply.bodyCut).toBe(true)
    expect(reply.body.length).toBeLessThanOrEqual(1_000)
  })

  test('when it breaks off', async () => {
    const { port } = await tcpReceiver((socket) => {
      socket.once('data', () => socket.end(`${HEAD}content-length: 100\r\n\r\nhalf`))
    })
    const reply = await post(courierOf(), `http://127.0.0.1:${port}/`)
    expect(reply).toMatchObject({ kind: 'answered', status: 200, body: 'half', bodyCut: true })
  })

  test('but one of exactly the limit is whole', async () => {
    const { port } = await httpReceiver((_, response) => response.end('x'.repeat(1_000)))
    const request = { method: 'POST', url: `http://127.0.0.1:${port}/`, headers: {}, body: '' } as const
    const reply = await courierOf().send(request, { timeoutMs: LONG_MS, maxBytes: 1_000 })
    expect(reply).toMatchObject({ bodyCut: false, body: 'x'.repeat(1_000) })
  })
})

describe('a failure is named', () => {
  test.each([
    ['reset', 'a reset', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['reset', 'an end without an answer', (socket: Socket) => socket.once('data', () => socket.end())],
    ['reset', 'an end in the middle of the headers', saying(`${HEAD}content-le`)],
    [
      'reset',
      'an end after early hints',
      (socket: Socket) => socket.once('data', () => socket.end('HTTP/1.1 103 Early Hints\r\n\r\n')),
    ],
    ['protocol', 'something other than HTTP', saying('SSH-2.0-OpenSSH_9.6\r\n')],
    ['protocol', 'a malformed header', saying(`${HEAD}bad header\r\n\r\n`)],
    ['too_large', 'headers without end', saying(`${HEAD}${'x-a: yyyyyyyyyyyyyyyy\r\n'.repeat(2_000)}`)],
  ])('%s: %s', async (cause, what, onSocket) => {
    const { port } = await tcpReceiver((socket) => {
      onSocket(socket)
      if (what.includes('middle')) socket.once('data', () => socket.end())
    })
    const reply = await post(courierOf(), `http://127.0.0.1:${port}/`)
    expect(reply).toMatchObject({ kind: 'failed', cause, message: expect.stringMatching(/\.$/) })
  })

  test('timeout: no headers before the deadline, and the connection is dropped', async () => {
    const receiver = await tcpReceiver((socket) => socket.resume())
    const reply = await post(courierOf(), `http://127.0.0.1:${receiver.port}/`, SOON_MS)
    const message = 'No full answer within 0.25 s (waiting for the answer).'
    expect(reply).toMatchObject({ kind: 'failed', cause: 'timeout', message })
    await vi.waitUntil(() => receiver.sockets.size === 0)
  })

  test('timeout: headers that drip in', async () => {
    const { port } = await tcpReceiver((socket) => {
      socket.write(HEAD)
      const drip = setInterval(() => socket.write('x-a: b\r\n'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    expect(await post(courierOf(), `http://127.0.0.1:${port}/`, SOON_MS)).toMatchObject({ cause: 'timeout' })
  })

  test('timeout: TLS that never begins', async () => {
    const receiver = await tcpReceiver((socket) => socket.resume())
    const reply = await post(courierOf(), `https://127.0.0.1:${receiver.port}/`, SOON_MS)
    expect(reply).toMatchObject({ cause: 'timeout', message: expect.stringContaining('agreeing on TLS') })
    await vi.waitUntil(() => receiver.sockets.size === 0)
  })

  test('timeout: a name that nobody answers for', async () => {
    const courier = courierOf({ lookup: () => new Promise(() => {}) })
    const reply = await post(courier, 'https://crm.example.com/', SOON_MS)
    expect(reply).toMatchObject({ cause: 'timeout', message: expect.stringContaining('looking up its name') })
  })

  test('connect: nobody listens', async () => {
    const { port } = await tcpReceiver(() => {})
    const reply = await post(courierOf({ allowText: '127.0.0.2' }), `http://127.0.0.2:${port}/`)
    expect(reply).toMatchObject({ cause: 'connect', message: 'Could not connect (ECONNREFUSED).' })
  })

  test.each([
    ['ENOTFOUND', 'unknown_host'],
    ['ENODATA', 'unknown_host'],
    ['ESERVFAIL', 'dns'],
    ['ETIMEOUT', 'dns'],
  ])('DNS says %s: %s', async (code, cause) => {
    const courier = courierOf({ lookup: () => dnsError(code) })
    expect(await post(courier, 'https://crm.example.com/')).toMatchObject({ kind: 'failed', cause })
  })

  test('protocol: a header that cannot be sent', async () => {
    const receiver = await httpReceiver((_, response) => response.end())
    const reply = await post(courierOf(), `http://127.0.0.1:${receiver.port}/`, LONG_MS, { 'x-bad': 'a\r\nb: c' })
    expect(reply).toMatchObject({ kind: 'failed', cause: 'protocol' })
    expect(receiver.hits()).toBe(0)
  })
})

describe('TLS', () => {
  const pair = selfSigned('crm.test')
  const lookup: Lookup = async () => [LOOPBACK]

  test('a certificate that nobody vouches for is refused, even where Node is told to ignore it', async () => {
    const { port } = await httpsReceiver(pair, (_, response) => response.end())
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    onTestFinished(() => void vi.unstubAllEnvs())
    const reply = await post(courierOf(), `https://127.0.0.1:${port}/`)
    expect(reply).toMatchObject({ cause: 'tls', message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') })
  })

  test('one that is vouched for is taken, for its own name only', async () => {
    const { port } = await httpsReceiver(pair, (_, response) => response.end('secret'))
    const courier = courierOf({ lookup, ca: pair.cert })
    const reply = await post(courier, `https://crm.test:${port}/`)
    expect(reply).toMatchObject({ kind: 'answered', body: 'secret', phases: { tls: expect.any(Number) } })
    expect(await post(courier, `https://127.0.0.1:${port}/`)).toMatchObject({ kind: 'answered' })
    expect(await post(courier, `https://other.test:${port}/`)).toMatchObject({ kind: 'failed', cause: 'tls' })
  })

  test('plain HTTP on the port is a TLS failure', async () => {
    const { port } = await tcpReceiver(saying('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await post(courierOf(), `https://127.0.0.1:${port}/`)).toMatchObject({ cause: 'tls' })
  })

  test('a receiver that hangs up in the handshake broke off', async () => {
    const { port } = await tcpReceiver((socket) => socket.once('data', () => socket.end()))
    expect(await post(courierOf(), `https://127.0.0.1:${port}/`)).toMatchObject({ cause: 'reset' })
  })
})

describe('where it may connect', () => {
  test('no spelling of a private address or name reaches a listener on loopback', async () => {
    const receiver = await tcpReceiver((socket) => socket.resume(), '::')
    const lookup: Lookup = async () => [LOOPBACK, { address: '::1', family: 6 }]
    const courier = courierOf({ allowText: '', lookup })
    const urls = refusedHosts().flatMap((host) => [
      `https://${host}:${receiver.port}/`,
      `http://${host}:${receiver.port}/`,
    ])
    const more = ['crm.example.com', 'localtest.me', 'user:pass@crm.example.com'].map(
      (host) => `https://${host}:${receiver.port}/`,
    )
    expect(urls.length).toBeGreaterThan(1_000)
    for (const url of [...urls, ...more]) {
      expect([url, await post(courier, url)]).toMatchObject([url, { kind: 'failed', cause: 'refused_address' }])
      expect([url, await courier.check(url, { timeoutMs: LONG_MS })]).toMatchObject([url, { verdict: 'refused' }])
    }
    expect(receiver.hits()).toBe(0)
  })

  test.each([
    ['a public and a private address', [PUBLIC, LOOPBACK]],
    ['a private and a public address', [LOOPBACK, PUBLIC]],
    ['no address', []],
  ])('a name with %s is refused whole', async (_, addresses) => {
    const receiver = await tcpReceiver((socket) => socket.resume())
    const courier = courierOf({ allowText: '', lookup: async () => addresses })
    const reply = await post(courier, `https://crm.example.com:${receiver.port}/`)
    expect(reply).toMatchObject({ cause: 'refused_address', message: expect.not.stringContaining('127.0.0.1') })
    expect(receiver.hits()).toBe(0)
  })

  test('a name that was public when it was saved and private when it is used is refused', async () => {
    const receiver = await tcpReceiver((socket) => socket.resume())
    const answers = [[PUBLIC], [LOOPBACK]]
    const courier = courierOf({ allowText: '', lookup: async () => answers.shift() ?? [] })
    const url = `https://crm.example.com:${receiver.port}/`
    expect(await courier.check(url, { timeoutMs: LONG_MS })).toEqual({ verdict: 'allowed' })
    expect(await post(courier, url)).toMatchObject({ cause: 'refused_address' })
    expect(receiver.hits()).toBe(0)
  })

  test('the address that was checked is the one connected to: the name is asked for once', async () => {
    const { port } = await httpReceiver((_, response) => response.end('checked'))
    const answers: Address[][] = [[LOOPBACK], [{ address: '127.0.0.2', family: 4 }]]
    const courier = courierOf({ lookup: async () => answers.shift() ?? [] })
    expect(await post(courier, `http://crm.example.com:${port}/`)).toMatchObject({ body: 'checked' })
    expect(answers).toHaveLength(1)
  })

  test('all addresses of a name are tried', async () => {
    const { port } = await httpReceiver((_, response) => response.end('second'))
    const lookup: Lookup = async () => [{ address: '127.0.0.2', family: 4 }, LOOPBACK]
    const courier = courierOf({ allowText: '127.0.0.0/8', lookup })
    expect(await post(courier, `http://crm.example.com:${port}/`)).toMatchObject({ body: 'second' })
  })

  test.each(['http', 'https'])(
    'a socket that turns out to be elsewhere is closed before a byte of %s is sent',
    async (scheme) => {
      const receiver = await tcpReceiver((socket) => socket.resume())
      const reply = await post(courierOf({ allowText: '0.0.0.0' }), `${scheme}://0.0.0.0:${receiver.port}/`)
      expect(reply).toMatchObject({ cause: 'refused_address' })
      await vi.waitUntil(() => receiver.hits() === 1 && receiver.sockets.size === 0)
      expect(receiver.bytes()).toBe(0)
    },
  )

  test('an opened range opens names that lead into it, and only those, to plain HTTP', async () => {
    const { port } = await httpReceiver((_, response) => response.end('inside'))
    const lookup: Lookup = async (host) => (host === 'crm.internal' ? [LOOPBACK] : [PUBLIC])
    const courier = courierOf({ lookup })
    expect(await post(courier, `http://crm.internal:${port}/`)).toMatchObject({ body: 'inside' })
    const reply = await post(courier, `http://crm.example.com:${port}/`)
    expect(reply).toMatchObject({ cause: 'refused_address', message: expect.stringContaining('https://') })
  })

  test('an unresolved name may be saved', async () => {
    const courier = courierOf({ lookup: () => dnsError('ENOTFOUND') })
    const limits = { timeoutMs: SOON_MS }
    expect(await courier.check('https://crm.example.com/', limits)).toEqual({ verdict: 'unresolved' })
    const slow = courierOf({ lookup: () => new Promise(() => {}) })
    expect(await slow.check('https://crm.example.com/', limits)).toEqual({ verdict: 'unresolved' })
  })
})

describe('connections', () => {
  test('are kept for the next request, and what connecting took is told only once', async () => {
    const receiver = await httpReceiver((_, response) => response.end())
    const courier = courierOf()
    const url = `http://127.0.0.1:${receiver.port}/`
    expect(await post(courier, url)).toMatchObject({ kind: 'answered', phases: { connect: expect.any(Number) } })
    expect((await post(courier, url)).phases).not.toHaveProperty('connect')
    expect(receiver.hits()).toBe(1)
  })

  test('that the other side closed while they were idle are not used again', async () => {
    const receiver = await httpReceiver((_, response) => response.end())
    const courier = courierOf()
    const url = `http://127.0.0.1:${receiver.port}/`
    await post(courier, url)
    const [socket] = receiver.sockets
    socket?.destroy()
    await vi.waitUntil(() => receiver.sockets.size === 0)
    expect(await post(courier, url)).toMatchObject({ kind: 'answered', status: 200 })
    expect(receiver.hits()).toBe(2)
  })

  test('of a hundred requests at once do not wait for each other', async () => {
    const held: (() => void)[] = []
    const receiver = await httpReceiver((_, response) => {
      held.push(() => response.end('ok'))
      if (held.length === 100) for (const release of held) release()
    })
    const courier = courierOf()
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => post(courier, `http://127.0.0.1:${receiver.port}/`)),
    )
    expect(replies.filter((reply) => reply.kind === 'answered' && reply.status === 200)).toHaveLength(100)
  })

  test('a slow name does not hold up other destinations', async () => {
    const { port } = await httpReceiver((_, response) => response.end())
    const later: ((addresses: Address[]) => void)[] = []
    const slowly: Lookup = () => new Promise((resolve) => later.push(resolve))
    const courier = courierOf({
      lookup: (host) => (host.startsWith('slow') ? slowly(host) : Promise.resolve([LOOPBACK])),
    })
    const slow = Array.from({ length: 50 }, (_, index) => post(courier, `https://slow${index}.example.com/`))
    expect(await post(courier, `http://fast.example.com:${port}/`)).toMatchObject({ kind: 'answered' })
    expect(later).toHaveLength(50)
    for (const resolve of later) resolve([])
    await Promise.all(slow)
  })

  test('are not kept where the other side says that it was the last', async () => {
    const receiver = await httpReceiver((_, response) => response.setHeader('connection', 'close').end())
    const courier = courierOf()
    const url = `http://127.0.0.1:${receiver.port}/`
    expect(await post(courier, url)).toMatchObject({ status: 200 })
    expect(await post(courier, url)).toMatchObject({ status: 200 })
    expect(receiver.hits()).toBe(2)
  })

  test('end with the courier, and a request in hand is answered as broken off', async () => {
    let heard = ''
    const receiver = await tcpReceiver((socket) => socket.on('data', (chunk) => (heard += chunk)))
    const courier = courierOf()
    const inHand = post(courier, `http://127.0.0.1:${receiver.port}/`)
    await vi.waitUntil(() => heard.endsWith('{"a":1}'))
    await courier.close()
    expect(await inHand).toMatchObject({ kind: 'failed', cause: 'reset' })
  })
})
