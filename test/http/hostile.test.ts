import { describe, expect, test, vi } from 'vitest'
import { codeOf, ENDPOINT, exchange, head, open, PATH, post, startEdge } from './edge.ts'

const CLOSE = { connection: 'close' }

describe('headers', () => {
  test('are all seen, however many stand before them', async () => {
    const { port, calls } = await startEdge()
    const many = 'a:\r\n'.repeat(3000)
    const start = `POST ${PATH} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n${many}`
    const [hidden] = await exchange(port, `${start}x-forwarded-for: 192.0.2.1\r\n\r\n`)
    expect(codeOf(hidden)).toBe('https_required')
    const [told] = await exchange(port, `${start}x-agentflow-signature: a\r\nx-agentflow-signature: b\r\n\r\n`)
    expect(told?.status).toBe(202)
    expect(calls[0]?.request.headers['x-agentflow-signature']).toEqual(['a', 'b'])
  })

  test.for([
    ['no Host', ''],
    ['two Hosts', 'host: x\r\nhost: y\r\n'],
  ] as const)('with %s are refused like everything else', async ([, hosts]) => {
    const { port, calls } = await startEdge()
    const [answer] = await exchange(
      port,
      `POST ${PATH} HTTP/1.1\r\n${hosts}connection: close\r\ncontent-length: 0\r\n\r\n`,
    )
    expect([answer?.status, codeOf(answer), calls]).toEqual([400, 'bad_request', []])
    expect(answer?.headers.get('x-request-id')).toBe(JSON.parse(answer?.body ?? '').request_id)
  })

  test('of HTTP/1.0 need no Host, and its connection is closed', async () => {
    const { port, calls } = await startEdge()
    const [answer] = await exchange(port, `POST ${PATH} HTTP/1.0\r\ncontent-length: 2\r\n\r\n{}`)
    expect([answer?.status, calls.length]).toEqual([202, 1])
  })

  test.for(['gzip, chunked', 'gzip,chunked', 'deflate, chunked'])(
    'that hide a coding in transfer-encoding: %s',
    async (coding) => {
      const { port, calls } = await startEdge()
      const [answer] = await exchange(port, `${head('POST', { 'transfer-encoding': coding })}2\r\n{}\r\n0\r\n\r\n`)
      expect([answer?.status, codeOf(answer), calls]).toEqual([415, 'unsupported_encoding', []])
    },
  )
})

describe('a sender that waits for 100 Continue', () => {
  const waiting = (bytes: number) => head('POST', { expect: '100-Continue', 'content-length': String(bytes) })

  test('is told to go on when nothing speaks against its body', async () => {
    const { port, calls } = await startEdge()
    const connection = open(port)
    connection.send(waiting(2))
    await vi.waitFor(() => expect(connection.answers().map(({ status }) => status)).toEqual([100]))
    connection.send('{}')
    await vi.waitFor(() => expect(connection.answers().map(({ status }) => status)).toEqual([100, 202]))
    expect(calls[0]?.request.body.toString()).toBe('{}')
  })

  test('is told at once when something does, and its connection closed, so that its body is no next request', async () => {
    const { port } = await startEdge({ endpoint: { disabled: true } })
    for (const [bytes, path] of [
      [5000, PATH],
      [2, PATH],
      [2, '/in/unknown'],
    ] as const) {
      const [answer, ...more] = await exchange(port, waiting(bytes).replace(PATH, path))
      expect(answer?.status).toBeGreaterThanOrEqual(403)
      expect(answer?.headers.get('connection')).toBe('close')
      expect(more).toEqual([])
    }
  })

  test('for anything else is served as if it had not said so', async () => {
    const { port } = await startEdge()
    expect((await exchange(port, post({ ...CLOSE, expect: 'a-miracle' }, '{}')))[0]?.status).toBe(202)
  })
})

describe('targets', () => {
  test('may be absolute, whatever host they name', async () => {
    const { port, calls } = await startEdge()
    await exchange(port, post(CLOSE, '{}', `http://elsewhere.example${PATH}`))
    expect(calls).toHaveLength(1)
  })

  test.for(['*', '/in/%ff%fe', '/in/%zz', '/in/%E0%A4%A', '/in/\u00e9', `/in/${'%41'.repeat(32)}`, `/in/${PATH}`])(
    'such as %s meet no endpoint and no error of ours',
    async (target) => {
      const { port, calls, failures } = await startEdge()
      const [answer] = await exchange(port, post(CLOSE, '{}', target))
      expect([400, 404]).toContain(answer?.status)
      expect([calls, failures]).toEqual([[], []])
    },
  )

  test('of a tunnel are refused', async () => {
    const { port } = await startEdge()
    const [answer] = await exchange(port, 'CONNECT crm.example:443 HTTP/1.1\r\nhost: crm.example:443\r\n\r\n')
    expect(codeOf(answer)).toBe('bad_request')
  })
})

describe('connections', () => {
  test('that never say anything are told so and closed', async () => {
    const { port } = await startEdge({ patience: { headMs: 100, bodyMs: 100, closeMs: 5000 } })
    const [answer] = await open(port).untilClosed()
    expect(codeOf(answer)).toBe('timeout')
  })

  test('that drip many bodies at once do not hold up a good call', async () => {
    const { port, codes } = await startEdge({ patience: { headMs: 500, bodyMs: 500, closeMs: 5000 } })
    const slow = Array.from({ length: 200 }, () => {
      const connection = open(port)
      connection.send(`${head('POST', { 'content-length': '900' })}x`)
      return connection
    })
    const drip = setInterval(() => {
      for (const { send } of slow) send('x')
    }, 50)
    expect((await exchange(port, post(CLOSE, '{}')))[0]?.status).toBe(202)
    const answers = await Promise.all(slow.map((connection) => connection.untilClosed()))
    clearInterval(drip)
    expect(new Set(answers.map(([answer]) => answer?.status))).toEqual(new Set([408]))
    expect(codes()).toHaveLength(200)
  })

  test('that are reset before their answer are no error of ours', async () => {
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const { port, failures, calls } = await startEdge({
      async receiveLead(call) {
        calls.push(call)
        await answered
        return { status: 202, body: {} }
      },
    })
    const connection = open(port)
    connection.send(post({}, '{}'))
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    connection.socket.resetAndDestroy()
    await connection.untilClosed()
    answer()
    expect((await exchange(port, post(CLOSE, '{}')))[0]?.status).toBe(202)
    expect(failures).toEqual([])
  })

  test('a hundred requests in one go are answered in their order, refused or not', async () => {
    const { port } = await startEdge()
    const mixed = Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? post({}, '{}') : post({}, '{}', `/in/none${i}`)))
    const answers = await exchange(port, mixed.join('') + post(CLOSE, '{}'))
    expect(answers.map(({ status }) => status)).toEqual([...mixed.map((_, i) => (i % 3 === 0 ? 202 : 404)), 202])
  })
})

test('each endpoint has a rate of its own', async () => {
  const findEndpoint = async (key: string) => ({ ...ENDPOINT, rate: 0.01, burst: 1, id: `ep_${key}` })
  const { port } = await startEdge({ findEndpoint })
  const call = async (key: string) => (await exchange(port, post(CLOSE, '{}', `/in/${key}`)))[0]
  expect([(await call('a'))?.status, (await call('b'))?.status, (await call('a'))?.status]).toEqual([202, 202, 429])
  expect(Number((await call('b'))?.headers.get('retry-after'))).toBeGreaterThan(90)
})
