import { kindNamed } from '../destinations/index.ts'
import type { Destination } from '../handoff/destination.ts'
import { masked } from './masked.ts'

/** A destination as the lists show it: the path of its URL may be a credential, so it is masked. */
export function destinationRow({ id, name, kind, url, events, state, stateReason, health }: Destination) {
  return { id, name, kind, url: maskedUrl(url), events, state, reason: stateReason, failures: health.failures }
}

/** All that may be shown of a destination: header names, but never their values. */
export function destinationDetails(destination: Destination) {
  const { kind, headers, settings, mapping, signing, secrets, policy, concurrency, rate, health, createdAt } =
    destination
  return {
    ...destinationRow(destination),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, masked(value)])),
    settings: shownSettings(kind, settings),
    mapping,
    signing,
    signing_secret: masked(secrets.current),
    old_secret_valid_until: secrets.previousUntil,
    policy,
    concurrency,
    rate,
    failing_since: health.failingSince,
    waits_until: health.openUntil,
    created_at: createdAt,
  }
}

/** Secret ones masked. */
function shownSettings(kind: string, settings: Destination['settings']): Record<string, string> {
  const known = kindNamed(kind).settings
  const shown = Object.entries(settings).map(([name, value]) => [name, known[name]?.isSecret ? masked(value) : value])
  return Object.fromEntries(shown)
}

function maskedUrl(url: string): string {
  const { origin, pathname, search } = new URL(url)
  const rest = pathname + search
  return rest === '/' ? origin : `${origin}/${masked(rest)}`
}
