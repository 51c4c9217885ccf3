import { Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { Newest } from './newest.ts'

/** One address that a name leads to. */
export type Address = { address: string; family: number }

/** Every address of a name. Throws with Node's DNS codes: ENOTFOUND or ENODATA when there is none. */
export type Lookup = (host: string) => Promise<Address[]>

const QUERY_TIMEOUT_MS = 2_500
const QUERY_TRIES = 2
const FRESH_MS = 5_000
const MAX_NAMES = 1_000

const HOSTS_FILE = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts'

/**
 * Asks the hosts file, then DNS itself. Not dns.lookup: that waits in a thread pool of four, where a few names with a dead
 * server would hold up every destination, and the disk with them. The price is that names are taken as absolute, without
 * the machine's search domains. IPv4 comes first, since a route for it is the likelier one.
 */
export async function lookupSystem(host: string): Promise<Address[]> {
  const known = hostsEntries(await readFile(HOSTS_FILE, 'utf8').catch(() => ''), host)
  if (known.length > 0) return known

  const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: QUERY_TRIES })
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const found = [
    ...(v4.status === 'fulfilled' ? v4.value.map((address) => ({ address, family: 4 })) : []),
    ...(v6.status === 'fulfilled' ? v6.value.map((address) => ({ address, family: 6 })) : []),
  ]
  if (found.length > 0) return found
  const failures = [v4, v6].filter((result) => result.status === 'rejected').map((result) => result.reason)
  throw failures.find((failure) => !isUnknownHost(failure)) ?? failures[0]
}

/** Whether a DNS error says that the name has no address, rather than that nobody could say. */
export function isUnknownHost(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA')
}

/** The same lookup, but an answer holds for five seconds and askers at the same time share one question. */
export function remembering(lookup: Lookup): Lookup {
  const answers = new Newest<{ at: number; answer: Promise<Address[]> }>(MAX_NAMES)
  return (host) => {
    const known = answers.get(host)
    if (known !== undefined && performance.now() - known.at < FRESH_MS) return known.answer
    const answer = lookup(host)
    answers.set(host, { at: performance.now(), answer })
    answer.catch(() => {
      if (answers.get(host)?.answer === answer) answers.delete(host)
    })
    return answer
  }
}

/** What a hosts file says of a name. */
export function hostsEntries(file: string, host: string): Address[] {
  return file
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([, ...names]) => names.some((name) => name.toLowerCase() === host))
    .map(([address = '']) => ({ address, family: isIP(address) }))
    .filter(({ family }) => family !== 0)
}
