import { settingProblems } from '../destinations/index.ts'
import type { Kind } from '../destinations/kind.ts'
import { AppError } from '../errors.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Ports } from './ports.ts'

const CHECK_MS = 5000
const UNRESOLVED = 'The host of this URL has no address yet. It is saved; check its spelling.'
/** What the body and the signature are made of, and what a connection owns: not for an admin to set. */
const RESERVED =
  /^(host|content-length|content-type|connection|keep-alive|transfer-encoding|te|trailer|upgrade|proxy-.*|accept-encoding|expect|idempotency-key|webhook-(id|timestamp|signature)|x-agentflow-.*|x-zapito-.*|x-webhook-secret)$/
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/
const NOT_IN_HEADERS = /[^\t\x20-\x7e\x80-\xff]/

/** Names in lower case. Throws `bad_input` for what may not be set or cannot be sent. */
export function checkedHeaders(headers: Record<string, string>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase().trim(), value.trim()] as const)
  for (const [name, value] of entries) {
    if (!HEADER_NAME.test(name)) throw new AppError('bad_input', `"${name}" is no header name.`)
    if (RESERVED.test(name)) {
      throw new AppError('bad_input', `The header "${name}" is set by Greenlight itself; leave it out.`)
    }
    if (NOT_IN_HEADERS.test(value)) {
      throw new AppError('bad_input', `The value of "${name}" holds characters that no header may have.`)
    }
  }
  return Object.fromEntries(entries)
}

/** Throws `bad_input` for a setting that its kind does not know, and for one that is missing. */
export function checkSettings(kind: Kind, settings: Destination['settings']): void {
  const problems = settingProblems(kind, settings)
  if (problems.length > 0) throw new AppError('bad_input', problems.join('\n'))
}

/** Where a destination's requests go: its own URL, or its vendor's API. Throws `bad_input` for a kind that got the wrong one of them. */
export function urlOf(ports: Ports, kind: Kind, url: string | null, settings: Destination['settings']): string {
  const { name, baseUrl } = kind
  if (baseUrl === null) {
    if (url === null) throw new AppError('bad_input', `${name} needs --url, the address that it sends to.`)
    return url
  }
  if (url !== null) throw new AppError('bad_input', `${name} knows its address; leave --url out, or --set base_url=…`)
  if (kind.isOurSlack) return ports.slackApi.url
  return settings.base_url ?? baseUrl
}

/** Throws `bad_input` where we would never connect; answers doubts otherwise. Nothing is sent. */
export async function checkedUrl(ports: Ports, url: string): Promise<string[]> {
  const check = await ports.courier.check(url, { timeoutMs: CHECK_MS })
  if (check.verdict === 'refused') throw new AppError('bad_input', check.message)
  return check.verdict === 'unresolved' ? [UNRESOLVED] : []
}

/** Two destinations at one URL that hear of the same decision make duplicates there. */
export async function overlapWarnings(
  ports: Ports,
  asked: Pick<Destination, 'workspace' | 'url' | 'settings' | 'events'> & { id?: string },
): Promise<string[]> {
  const others = await ports.destinations.list(asked.workspace)
  const place = placeOf(asked)
  const between = others.flatMap(({ id, name, events, ...where }) => {
    const both =
      id !== asked.id && placeOf(where) === place ? events.filter((event) => asked.events.includes(event)) : []
    return both.length > 0
      ? [`"${name}" sends ${both.join(', ')} to the same URL: each arrives there twice. Keep one.`]
      : []
  })
  const isTwice = asked.events.includes('lead.scored') && asked.events.some((event) => event !== 'lead.scored')
  const within =
    'It hears of a lead when it is scored and again when it is decided: the receiver must deduplicate by lead_id.'
  return isTwice ? [...between, within] : between
}

/** A vendor's address is shared by all its customers; what was set tells them apart. */
function placeOf({ url, settings }: Pick<Destination, 'url' | 'settings'>): string {
  return JSON.stringify([url, Object.entries(settings).toSorted()])
}
