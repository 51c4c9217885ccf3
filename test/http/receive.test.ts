import { describe, expect, test, vi } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { codeOf, exchange, head, open, PATH, post, startEdge } from './edge.ts'

const CLOSE = { connection: 'close' }

describe('a call that is admitted', () => {
  test('reaches the flow with its bytes and headers as they came', async () => {
    const { port, calls } = await startEdge()
    const [answer] = await exchange(
      port,
      post({ ...CLOSE, 'X-Twice': 'a', 'x-twice': 'b', constructor: 'c' }, '{"a":"é"}', `${PATH}?q=%20`),
    )
    expect(answer).toMatchObject({ status: 202, body: '{"lead_id":"lead_1","status":"received"}' })
    expect(calls).toHaveLength(1)
    expect(calls[0]?.request).toMatchObject({ method: 'POST', target: `${PATH}?q=%20`, body: Buffer.from('{"a":"é"}') })
    expect(calls[0]?.request.headers['x-twice']).toEqual(['a', 'b'])
    expect(calls[0]?.request.headers.constructor).toEqual(['c'])
    expect(calls[0]?.request.headers.tostring).toBeUndefined()
    expect(calls[0]).toMatchObject({ address: '127.0.0.1', endpoint: { id: 'ep_1' } })
    expect(answer?.headers.get('x-request-id')).toBe(calls[0]?.requestId)
  })

  test('may be empty, of the largest size, or in chunks', async () => {
    const { port, calls } = await startEdge()
    await exchange(port, post(CLOSE, ''))
    await exchange(port, post(CLOSE, 'x'.repeat(1000)))
    await exchange(
      port,
      `${head('POST', { ...CLOSE, 'transfer-encoding': 'chunked' })}3\r\nabc\r\n4;ext=1\r\ndefg\r\n0\r\n\r\n`,
    )
    expect(calls.map(({ request }) => request.body.toString())).toEqual(['', 'x'.repeat(1000), 'abcdefg'])
  })

  test('is answered with the headers that the flow names', async () => {
    const answer = { status: 200, body: { status: 'ignored' }, headers: { 'x-more': '1' } }
    const { port } = await startEdge({ receiveLead: async () => answer })
    const [told] = await exchange(port, post(CLOSE, '{}'))
    expect(told?.headers.get('x-more')).toBe('1')
    expect(told?.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })

  test('requests sent in one go are all answered, in their order', async () => {
    const { port, calls } = await startEdge()
    const answers = await exchange(port, post({}, '1') + post({}, '2') + head('GET') + post(CLOSE, '3'))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 405, 202])
    expect(calls.map(({ request }) => request.body.toString())).toEqual(['1', '2', '3'])
  })
})

describe('the first check that fails answers', () => {
  const insecureProxy = { 'x-forwarded-for': '192.0.2.1' }
  const badBody = { 'content-encoding': 'gzip', 'content-length': '5000' }

  test('HTTPS comes before the endpoint', async () => {
    const { port } = await startEdge()
    const [answer] = await exchange(port, head('POST', { ...badBody, ...insecureProxy }, '/in/unknown'))
    expect(answer?.status).toBe(403)
    expect(codeOf(answer)).toBe('https_required')
  })

  test('and is logged where the endpoint is known, even though nothing waits for that', async () => {
    const { port, refused } = await startEdge()
    await exchange(port, post({ ...CLOSE, ...insecureProxy }, '{}', '/in/unknown'))
    await exchange(port, post({ ...CLOSE, ...insecureProxy }, '{}'))
    await vi.waitFor(() => expect(refused).toHaveLength(1))
    expect(refused[0]).toMatchObject({ code: 'https_required', status: 403, bytes: 2, endpoint: { id: 'ep_1' } })
  })

  test('an unknown endpoint comes before the body', async () => {
    const { port, refused } = await startEdge()
    const [answer] = await exchange(port, head('POST', badBody, '/in/x'))
    expect(answer).toMatchObject({ status: 404 })
    expect(codeOf(answer)).toBe('unknown_endpoint')
    expect(refused).toEqual([])
  })

  test('switched off comes before the rate, and the rate before the body', async () => {
    const off = await startEdge({ endpoint: { disabled: true, rate: 1, burst: 1 } })
    for (const _ of [1, 2]) {
      const [answer] = await exchange(off.port, post({ ...CLOSE, 'content-encoding': 'gzip' }, 'x'))
      expect(answer).toMatchObject({ status: 403 })
      expect(codeOf(answer)).toBe('endpoint_disabled')
    }
    const slow = await startEdge({ endpoint: { rate: 0.001, burst: 1 } })
    const answers = await exchange(slow.port, post({}, '1') + post({ ...CLOSE, 'content-encoding': 'gzip' }, '2'))
    expect(answers.map(({ status }) => status)).toEqual([202, 429])
    expect(codeOf(answers[1])).toBe('rate_limited')
    expect(Number(answers[1]?.headers.get('retry-after'))).toBeGreaterThan(900)
    expect(slow.codes()).toEqual(['rate_limited'])
  })

  test('the announced size comes before the encoding', async () => {
    const { port, codes } = await startEdge()
    const [answer] = await exchange(port, head('POST', { 'content-encoding': 'gzip', 'content-length': '1001' }))
    expect(codeOf(answer)).toBe('body_too_large')
    expect(codes()).toEqual(['body_too_large'])
  })

  test.for(['gzip', 'br', 'deflate', 'identity, gzip', 'zstd'])('a body in %s is not read', async (encoding) => {
    const { port, calls, codes } = await startEdge()
    const [answer, next] = await exchange(
      port,
      post({ 'content-encoding': encoding }, 'x'.repeat(50)) + post(CLOSE, '2'),
    )
    expect(answer).toMatchObject({ status: 415 })
    expect(codeOf(answer)).toBe('unsupported_encoding')
    expect(next?.status).toBe(202)
    expect(codes()).toEqual(['unsupported_encoding'])
    expect(calls).toHaveLength(1)
  })

  test('identity is no encoding', async () => {
    const { port } = await startEdge()
    expect((await exchange(port, post({ ...CLOSE, 'content-encoding': 'Identity' }, '{}')))[0]?.status).toBe(202)
  })
})

describe('a body that is too large', () => {
  test('is refused at its announcement, before a byte of it came, and the connection closed', async () => {
    const { port, refused } = await startEdge()
    const connection = open(port)
    connection.send(head('POST', { 'content-length': '10000000000' }))
    await vi.waitFor(() => expect(connection.answers()).toHaveLength(1))
    const [answer] = await connection.untilClosed()
    expect(answer).toMatchObject({ status: 413 })
    expect(answer?.headers.get('connection')).toBe('close')
    expect(refused[0]).toMatchObject({ code: 'body_too_large', bytes: 10_000_000_000 })
  })

  test('is refused where its chunks become too many, however long they go on', async () => {
    const { port, calls, codes } = await startEdge()
    const connection = open(port)
    connection.send(head('POST', { 'transfer-encoding': 'chunked' }))
    const chunk = `400\r\n${'x'.repeat(1024)}\r\n`
    const endless = setInterval(() => connection.send(chunk.repeat(64)), 1)
    const [answer] = await connection.untilClosed()
    clearInterval(endless)
    expect(codeOf(answer)).toBe('body_too_large')
    expect(codes()).toEqual(['body_too_large'])
    expect(calls).toEqual([])
  })

  test('is told to a sender that writes all of it before it reads', async () => {
    const { port } = await startEdge()
    const connection = open(port)
    connection.socket.pause()
    const sent = new Promise((resolve) => connection.socket.write(post({}, 'x'.repeat(20_000_000)), resolve))
    expect(await sent).toBeFalsy()
    connection.socket.resume()
    const [answer] = await connection.untilClosed()
    expect(codeOf(answer)).toBe('body_too_large')
  })

  test('by one byte, in chunks that are all there, is too large as well', async () => {
    const { port } = await startEdge()
    const chunks = `3e9\r\n${'x'.repeat(1001)}\r\n0\r\n\r\n`
    const answers = await exchange(port, head('POST', { 'transfer-encoding': 'chunked' }) + chunks + post({}, '2'))
    expect(answers.map(codeOf)).toEqual(['body_too_large'])
  })
})

describe('a sender that is slow, breaks off or lies', () => {
  const patience = { headMs: 10_000, bodyMs: 100, closeMs: 5000 }

  test('is told so when its body takes too long, and cut off', async () => {
    const { port, codes, calls } = await startEdge({ patience })
    const connection = open(port)
    connection.send(head('POST', { 'content-length': '20' }))
    const drip = setInterval(() => connection.send('x'), 30)
    const [answer, ...more] = await connection.untilClosed()
    clearInterval(drip)
    expect(answer).toMatchObject({ status: 408 })
    expect(codeOf(answer)).toBe('timeout')
    expect(answer?.headers.get('connection')).toBe('close')
    expect(more).toEqual([])
    expect(codes()).toEqual(['timeout'])
    expect(calls).toEqual([])
  })

  test('is told so when its head takes too long', async () => {
    const { port } = await startEdge({ patience: { ...patience, headMs: 100 } })
    const connection = open(port)
    connection.send(`POST ${PATH} HTTP/1.1\r\nhost: x\r\n`)
    const drip = setInterval(() => connection.send('x-a: b\r\n'), 30)
    const [answer] = await connection.untilClosed()
    clearInterval(drip)
    expect(answer).toMatchObject({ status: 408 })
    expect(codeOf(answer)).toBe('timeout')
  })

  test('that leaves in the middle is logged, and no error of ours', async () => {
    const { port, codes, calls, failures } = await startEdge()
    const connection = open(port)
    connection.send(`${head('POST', { 'content-length': '20' })}abc`)
    connection.socket.end()
    connection.socket.destroySoon()
    await vi.waitFor(() => expect(codes()).toEqual(['incomplete_body']))
    expect([calls, failures]).toEqual([[], []])
  })

  test('that announces less than it sends is answered for what it announced, and the rest is no request', async () => {
    const { port, calls } = await startEdge()
    const answers = await exchange(port, post({ 'content-length': '2' }, '{}{"more":"than announced"}\r\n\r\n'))
    expect(calls.map(({ request }) => request.body.toString())).toEqual(['{}'])
    expect(answers.map(({ status }) => status)).toEqual([202])
  })

  test.for([
    ['two lengths', 'content-length: 2\r\ncontent-length: 3'],
    ['a length and chunks', 'content-length: 2\r\ntransfer-encoding: chunked'],
    ['a length that is no number', 'content-length: -1'],
    ['a broken chunk', 'transfer-encoding: chunked'],
    ['a header without a name', ': x'],
  ] as const)('that sends %s is told that this is no HTTP', async ([, lines]) => {
    const { port, calls } = await startEdge()
    const [answer, ...more] = await exchange(port, `POST ${PATH} HTTP/1.1\r\nhost: x\r\n${lines}\r\n\r\nzz\r\n`)
    expect(answer?.status).toBe(400)
    expect(codeOf(answer)).toBe('bad_request')
    expect(answer?.headers.get('x-request-id')).toMatch(/^req_/)
    expect([more, calls]).toEqual([[], []])
  })
})

describe('what goes wrong on our side', () => {
  const mongo = Object.assign(new Error('connection refused'), { name: 'MongoServerSelectionError' })
  const away = [
    new AppError('unavailable', 'no primary'),
    mongo,
    Object.assign(new Error('x'), { name: 'MongooseServerSelectionError' }),
  ]

  test.for(away)('storage that is away is answered 503 with Retry-After ($name)', async (error) => {
    const { port, failures } = await startEdge({ receiveLead: () => Promise.reject(error) })
    const [answer] = await exchange(port, post(CLOSE, '{}'))
    expect(answer).toMatchObject({ status: 503 })
    expect(codeOf(answer)).toBe('unavailable')
    expect(answer?.headers.get('retry-after')).toBe('5')
    expect(failures).toEqual([error])
  })

  test('so it is when the endpoint cannot be looked up', async () => {
    const { port } = await startEdge({ findEndpoint: () => Promise.reject(mongo) })
    const [answer, next] = await exchange(port, post({}, '{}') + post(CLOSE, '{}'))
    expect([codeOf(answer), codeOf(next)]).toEqual(['unavailable', 'unavailable'])
  })

  test('anything else is 500 and tells nothing but the request id', async () => {
    const { port, failures } = await startEdge({ receiveLead: () => Promise.reject(new Error('secret in here')) })
    const [answer] = await exchange(port, post(CLOSE, '{"email":"ann@example.com"}'))
    expect(answer?.status).toBe(500)
    expect(JSON.parse(answer?.body ?? '')).toEqual({
      error: { code: 'internal', message: expect.not.stringContaining('secret') },
      request_id: answer?.headers.get('x-request-id'),
    })
    expect(failures).toHaveLength(1)
  })

  test('a log that cannot be written fails no call', async () => {
    const { port, failures } = await startEdge({
      endpoint: { disabled: true },
      logRefusal: () => Promise.reject(mongo),
    })
    expect(codeOf((await exchange(port, post(CLOSE, '{}')))[0])).toBe('endpoint_disabled')
    expect(failures).toEqual([mongo])
  })
})
