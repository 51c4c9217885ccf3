import { isIP } from 'node:net'
import { type Allow, checkAddress } from './address.ts'

export { type Allow, checkAddress, parseAllow } from './address.ts'

/** Why we would not connect there, and what a person should do about it. */
type Objection = {
  code: 'malformed_url' | 'https_required' | 'user_info' | 'port_refused' | 'host_refused' | 'address_refused'
  message: string
}

/** `objection` stands unless every address that the name leads to turns out to be listed in EGRESS_ALLOW. */
type UrlVerdict = { ok: true; url: URL; objection: Objection | null } | ({ ok: false } & Objection)

const PRIVATE_SUFFIX = /\.(internal|local|localhost|svc|home\.arpa)$/
const FIRST_USER_PORT = 1024

/** From https://fetch.spec.whatwg.org/#port-blocking, those above 1023. */
const BLOCKED_PORTS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

const OPERATOR = 'Whoever runs Greenlight can open others with EGRESS_ALLOW.'

/**
 * Judges a URL as far as its text goes; a name must still be resolved and every address judged by `checkAddress`.
 * Messages never tell what an address leads to, so that they are no map of the network.
 */
export function checkUrl(text: string, allow: Allow): UrlVerdict {
  if (!URL.canParse(text))
    return refused('malformed_url', 'This is no URL. It should look like https://crm.example.com/hook.')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { ok: false, ...HTTPS_REQUIRED }
  if (url.username !== '' || url.password !== '') {
    return refused('user_info', 'Take user name and password out of the URL and send them in a header.')
  }
  if (url.hostname.endsWith('.')) return refused('host_refused', 'Take the dot from the end of the host name.')
  const ip = addressOf(url)
  return ip === null ? checkName(url, allow) : checkLiteral(url, ip, allow)
}

/** The address that the URL's host spells, without brackets; null when the host is a name. */
export function addressOf(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(host) === 0 ? null : host
}

/** The objection to a name whose addresses are not all acceptable. */
export function addressObjection(host: string): Objection {
  return { code: 'address_refused', message: `${host} is not on the public internet. ${OPERATOR}` }
}

function checkName(url: URL, allow: Allow): UrlVerdict {
  if (allow.names.has(url.hostname)) return { ok: true, url, objection: null }
  const objection = nameObjection(url.hostname) ?? schemeObjection(url) ?? portObjection(url)
  return objection === null || allow.hasAddresses ? { ok: true, url, objection } : { ok: false, ...objection }
}

function checkLiteral(url: URL, ip: string, allow: Allow): UrlVerdict {
  const verdict = checkAddress(ip, allow)
  if (verdict === 'refused') return { ok: false, ...addressObjection(url.hostname) }
  const objection = verdict === 'listed' ? null : (schemeObjection(url) ?? portObjection(url))
  return objection === null ? { ok: true, url, objection } : { ok: false, ...objection }
}

const HTTPS_REQUIRED: Objection = { code: 'https_required', message: `The URL must begin with https://. ${OPERATOR}` }

function schemeObjection(url: URL): Objection | null {
  return url.protocol === 'https:' ? null : HTTPS_REQUIRED
}

function nameObjection(host: string): Objection | null {
  if (host.includes('.') && !PRIVATE_SUFFIX.test(host)) return null
  return { code: 'host_refused', message: `${host} is a name of a private network. ${OPERATOR}` }
}

function portObjection(url: URL): Objection | null {
  const port = Number(url.port || '443')
  if (port === 443 || (port >= FIRST_USER_PORT && !BLOCKED_PORTS.has(port))) return null
  return {
    code: 'port_refused',
    message: `Port ${port} is not for web services: use 443, or one above 1023. ${OPERATOR}`,
  }
}

function refused(code: Objection['code'], message: string): UrlVerdict {
  return { ok: false, code, message }
}
