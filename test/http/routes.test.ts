import { describe, expect, test, vi } from 'vitest'
import { codeOf, exchange, head, open, PATH, post, startEdge } from './edge.ts'

const CLOSE = { connection: 'close' }

describe('paths and methods', () => {
  test.for(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE'])('%s is not for leads', async (method) => {
    const { port, calls } = await startEdge()
    const [answer, next] = await exchange(port, head(method) + post(CLOSE, '{}'))
    expect(answer).toMatchObject({ status: 405 })
    expect(codeOf(answer)).toBe('method_not_allowed')
    expect(answer?.headers.get('allow')).toBe('POST')
    expect(next?.status).toBe(202)
    expect(calls).toHaveLength(1)
  })

  test('HEAD is not for leads either, and has no body', async () => {
    const { port } = await startEdge()
    const response = await fetch(`http://127.0.0.1:${port}${PATH}`, { method: 'HEAD' })
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([405, 'POST', ''])
  })

  test.for([
    '/',
    '/in',
    '/in/',
    `${PATH}/`,
    `${PATH}/x`,
    `/IN${PATH.slice(3)}`,
    '//in/x',
    '/metrics',
    '/docs',
    '/docs/receiving-handoffs.md',
    '/slack/events',
    '/%',
  ])('nothing is at %s', async (path) => {
    const { port, calls } = await startEdge()
    const [answer] = await exchange(port, post(CLOSE, '{}', path))
    expect(answer?.status).toBe(404)
    expect(codeOf(answer)).toBe('not_found')
    expect(calls).toEqual([])
  })

  test.for(['/in/%', '/in/%00', '/in/__proto__', '/in/..%2f..%2fetc', `/in/${'k'.repeat(5000)}`])(
    'a key like %s is an unknown endpoint',
    async (path) => {
      const { port } = await startEdge()
      expect(codeOf((await exchange(port, post(CLOSE, '{}', path)))[0])).toBe('unknown_endpoint')
    },
  )
})

describe('health', () => {
  test('/healthz is alive whatever the database does', async () => {
    const { port } = await startEdge({ ready: () => Promise.reject(new Error('away')) })
    const [answer] = await exchange(port, head('GET', CLOSE, '/healthz'))
    expect(answer).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  })

  test('/readyz is 200 exactly while we are ready, and shows why', async () => {
    let ok = true
    const { port } = await startEdge({ ready: async () => ({ ok, body: { mongodb: ok ? 'primary' : 'away' } }) })
    const [before] = await exchange(port, head('GET', CLOSE, '/readyz'))
    expect(before).toMatchObject({ status: 200, body: '{"mongodb":"primary"}' })
    ok = false
    const [after] = await exchange(port, head('GET', CLOSE, '/readyz'))
    expect(after).toMatchObject({ status: 503, body: '{"mongodb":"away"}' })
  })
})

describe('every answer', () => {
  test('has its own request id, and forbids sniffing and storing', async () => {
    const { port } = await startEdge()
    const answers = await exchange(port, post({}, '{}') + head('GET', {}, '/x') + head('GET', CLOSE, '/healthz'))
    for (const { headers } of answers) {
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
    }
    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(3)
  })

  test('asks for HTTPS from now on where a trusted proxy says that it came by it', async () => {
    const { port } = await startEdge({ trustProxy: '127.0.0.1' })
    const [secure] = await exchange(port, post({ ...CLOSE, 'x-forwarded-proto': 'https' }, '{}'))
    const [local] = await exchange(port, post(CLOSE, '{}'))
    expect([secure?.status, secure?.headers.get('strict-transport-security')]).toEqual([
      202,
      'max-age=31536000; includeSubDomains',
    ])
    expect([local?.status, local?.headers.has('strict-transport-security')]).toEqual([202, false])
  })

  test('to what is no HTTP, or has too long a head, has the shape of a refusal', async () => {
    const { port } = await startEdge()
    const [nonsense] = await exchange(port, 'HELLO\r\n\r\n')
    const [long] = await exchange(port, head('POST', { 'x-long': 'x'.repeat(20_000) }))
    expect([nonsense?.status, codeOf(nonsense)]).toEqual([400, 'bad_request'])
    expect([long?.status, codeOf(long)]).toEqual([431, 'headers_too_large'])
  })

  test('comes before the connection is closed for the nonsense behind it', async () => {
    const { port } = await startEdge()
    const answers = await exchange(port, `${post({}, '{}')}HELLO\r\n\r\n`)
    expect(answers.map(({ status }) => status)).toEqual([202])
  })
})

test('nonsense on a connection that was answered before is answered too', async () => {
  const { port } = await startEdge()
  const connection = open(port)
  connection.send(post({}, '{}'))
  await vi.waitFor(() => expect(connection.answers()).toHaveLength(1))
  connection.send('HELLO\r\n\r\n')
  expect((await connection.untilClosed()).map(({ status }) => status)).toEqual([202, 400])
})

test('proxies that cannot be read stop the start', async () => {
  await expect(startEdge({ trustProxy: 'my-proxy' })).rejects.toThrow('TRUST_PROXY: "my-proxy"')
})
