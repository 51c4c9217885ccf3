import { kindNamed } from '../destinations/index.ts'
import type { Destination, PolicyName } from '../handoff/destination.ts'
import { HEALTHY } from '../handoff/health.ts'
import type { SignatureFormat } from '../wire/sign.ts'
import { newSigningSecret } from '../wire/sign.ts'
import { audited, entryAbout } from './audited.ts'
import { checkedHeaders, checkedUrl, checkSettings, overlapWarnings, urlOf } from './check-destination.ts'
import { mappingRemarks } from './map-destination.ts'
import type { Ports } from './ports.ts'

/** What an admin says of a destination that is to be. `url` is null for kinds that know where to call. */
export type NewDestination = Pick<
  Destination,
  'workspace' | 'name' | 'kind' | 'headers' | 'settings' | 'events' | 'decisionsOnly' | 'mapping' | 'concurrency'
> & {
  by: string
  url: string | null
  signing?: SignatureFormat | undefined
  policy?: PolicyName | undefined
  /** Null for as fast as may be. */
  rate?: number | null | undefined
}

/** For kinds that do not say how their receivers expect to be called. */
const USUAL = { signing: 'agentflow', policy: 'default' } as const

/** A new destination, called as its kind usually is unless signing, policy or rate say otherwise; nothing is sent to it by saving. The signing secret is answered this once; `warnings` are for people. */
export async function addDestination(
  ports: Ports,
  asked: NewDestination,
): Promise<{ destination: Destination; warnings: string[] }> {
  const kind = kindNamed(asked.kind)
  const url = urlOf(ports, kind, asked.url, asked.settings)
  checkSettings(kind, asked.settings)
  const headers = checkedHeaders(asked.headers)
  const doubts = await checkedUrl(ports, url)
  const overlaps = await overlapWarnings(ports, { ...asked, url })
  const now = ports.now()
  const usual = kind.usual ?? USUAL
  const { by, signing = usual.signing, policy = usual.policy, rate = kind.usualRate ?? null, ...settings } = asked
  const destination: Destination = {
    ...settings,
    signing,
    policy,
    rate,
    url,
    headers,
    id: ports.newId('dest'),
    secrets: { current: newSigningSecret(ports.randomBytes), previous: null, previousUntil: null },
    state: 'on',
    stateReason: null,
    health: HEALTHY,
    createdAt: now,
  }
  const seen = await mappingRemarks(ports, destination)
  const { workspace, events } = destination
  const entry = entryAbout({ workspace, by }, 'destination added', destination, { kind: kind.name, events })
  await audited(ports, entry, () => ports.destinations.insert(destination))
  return { destination, warnings: [...doubts, ...overlaps, ...seen] }
}
