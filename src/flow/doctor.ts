import type { Destination } from '../handoff/destination.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { overview } from './overview.ts'
import type { ChannelFacts, Ports, SlackFacts } from './ports.ts'

/** One thing that was looked at; `fix` says what to type or do where it is not well. */
export type Finding = { what: string; state: 'ok' | 'warn' | 'fail'; detail: string; fix: string | null }

const SKEW_WARN_MS = 2000
const SKEW_FAIL_MS = 60_000
const LAG_WARN_MS = 10_000
const LAG_FAIL_MS = 5 * 60_000
const QUIET_DAYS = 7
const DAY_MS = 86_400_000
const CHECK_MS = 3000
const NEEDED = ['chat:write', 'commands', 'users:read']
const USEFUL = ['channels:read', 'files:write', 'groups:read', 'im:write', 'usergroups:read', 'users:read.email']

/** Looks at everything that a workspace needs. What cannot be looked at is a finding, too: it never throws. */
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
  return found.flat()
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

function ok(what: string, detail: string): Finding {
  return { what, state: 'ok', detail, fix: null }
}

async function databaseFindings({ database }: Ports): Promise<Finding[]> {
  const { hasPrimary, skewMs } = await database.look()
  const fix = 'Start MongoDB as a replica set that MONGODB_URI reaches: rs.status() tells who is primary.'
  if (!hasPrimary) return [{ what: 'MongoDB', state: 'fail', detail: 'has no writable primary', fix }]
  return [ok('MongoDB', 'has a writable primary'), skewFinding('Clock against MongoDB', skewMs)]
}

function skewFinding(what: string, skewMs: number | null): Finding {
  if (skewMs === null) return { what, state: 'warn', detail: 'is not known', fix: 'Run doctor again in a minute.' }
  const detail = `${(Math.abs(skewMs) / 1000).toFixed(1)} s apart`
  if (Math.abs(skewMs) < SKEW_WARN_MS) return ok(what, detail)
  const state = Math.abs(skewMs) < SKEW_FAIL_MS ? 'warn' : 'fail'
  return {
    what,
    state,
    detail,
    fix: 'Set both clocks by NTP (timedatectl set-ntp true): signatures count for five minutes.',
  }
}

async function slackFindings(ports: Ports, workspace: string): Promise<Finding[]> {
  const endpoints = await ports.endpoints.list(workspace).catch(() => [])
  const used = endpoints.flatMap(({ channel, disabled }) => (channel && !disabled ? [channel] : []))
  const facts = await ports.slack.look([...new Set(used)])
  const fix = 'Install Greenlight again, and set SLACK_BOT_TOKEN to the xoxb-… token of its Install App page.'
  if (facts.error !== null) return [{ what: 'Slack token', state: 'fail', detail: facts.error, fix }]
  return [
    facts.team === workspace
      ? ok('Slack token', `works, as ${facts.bot ?? 'the bot'}`)
      : { what: 'Slack token', state: 'fail', detail: `is of another workspace, ${facts.team}`, fix },
    scopeFinding(facts),
    skewFinding('Clock against Slack', facts.skewMs),
    ...facts.channels.map((channel) => channelFinding(channel, facts.scopes)),
  ]
}

function scopeFinding({ scopes }: SlackFacts): Finding {
  const what = 'Slack scopes'
  if (scopes.length === 0)
    return { what, state: 'warn', detail: 'Slack did not name them', fix: 'Run doctor again in a minute.' }
  const missing = (names: readonly string[]) => names.filter((name) => !scopes.includes(name)).join(', ')
  const fix = 'Add them under OAuth & Permissions of the app, and install it again.'
  if (missing(NEEDED)) return { what, state: 'fail', detail: `missing: ${missing(NEEDED)}`, fix }
  if (missing(USEFUL)) return { what, state: 'warn', detail: `optional ones missing: ${missing(USEFUL)}`, fix }
  return ok(what, 'all there')
}

function channelFinding({ id, name, state }: ChannelFacts, scopes: readonly string[]): Finding {
  const what = `Channel ${name ? `#${name}` : id}`
  switch (state) {
    case 'member':
      return ok(what, 'takes posts')
    case 'open':
      return scopes.includes('chat:write.public')
        ? ok(what, 'takes posts; Greenlight is no member')
        : { what, state: 'fail', detail: 'Greenlight is no member', fix: 'Type /invite @greenlight there.' }
    case 'archived':
      return {
        what,
        state: 'fail',
        detail: 'is archived',
        fix: 'Unarchive it, or `endpoint edit <name> --channel C…`.',
      }
    case 'absent':
      return {
        what,
        state: 'fail',
        detail: 'cannot be seen',
        fix: 'Type /invite @greenlight there, or `endpoint edit <name> --channel C…`.',
      }
    case 'unknown':
      return {
        what,
        state: 'warn',
        detail: 'cannot be looked at',
        fix: 'Add the scopes channels:read and groups:read.',
      }
  }
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

async function endpointFindings(ports: Ports, workspace: string): Promise<Finding[]> {
  const endpoints = await ports.endpoints.list(workspace)
  const fix = 'endpoint add --name web --source agentflow --channel C…'
  if (endpoints.length === 0) return [{ what: 'Endpoints', state: 'warn', detail: 'there is none', fix }]
  return Promise.all(endpoints.map((endpoint) => endpointFinding(ports, endpoint)))
}

async function endpointFinding(ports: Ports, { id, workspace, name, disabled }: Endpoint): Promise<Finding> {
  const what = `Endpoint ${name}`
  if (disabled)
    return { what, state: 'warn', detail: 'is disabled: it refuses every call', fix: `endpoint enable ${name}` }
  const rows = await ports.inboundLog.recent(workspace, { endpoint: id, limit: 1 })
  const test = `endpoint test ${name}`
  const [last] = rows
  if (!last) return { what, state: 'warn', detail: 'nothing came in for 30 days', fix: test }
  const days = Math.floor((ports.now().getTime() - last.at.getTime()) / DAY_MS)
  const detail = `last call ${last.at.toISOString()}: ${last.outcome}${last.code ? `, ${last.code}` : ''}`
  if (last.outcome === 'rejected') return { what, state: 'warn', detail, fix: `logs inbound --endpoint ${name}` }
  return days < QUIET_DAYS ? ok(what, detail) : { what, state: 'warn', detail, fix: test }
}

async function destinationFindings(ports: Ports, workspace: string): Promise<Finding[]> {
  const { destinations } = await overview(ports, workspace)
  const fix = 'destination add --name crm --url https://… --events lead.qualified'
  if (destinations.length === 0) return [{ what: 'Destinations', state: 'warn', detail: 'there is none', fix }]
  return Promise.all(
    destinations.map(({ destination, failing }) => destinationFinding(ports, destination, failing?.hint)),
  )
}

async function destinationFinding(ports: Ports, destination: Destination, hint?: string | null): Promise<Finding> {
  const { name, state, stateReason, health, url } = destination
  const what = `Destination ${name}`
  const test = `destination test ${name}`
  if (state !== 'on') {
    const detail = [`is ${state}`, stateReason].filter(Boolean).join(': ')
    return { what, state: state === 'paused' ? 'warn' : 'fail', detail, fix: `destination resume ${name}` }
  }
  const check = await ports.courier.check(url, { timeoutMs: CHECK_MS })
  if (check.verdict === 'refused')
    return { what, state: 'fail', detail: check.message, fix: `destination edit ${name} --url https://…` }
  if (check.verdict === 'unresolved')
    return { what, state: 'fail', detail: 'its host has no address', fix: `destination edit ${name} --url https://…` }
  if (health.failures > 0 || hint) {
    const detail = [`${health.failures} failures in a row`, hint].filter(Boolean).join('; ')
    return { what, state: health.openings > 0 ? 'fail' : 'warn', detail, fix: `${test}, then logs handoffs` }
  }
  return ok(what, 'is on, and nothing failed lately')
}
