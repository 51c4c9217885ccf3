import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Allow, checkAddress, checkUrl, parseAllow } from '../../src/wire/public-address.ts'
import { embedded, PRIVATE_IPV4, PRIVATE_IPV6, refusedHosts, respelled } from './refused-urls.ts'

const NOTHING = parseAllow('')

function code(url: string, allow: Allow = NOTHING): string {
  const verdict = checkUrl(url, allow)
  if (!verdict.ok) return verdict.code
  return verdict.objection === null ? 'ok' : `unless listed: ${verdict.objection.code}`
}

describe('addresses', () => {
  const PUBLIC = [
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.255.255',
    '172.32.0.1',
  ]
  const PUBLIC_6 = [
    '2606:4700:4700::1111',
    '2a00:1450:4001:82a::200e',
    '2001:200::1',
    '2400:cb00::5efe',
    '2a00:a9fe:a9fe::1',
  ]
  test.each([...PUBLIC, ...PUBLIC_6])('%s is public', (ip) => {
    expect(checkAddress(ip, NOTHING)).toBe('public')
  })

  test.each([
    ...PRIVATE_IPV4,
    ...PRIVATE_IPV6,
    'fe80::1%eth0',
    '2606:4700::1%1',
    '127.1',
    '',
    'localhost',
    '0x7f.0.0.1',
  ])('%s is not', (ip) => expect(checkAddress(ip, NOTHING)).toBe('refused'))

  test.each([...PRIVATE_IPV4, '8.8.8.8'])('%s inside an IPv6 address is not either', (ipv4) => {
    for (const ip of embedded(ipv4)) expect([ip, checkAddress(ip, NOTHING)]).toEqual([ip, 'refused'])
  })

  test('whatever is public in IPv6 lies in 2000::/3', () => {
    const ipv6 = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => {
      const hex = Buffer.from(bytes).toString('hex')
      return (hex.match(/.{4}/g) ?? []).join(':')
    })
    fc.assert(
      fc.property(ipv6, (ip) => {
        const isGlobal = Number.parseInt(ip.slice(0, 1), 16) >> 1 === 1
        expect(isGlobal || checkAddress(ip, NOTHING) === 'refused').toBe(true)
      }),
    )
  })
})

describe('URLs', () => {
  test.each(refusedHosts())('https://%s:8443/ is refused', (host) => {
    const verdict = checkUrl(`https://${host}:8443/`, NOTHING)
    expect(verdict.ok).toBe(false)
    expect(checkUrl(`https://${host}/`, NOTHING).ok).toBe(false)
  })

  test.each([
    ['https://crm.example.com/hook?a=b', 'ok'],
    ['https://crm.example.com:8443/', 'ok'],
    ['https://8.8.8.8/', 'ok'],
    ['https://[2606:4700:4700::1111]:65535/', 'ok'],
    ['https://localhost.example.com/', 'ok'],
    ['https://internal.com/', 'ok'],
    ['https://bücher.example/', 'ok'],
    ['http://crm.example.com/', 'https_required'],
    ['http://8.8.8.8/', 'https_required'],
    ['ftp://crm.example.com/', 'https_required'],
    ['file:///etc/passwd', 'https_required'],
    ['javascript:alert(1)', 'https_required'],
    ['https://user@crm.example.com/', 'user_info'],
    ['https://user:pass@crm.example.com/', 'user_info'],
    ['https://8.8.8.8@127.0.0.1/', 'user_info'],
    ['https://crm.example.com:80/', 'port_refused'],
    ['https://crm.example.com:22/', 'port_refused'],
    ['https://crm.example.com:0/', 'port_refused'],
    ['https://crm.example.com:1023/', 'port_refused'],
    ['https://crm.example.com:1024/', 'ok'],
    ['https://crm.example.com:6000/', 'port_refused'],
    ['https://crm.example.com:6667/', 'port_refused'],
    ['https://crm.example.com:10080/', 'port_refused'],
    ['https://8.8.8.8:25/', 'port_refused'],
    ['https://crm.example.com:65536/', 'malformed_url'],
    ['crm.example.com', 'malformed_url'],
    ['https://', 'malformed_url'],
    ['https://[::1/', 'malformed_url'],
    ['https://[fe80::1%25eth0]/', 'malformed_url'],
    ['https://256.0.0.1/', 'malformed_url'],
    ['', 'malformed_url'],
    ['https://crm.example.com\\@127.0.0.1/', 'ok'],
    ['https:/\t/127.0.0.1/', 'address_refused'],
    ['https:127.0.0.1', 'address_refused'],
  ])('%s is %s', (url, expected) => {
    expect(code(url)).toBe(expected)
  })

  test('a message tells nothing that would map the network: two refused addresses read the same', () => {
    const message = (ip: string) => {
      const verdict = checkUrl(`https://${ip}/`, NOTHING)
      return verdict.ok ? '' : verdict.message.replace(ip, 'X')
    }
    expect(message('127.0.0.1')).toBe(message('10.1.2.3'))
    expect(message('127.0.0.1')).toContain('EGRESS_ALLOW')
  })
})

describe('EGRESS_ALLOW', () => {
  const allow = parseAllow('10.0.0.0/8, 127.0.0.1 fd12::/16\ncrm, CRM.corp.internal,bücher.internal')

  test.each([
    ['http://10.1.2.3:80/', 'ok'],
    ['http://10.1.2.3:22/', 'ok'],
    ['http://[fd12::1]:6000/', 'ok'],
    ['http://[::ffff:10.1.2.3]/', 'ok'],
    ['http://127.0.0.2/', 'address_refused'],
    ['http://8.8.8.8/', 'https_required'],
    ['http://crm:8080/', 'ok'],
    ['http://crm.corp.internal/', 'ok'],
    ['http://xn--bcher-kva.internal/', 'ok'],
    ['http://a.crm.corp.internal/', 'unless listed: host_refused'],
    ['http://crm.example.com/', 'unless listed: https_required'],
    ['https://crm.example.com:22/', 'unless listed: port_refused'],
    ['https://crm.example.com/', 'ok'],
    ['http://u:p@crm:8080/', 'user_info'],
    ['http://crm./', 'host_refused'],
    ['ftp://crm/', 'https_required'],
  ])('%s is %s', (url, expected) => {
    expect(code(url, allow)).toBe(expected)
  })

  test.each(respelled('127.0.0.1'))('opens 127.0.0.1 in the spelling %s too', (host) => {
    expect(code(`http://${host}/`, allow)).toBe('ok')
  })

  test('only names do not loosen anything for other names', () => {
    expect(code('http://crm.example.com/', parseAllow('crm'))).toBe('https_required')
    expect(code('https://localhost/', parseAllow('crm'))).toBe('host_refused')
  })

  const EVERYTHING = parseAllow('0.0.0.0/0 ::/0 metadata.google.internal')
  const METADATA = ['169.254.169.254', '169.254.170.2', '168.63.129.16', '100.100.100.200', '192.0.0.192']
  test.each([...METADATA, 'fd00:ec2::254', 'fd20:ce::254', 'fe80::a9fe:a9fe', '64:ff9b:1::1'])(
    'never opens the metadata address %s',
    (ip) => {
      expect(checkAddress(ip, EVERYTHING)).toBe('refused')
      expect(checkAddress(ip, EVERYTHING, 'metadata.google.internal')).toBe('refused')
    },
  )

  test.each(METADATA)('never opens %s inside an IPv6 address', (ipv4) => {
    for (const ip of embedded(ipv4)) expect([ip, checkAddress(ip, EVERYTHING)]).toEqual([ip, 'refused'])
  })

  test('opens what a listed name leads to, and nothing for other names', () => {
    expect(checkAddress('192.168.1.1', allow, 'crm')).toBe('listed')
    expect(checkAddress('192.168.1.1', allow, 'other')).toBe('refused')
    expect(checkAddress('10.1.1.1', allow, 'other')).toBe('listed')
  })

  test.each([
    '10.0.0.0/33',
    '10.0.0',
    'http://crm',
    'crm:8080',
    '*.corp',
    'a b/c',
    '[::1]',
    'fe80::1%eth0',
    'crm.',
    '::/129',
    '/8',
  ])('refuses %j at start', (text) => expect(() => parseAllow(text)).toThrow(/EGRESS_ALLOW/))
})
