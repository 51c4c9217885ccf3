import { kindNamed } from '../destinations/index.ts'
import { AppError } from '../errors.ts'
import type { Destination } from '../handoff/destination.ts'
import { HEALTHY } from '../handoff/health.ts'
import { newSigningSecret } from '../wire/sign.ts'
import type { Ports } from './ports.ts'

export type NewDestination = Pick<
  Destination,
  'workspace' | 'name' | 'kind' | 'url' | 'headers' | 'events' | 'signing' | 'policy' | 'concurrency' | 'rate'
> & { by: string }

const CHECK_MS = 5000
const UNRESOLVED = 'The host of this URL has no address yet. It is saved; check its spelling.'
/** What the body and the signature are made of, and what a connection owns: not for an admin to set. */
const RESERVED =
  /^(host|content-length|content-type|connection|transfer-encoding|idempotency-key|webhook-(id|timestamp|signature)|x-agentflow-.*|x-zapito-.*|x-webhook-secret)$/
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/

/** A new destination; nothing is sent to it by saving. The signing secret is answered this once; `warnings` are for people. */
export async function addDestination(
  ports: Ports,
  asked: NewDestination,
): Promise<{ destination: Destination; warnings: string[] }> {
  kindNamed(asked.kind)
  const headers = checkedHeaders(asked.headers)
  const check = await ports.courier.check(asked.url, { timeoutMs: CHECK_MS })
  if (check.verdict === 'refused') throw new AppError('bad_input', check.message)
  const overlaps = await overlapping(ports, asked)
  const now = ports.now()
  const { by, ...settings } = asked
  const destination: Destination = {
    ...settings,
    headers,
    id: ports.newId('dest'),
    secrets: { current: newSigningSecret(ports.randomBytes), previous: null, previousUntil: null },
    state: 'on',
    stateReason: null,
    health: HEALTHY,
    createdAt: now,
  }
  await ports.destinations.insert(destination)
  const { id, workspace, name, kind, events } = destination
  await ports.audit.write({ at: now, workspace, by, what: 'destination added', detail: { id, name, kind, events } })
  return { destination, warnings: [...(check.verdict === 'unresolved' ? [UNRESOLVED] : []), ...overlaps] }
}

function checkedHeaders(headers: Record<string, string>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase().trim(), value.trim()] as const)
  for (const [name, value] of entries) {
    if (!HEADER_NAME.test(name)) throw new AppError('bad_input', `"${name}" is no header name.`)
    if (RESERVED.test(name))
      throw new AppError('bad_input', `The header "${name}" is set by Greenlight itself; leave it out.`)
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
      throw new AppError('bad_input', `The value of "${name}" holds characters that no header may have.`)
  }
  return Object.fromEntries(entries)
}

/** Two destinations at one URL that both hear of decisions make duplicates there. */
async function overlapping(ports: Ports, asked: NewDestination): Promise<string[]> {
  const others = await ports.destinations.list(asked.workspace)
  return others
    .filter(({ url }) => url === asked.url)
    .map(
      ({ name }) =>
        `"${name}" sends to the same URL already: each lead will arrive there more than once. Keep one of the two.`,
    )
}
