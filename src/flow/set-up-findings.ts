import type { Destination } from '../handoff/destination.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { type Finding, ok } from './finding.ts'
import { overview } from './overview.ts'
import type { Ports } from './ports.ts'

const QUIET_DAYS = 7
const DAY_MS = 86_400_000
const CHECK_MS = 3000

/** How the endpoints are, by what came in last. */
export async function endpointFindings(ports: Ports, workspace: string): Promise<Finding[]> {
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
  const detail = `last call ${utcMinute(last.at)}: ${last.outcome}${last.code ? `, ${last.code}` : ''}`
  if (last.outcome === 'rejected') return { what, state: 'warn', detail, fix: `logs inbound --endpoint ${name}` }
  return days < QUIET_DAYS ? ok(what, detail) : { what, state: 'warn', detail, fix: test }
}

function utcMinute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** How the destinations are, and whether we would connect there. */
export async function destinationFindings(ports: Ports, workspace: string): Promise<Finding[]> {
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
