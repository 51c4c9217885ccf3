import { kindNamed } from '../destinations/index.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Attempt, Handoff } from '../handoff/handoff.ts'
import { type Health, isGivenUp } from '../handoff/health.ts'
import { audited, entryAbout } from './audited.ts'
import type { Ports } from './ports.ts'
import { tellAdmins } from './tell-admins.ts'

/** A 403 that is transient is one, too: that of an org whose calls are used up. */
const LIMITS: readonly (number | null)[] = [403, 429]
/** For a vendor that does not say how long. */
const LEAST_REST_MS = 5000
const EVER = new Date(0)
const GONE = 'it answered 410 Gone; set a new URL, then resume it'
const GIVEN_UP = 'it has failed for five days; correct it, then resume it'

/** Lets an attempt count for or against its destination: a breaker opens or closes, a lost cause is switched off, admins are told. */
export async function noteHealth(ports: Ports, destination: Destination, handoff: Handoff): Promise<void> {
  const attempt = handoff.attempts.at(-1)
  const { health: seen } = destination
  const isQuiet = attempt?.class === 'delivered' && seen.failures === 0 && !seen.openUntil
  if (!attempt || isQuiet || (attempt.class === 'permanent' && !seen.openUntil)) return
  if (attempt.class === 'gone' && handoff.state === 'parked') return switchOff(ports, destination, handoff, GONE)
  const now = ports.now()
  const health = await ports.destinations.noteAttempt(destination.id, attempt.class, now, restMs(destination, attempt))
  if (!health) return
  const { before, after } = health
  if (isGivenUp(after, now)) return switchOff(ports, destination, handoff, GIVEN_UP)
  if (after.openUntil) ports.later.deliver(destination.id, after.openUntil)
  if (before.openUntil && !after.openUntil) ports.later.deliver(destination.id, before.failingSince ?? EVER)
  const what = newsOf(health, attempt.class === 'misconfigured' && handoff.state === 'parked')
  if (!what) return
  const episode = (after.failingSince ?? before.failingSince ?? now).getTime()
  const { workspace, channel, hint } = handoff
  const about = { workspace, channel, subject: `${destination.id}:${episode}` }
  const detail = [attempt.error, hint].filter(Boolean).join(', ') || null
  await tellAdmins(ports, about, { what, destination: destination.name, detail, progress: null })
}

/** What admins are to hear of that; null for nothing new. */
function newsOf({ before, after }: { before: Health; after: Health }, isParked: boolean) {
  if (before.openings === 0 && after.openings > 0) return 'failing'
  if (before.openings > 0 && after.openings === 0) return 'recovered'
  return isParked && after.openings === 0 ? 'parked' : null
}

/** A vendor limits all calls of an account alike, or is overloaded for all of them: what it said to one handoff holds for the others, however long that one waits. */
function restMs({ kind }: Destination, { class: fate, status, askedMs }: Attempt): number {
  const isLimit = fate === 'transient' && (askedMs > 0 || LIMITS.includes(status))
  return isLimit && kindNamed(kind).baseUrl !== null ? Math.max(askedMs, LEAST_REST_MS) : 0
}

async function switchOff(ports: Ports, destination: Destination, handoff: Handoff, reason: string): Promise<void> {
  const { id, name, workspace } = destination
  const at = ports.now()
  const entry = entryAbout({ workspace, by: 'greenlight' }, 'destination disabled', destination, { reason })
  if (!(await audited(ports, entry, () => ports.destinations.switchOff(id, reason)))) return
  const about = { workspace, channel: handoff.channel, subject: `${id}:off:${at.getTime()}` }
  await tellAdmins(ports, about, { what: 'disabled', destination: name, detail: reason, progress: null })
}
