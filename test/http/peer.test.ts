import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { parseProxies, peerOf } from '../../src/http/peer.ts'

type Sent = Record<string, readonly string[]>
const PROXIES = '10.0.0.0/8, 192.0.2.7 2001:db8::/32'

const peer = (remote: string | undefined, headers: Sent = {}, proxies = PROXIES) =>
  peerOf(remote, headers, parseProxies(proxies))
const isSecure = (...about: Parameters<typeof peer>) => peer(...about).isSecure
const proto = (...values: string[]) => ({ 'x-forwarded-proto': values })

describe('whether a connection counts as HTTPS', () => {
  test.for<[string, string, Sent, string, boolean]>([
    ['a stranger', '203.0.113.5', {}, PROXIES, false],
    ['a stranger that claims HTTPS', '203.0.113.5', proto('https'), PROXIES, false],
    ['a listed proxy that says HTTPS', '10.1.2.3', proto('https'), PROXIES, true],
    ['a listed proxy that says HTTPS in capitals', '10.1.2.3', proto('HTTPS'), PROXIES, true],
    ['a listed proxy on an IPv6 socket', '::ffff:10.1.2.3', proto('https'), PROXIES, true],
    ['a listed IPv6 proxy', '2001:db8::5', proto('https'), PROXIES, true],
    ['a listed proxy that says HTTP', '10.1.2.3', proto('http'), PROXIES, false],
    ['a listed proxy that says nothing', '10.1.2.3', {}, PROXIES, false],
    ['a listed proxy behind a claim of its sender', '10.1.2.3', proto('https, http'), PROXIES, false],
    ['a listed proxy that appends HTTPS to HTTP', '10.1.2.3', proto('http', 'https'), PROXIES, false],
    ['two listed proxies that agree', '10.1.2.3', proto('https', 'https'), PROXIES, true],
    ['a listed proxy with an empty word', '10.1.2.3', proto(''), PROXIES, false],
    ['a neighbour of a listed proxy', '192.0.2.8', proto('https'), PROXIES, false],
    ['a process on this machine', '127.0.0.1', {}, PROXIES, true],
    ['a process on this machine by IPv6', '::1', {}, '', true],
    ['a process on this machine by mapped IPv6', '::ffff:127.0.0.5', {}, '', true],
    ['a proxy on this machine that is not listed', '127.0.0.1', proto('https'), PROXIES, false],
    ['a proxy on this machine that is listed', '127.0.0.1', proto('https'), '127.0.0.1', true],
    ['a listed proxy on this machine that says HTTP', '::1', proto('http'), '::1', false],
    [
      'a listed proxy on this machine that only names the sender',
      '::1',
      { 'x-forwarded-for': ['1.2.3.4'] },
      '::1',
      false,
    ],
    ['a listed process on this machine without any header', '127.0.0.1', {}, '127.0.0.0/8', true],
  ])('%s', ([, remote, headers, proxies, secure]) => {
    expect(isSecure(remote, headers, proxies)).toBe(secure)
  })

  test.for([
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-ssl',
    'forwarded',
    'via',
    'x-real-ip',
    'cf-connecting-ip',
  ])('on this machine, %s shows a proxy', (name) => {
    expect(isSecure('127.0.0.1', { [name]: [''] }, '')).toBe(false)
  })

  test('HTTPS to us is told apart from a process on this machine', () => {
    expect(peer('10.1.2.3', proto('https')).isHttps).toBe(true)
    expect(peer('127.0.0.1').isHttps).toBe(false)
  })

  test('a connection that is gone already is not secure', () => {
    expect(isSecure(undefined)).toBe(false)
  })
})

describe("the sender's address", () => {
  const from = (remote: string, ...forwarded: string[]) => peer(remote, { 'x-forwarded-for': forwarded }).address

  test.for<[string, string, string[], string]>([
    ['a stranger is itself, whatever it claims', '203.0.113.5', ['1.2.3.4'], '203.0.113.5'],
    ['a proxy tells who called it', '10.0.0.1', ['198.51.100.9'], '198.51.100.9'],
    [
      'claims left of the nearest stranger do not count',
      '10.0.0.1',
      ['1.2.3.4, 198.51.100.9, 10.0.0.2'],
      '198.51.100.9',
    ],
    ['several headers are one list', '10.0.0.1', ['1.2.3.4', '198.51.100.9'], '198.51.100.9'],
    ['ports and brackets are left out', '10.0.0.1', ['[2001:4860::1]:443'], '2001:4860::1'],
    ['an IPv4 port is left out', '10.0.0.1', ['198.51.100.9:5000'], '198.51.100.9'],
    ['only proxies: the farthest', '10.0.0.1', ['10.0.0.3, 10.0.0.2'], '10.0.0.3'],
    ['no address: the nearest known', '10.0.0.1', ['1.2.3.4, unknown, 10.0.0.2'], '10.0.0.2'],
    ['nothing: the proxy', '::ffff:10.0.0.1', [], '10.0.0.1'],
  ])('%s', ([, remote, forwarded, address]) => {
    expect(from(remote, ...forwarded)).toBe(address)
  })
})

test.for([
  'localhost',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  'fe80::1%eth0',
  '10.0.0.256',
  '::/129',
  '10.0.0.0/-1',
])('TRUST_PROXY does not take %s', (text) => {
  expect(() => parseProxies(text)).toThrow(AppError)
})
