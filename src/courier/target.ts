import { isIP } from 'node:net'
import { type Allow, addressObjection, addressOf, checkAddress, checkUrl } from '../wire/public-address.ts'
import type { Address, Lookup } from './names.ts'
import { Newest } from './newest.ts'

const MAX_URLS = 1_000

/** Where one request may go: its addresses were checked, and only they are connected to. */
export type Target = {
  url: URL
  addresses: readonly Address[]
  /** Judges the address that a socket says it is connected to. */
  admits: (ip: string) => boolean
}

/** We do not connect there. The message tells a person what to do, and nothing about the network. */
export class AddressRefused extends Error {}

/**
 * Resolves a URL's host once and judges all that it leads to: one address that is not allowed refuses the whole answer.
 * @throws AddressRefused, or what `lookup` throws.
 */
export async function targetOf(text: string, allow: Allow, lookup: Lookup): Promise<Target> {
  const verdict = checkUrl(text, allow)
  if (!verdict.ok) throw new AddressRefused(verdict.message)
  const { url, objection } = verdict
  const judged = (ip: string) => {
    const address = checkAddress(ip, allow, url.hostname)
    return address === 'listed' || (address === 'public' && objection === null)
  }
  const ip = addressOf(url)
  const addresses = ip === null ? await lookup(url.hostname) : [{ address: ip, family: isIP(ip) }]
  if (addresses.length === 0 || !addresses.every(({ address }) => judged(address)))
    throw new AddressRefused((objection ?? addressObjection(url.hostname)).message)
  const admitted = new Set(addresses.map(({ address }) => address))
  return { url, addresses, admits: (ip) => admitted.has(ip) || judged(ip) }
}

/** The same, with names looked up as often; but the very same answer for the same URL is not judged twice. */
export function rememberingTargets(allow: Allow, lookup: Lookup): (text: string) => Promise<Target> {
  const targets = new Newest<Target>(MAX_URLS)
  return async (text) => {
    const last = targets.get(text)
    if (last && (addressOf(last.url) !== null || (await lookup(last.url.hostname)) === last.addresses)) return last
    const target = await targetOf(text, allow, lookup)
    targets.set(text, target)
    return target
  }
}
