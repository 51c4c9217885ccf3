import { BlockList, isIP, isIPv4 } from 'node:net'
import { AppError } from '../errors.ts'

type Headers = Readonly<Record<string, readonly string[]>>

/** Who is at the other end of a connection, told by the proxies that we trust. */
export type Peer = {
  address: string
  /** By HTTPS, or from this machine itself. */
  isSecure: boolean
  /** By HTTPS, as a trusted proxy says. */
  isHttps: boolean
}

/** Headers by which a proxy shows that it stands between us and the sender. */
const FORWARDING =
  /^(x-forwarded|x-original-|forwarded$|via$|x-real-ip$|x-client-ip$|true-client-ip$|cf-connecting-ip$)/

const LOOPBACK = /^(127\.|::1$)/

/**
 * Reads TRUST_PROXY: addresses and CIDRs, parted by commas or spaces.
 * @throws AppError `bad_config` for anything else.
 */
export function parseProxies(text: string): BlockList {
  const list = new BlockList()
  for (const entry of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const [ip = '', bits, ...more] = entry.split('/')
    const most = isIPv4(ip) ? 32 : 128
    const size = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
    if (isIP(ip) === 0 || ip.includes('%') || more.length > 0 || !(size <= most)) {
      throw new AppError('bad_config', `TRUST_PROXY: "${entry}" is neither an address nor a CIDR`)
    }
    list.addSubnet(ip, size, familyOf(ip))
  }
  return list
}

/**
 * The peer of a plain HTTP connection. It is secure where a trusted proxy says so, in every X-Forwarded-Proto that there is (a
 * sender may have begun the list), and where a process on this machine calls without a proxy.
 */
export function peerOf(remoteAddress: string | undefined, headers: Headers, proxies: BlockList): Peer {
  const address = bare(remoteAddress ?? '')
  if (LOOPBACK.test(address) && !Object.keys(headers).some((name) => FORWARDING.test(name))) {
    return { address, isSecure: true, isHttps: false }
  }
  if (!contains(proxies, address)) return { address, isSecure: false, isHttps: false }
  const protocols = listOf(headers, 'x-forwarded-proto')
  const isHttps = protocols.length > 0 && protocols.every((protocol) => protocol.toLowerCase() === 'https')
  return { address: senderOf(address, listOf(headers, 'x-forwarded-for'), proxies), isSecure: isHttps, isHttps }
}

/** The nearest address that is none of our proxies; what stands to the left of it is the sender's own claim. */
function senderOf(proxy: string, forwarded: readonly string[], proxies: BlockList): string {
  let nearest = proxy
  for (const entry of [...forwarded].reverse()) {
    const address = bare(entry)
    if (isIP(address) === 0) return nearest
    nearest = address
    if (!contains(proxies, address)) return nearest
  }
  return nearest
}

function listOf(headers: Headers, name: string): string[] {
  return (headers[name] ?? []).flatMap((value) => value.split(',')).map((part) => part.trim())
}

/** Without a port, brackets or the prefix that an IPv4 address has on an IPv6 socket. */
function bare(address: string): string {
  const [, bracketed, dotted] = /^(?:\[(.*)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? []
  return (bracketed ?? dotted ?? address).replace(/^::ffff:(?=\d+\.)/i, '')
}

function contains(list: BlockList, address: string): boolean {
  return isIP(address) !== 0 && list.check(address, familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6'
}
