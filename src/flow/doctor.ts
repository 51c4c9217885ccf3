import { type Finding, ok, skewFinding } from './finding.ts'
import { overview } from './overview.ts'
import type { Ports } from './ports.ts'
import { destinationFindings, endpointFindings } from './set-up-findings.ts'
import { slackFindings } from './slack-findings.ts'

const LAG_WARN_MS = 10_000
const LAG_FAIL_MS = 5 * 60_000
const WORST_FIRST: readonly Finding['state'][] = ['fail', 'warn', 'ok']

/** Looks at everything that a workspace needs, and tells first what is to be mended. What cannot be looked at is a finding, too: it never throws. */
export async function doctor(ports: Ports, workspace: string): Promise<Finding[]> {
  const looks: [string, () => Promise<Finding[]>][] = [
    ['MongoDB', () => databaseFindings(ports)],
    ['Slack', () => slackFindings(ports, workspace)],
    ['Encryption keys', () => keyFindings(ports, workspace)],
    ['Queue', () => queueFindings(ports, workspace)],
    ['Endpoints', () => endpointFindings(ports, workspace)],
    ['Destinations', () => destinationFindings(ports, workspace)],
  ]
  const found = await Promise.all(looks.map(([what, look]) => look().catch((error) => [notLookedAt(what, error)])))
  return found.flat().sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state))
}

function notLookedAt(what: string, error: unknown): Finding {
  const detail = error instanceof Error ? error.message : String(error)
  return {
    what,
    state: 'fail',
    detail: `could not be looked at: ${detail}`,
    fix: 'Mend what is said here, then run doctor again.',
  }
}

async function databaseFindings({ database }: Ports): Promise<Finding[]> {
  const { hasPrimary, skewMs } = await database.look()
  const fix = 'Start MongoDB as a replica set that MONGODB_URI reaches: rs.status() tells who is primary.'
  if (!hasPrimary) return [{ what: 'MongoDB', state: 'fail', detail: 'has no writable primary', fix }]
  return [ok('MongoDB', 'has a writable primary'), skewFinding('Clock against MongoDB', skewMs)]
}

/** Reading them opens every sealed value. */
async function keyFindings({ endpoints, destinations }: Ports, workspace: string): Promise<Finding[]> {
  const what = 'Encryption keys'
  try {
    await Promise.all([endpoints.list(workspace), destinations.list(workspace)])
    return [ok(what, 'open every stored secret')]
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return [
      { what, state: 'fail', detail, fix: 'List every key that was ever used in ENCRYPTION_KEYS, the new one first.' },
    ]
  }
}

async function queueFindings(ports: Ports, workspace: string): Promise<Finding[]> {
  const { lagMs } = await overview(ports, workspace)
  const detail = lagMs > 0 ? `the longest wait is ${Math.round(lagMs / 1000)} s` : 'nothing is late'
  if (lagMs < LAG_WARN_MS) return [ok('Queue', detail)]
  const state = lagMs < LAG_FAIL_MS ? 'warn' : 'fail'
  return [{ what: 'Queue', state, detail, fix: 'Look that a process with ROLE=worker or all runs, or start one more.' }]
}
