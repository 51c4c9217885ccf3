/** Addresses that no outsider may have us connect to, in IPv4. */
export const PRIVATE_IPV4 = [
  '0.0.0.0', '0.0.0.1', '0.255.255.255', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.127.255.255', '100.100.100.200',
  '127.0.0.1', '127.0.0.2', '127.255.255.255', '168.63.129.16', '169.254.0.1', '169.254.169.254', '169.254.170.2',
  '172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.0.192', '192.0.2.1', '192.31.196.1', '192.52.193.1', '192.88.99.1',
  '192.168.0.1', '192.168.255.255', '192.175.48.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1',
  '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255',
] // biome-ignore format: a table

/** The same in IPv6. */
export const PRIVATE_IPV6 = [
  '::', '::1', '::2', 'fe80::1', 'febf::1', 'fec0::1', 'feff::1', 'fc00::1', 'fd00::1', 'fd00:ec2::254', 'fd20:ce::254',
  'ff02::1', 'ff0e::1', '100::1', '100:0:0:1::1', '2001:db8::1', '2001:db8:ffff::1', '3fff::1', '3fff:fff::1', '5f00::1',
  '2001::1', '2001:2::1', '2001:10::1', '2001:20::1', '2001:1ff::1', '2620:4f:8000::1', '4000::1', '1fff::1', '64:ff9b:1::1',
  'e000::1', 'a000::1', '0:0:0:0:0:0:0:1', '0000:0000:0000:0000:0000:0000:0000:0001',
] // biome-ignore format: a table

/** IPv6 spellings of an IPv4 address: mapped, compatible, translated, NAT64, 6to4, Teredo and ISATAP. */
export function embedded(ipv4: string): string[] {
  const bytes = ipv4.split('.').map(Number)
  const pair = (high = 0, low = 0) => ((high << 8) | low).toString(16)
  const hex = `${pair(bytes[0], bytes[1])}:${pair(bytes[2], bytes[3])}`
  const inverted = bytes.map((byte) => byte ^ 0xff)
  const invertedHex = `${pair(inverted[0], inverted[1])}:${pair(inverted[2], inverted[3])}`
  return [
    `::ffff:${ipv4}`, `::ffff:${hex}`, `0:0:0:0:0:ffff:${hex}`, `::${hex}`, `::ffff:0:${hex}`, `64:ff9b::${hex}`,
    `64:ff9b:1::${hex}`, `2002:${hex}::1`, `2001:0:4136:e378:8000:63bf:${invertedHex}`, `fe80::5efe:${hex}`,
    `2a00:1450:4001:82a:0:5efe:${hex}`, `2a00:1450:4001:82a:200:5efe:${hex}`,
  ] // biome-ignore format: a table
}

/** IPv4 spellings that a URL parser takes for the same address: decimal, octal, hexadecimal, short, escaped, wide. */
export function respelled(ipv4: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number)
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
  const octal = [a, b, c, d].map((byte) => `0${byte.toString(8)}`).join('.')
  const hex = [a, b, c, d].map((byte) => `0x${byte.toString(16)}`).join('.')
  const wide = [...ipv4]
    .map((char) => (char === '.' ? '。' : String.fromCodePoint(char.charCodeAt(0) - 48 + 0xff10)))
    .join('')
  const circled = [...ipv4]
    .map((char) => (char === '.' ? '.' : char === '0' ? '⓪' : String.fromCodePoint(0x245f + Number(char))))
    .join('')
  const escaped = [...ipv4].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('')
  return [
    ipv4, `${ipv4}.`, String(whole), `0x${whole.toString(16)}`, `0X${whole.toString(16).toUpperCase()}`, `0${whole.toString(8)}`,
    octal, hex, `0x${a.toString(16)}.0${b.toString(8)}.${c}.${d}`, `${a}.${b}.${c * 256 + d}`, `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.0x${((b * 256 + c) * 256 + d).toString(16)}`, wide, circled, escaped, `000${octal.slice(1)}`,
  ] // biome-ignore format: a table
}

/** Host names that belong to a private network or to this machine. */
const PRIVATE_NAMES = [
  'localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'crm', 'crm.', 'metadata', 'metadata.google.internal', 'x.internal',
  'printer.local', 'api.default.svc', 'api.default.svc.cluster.local', 'router.home.arpa', 'a.b.INTERNAL', 'example.com.',
  'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', 'local%68ost', 'x.%69nternal', 'x。internal',
] // biome-ignore format: a table

/** Every spelling of every address and name above, with a port, as hosts of a URL. */
export function refusedHosts(): string[] {
  return [
    ...PRIVATE_IPV4.flatMap(respelled),
    ...PRIVATE_IPV6.map((ip) => `[${ip}]`),
    ...PRIVATE_IPV4.flatMap(embedded).map((ip) => `[${ip}]`),
    ...embedded('8.8.8.8').map((ip) => `[${ip}]`),
    ...PRIVATE_NAMES,
  ]
}
