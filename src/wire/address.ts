import { BlockList, isIP, isIPv4, SocketAddress } from 'node:net'
import { domainToASCII } from 'node:url'
import { AppError } from '../errors.ts'

/** What the operator opened by EGRESS_ALLOW, besides the public internet. */
export type Allow = {
  /** Host names, lower-case, in the form a parsed URL shows. */
  names: ReadonlySet<string>
  addresses: BlockList
  hasAddresses: boolean
}

/** `listed`: the operator opened it. `public`: anybody may have it. Anything else is refused. */
type AddressVerdict = 'public' | 'listed' | 'refused'

/** The eight groups of an IPv6 address. */
type Groups = [number, number, number, number, number, number, number, number]

// IANA special-purpose registries, https://www.iana.org/assignments/iana-ipv4-special-registry and …ipv6…, and Azure's host.
const SPECIAL_IPV4 = cidrs(`0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12
  192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15
  198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`)
const GLOBAL_IPV6 = cidrs('2000::/3')
/** Inside 2000::/3: Teredo and other protocols, documentation, 6to4, AS112. Mapped, NAT64 and the like are outside it. */
const SPECIAL_IPV6 = cidrs('2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20')

/** Cloud metadata and the links it lives on; also NAT64's local prefix, whose mapping nobody can know. Never opened. */
const METADATA = cidrs(`169.254.0.0/16 168.63.129.16/32 100.100.100.200/32 192.0.0.192/32
  fe80::/10 fd00:ec2::/32 fd20:ce::254/128 64:ff9b:1::/48`)

const HOST_NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/

/**
 * Reads EGRESS_ALLOW: addresses, CIDRs and host names, parted by commas or spaces.
 * @throws AppError `bad_config` for anything else.
 */
export function parseAllow(text: string): Allow {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '')
  const ranges = entries.filter(isRange)
  const names = entries.filter((entry) => !isRange(entry)).map(nameOf)
  return { names: new Set(names), addresses: cidrs(ranges.join(' ')), hasAddresses: ranges.length > 0 }
}

/** Judges one IP address; `host` is the name that led to it, since the operator may have opened that name. */
export function checkAddress(ip: string, allow: Allow, host = ''): AddressVerdict {
  if (isIP(ip) === 0 || ip.includes('%')) return 'refused'
  const address = parsed(ip)
  const inner = isIPv4(ip) ? null : embeddedIPv4(groupsOf(ip))
  if (METADATA.check(address) || (inner !== null && METADATA.check(parsed(inner)))) return 'refused'
  if (allow.names.has(host) || allow.addresses.check(address)) return 'listed'
  return isPublic(ip, address) ? 'public' : 'refused'
}

function isPublic(ip: string, address: SocketAddress): boolean {
  if (isIPv4(ip)) return !SPECIAL_IPV4.check(address)
  return GLOBAL_IPV6.check(address) && !SPECIAL_IPV6.check(address) && !isIsatap(groupsOf(ip))
}

/** The IPv4 address that an IPv6 one stands for: 6to4, Teredo, ISATAP, NAT64, mapped, translated or compatible. */
function embeddedIPv4(groups: Groups): string | null {
  const [a, b, c, d, , , g, h] = groups
  if (a === 0x2002) return dotted(b, c)
  if (a === 0x2001 && b === 0) return dotted(g ^ 0xffff, h ^ 0xffff)
  const isNat64 = a === 0x64 && b === 0xff9b
  const isZeroes = a === 0 && b === 0 && c === 0 && d === 0
  return isNat64 || isZeroes || isIsatap(groups) ? dotted(g, h) : null
}

/** RFC 5214: any prefix, then `0:5efe` or `200:5efe`, then the IPv4 address. */
function isIsatap([, , , , e, f]: Groups): boolean {
  return (e & 0xfdff) === 0 && f === 0x5efe
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.')
}

function groupsOf(ip: string): Groups {
  const [head = '', tail = ''] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split('::')
  const before = hexGroups(head)
  const after = hexGroups(tail)
  const middle = Array<number>(8 - before.length - after.length).fill(0)
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = [...before, ...middle, ...after]
  return [a, b, c, d, e, f, g, h]
}

function hexGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}

function parsed(ip: string): SocketAddress {
  return new SocketAddress({ address: ip, family: isIPv4(ip) ? 'ipv4' : 'ipv6' })
}

function isRange(entry: string): boolean {
  const [ip = '', bits] = entry.split('/')
  const family = isIP(ip)
  if (family === 0 || ip.includes('%')) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function nameOf(entry: string): string {
  const name = /[/?#@:\\%]/.test(entry) ? '' : domainToASCII(entry)
  if (HOST_NAME.test(name) && isIP(name) === 0) return name
  throw new AppError('bad_config', `EGRESS_ALLOW: "${entry}" is neither an address, a CIDR nor a host name`)
}

function cidrs(text: string): BlockList {
  const list = new BlockList()
  for (const entry of text.split(/\s+/).filter((part) => part !== '')) {
    const [ip = '', bits] = entry.split('/')
    const family = isIPv4(ip) ? 'ipv4' : 'ipv6'
    list.addSubnet(ip, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family)
  }
  return list
}
