import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleHandoff } from '../../scripts/example-handoff.ts'
import { quotedFiles, withQuotes } from '../../scripts/quotes.ts'
import { readLine } from '../../src/admin/index.ts'
import { classify } from '../../src/handoff/classify.ts'
import { TRIGGER_PRESETS } from '../../src/handoff/destination.ts'
import { EVENTS } from '../../src/handoff/events.ts'
import { HEALTHY, healthAfter, isGivenUp } from '../../src/handoff/health.ts'
import { POLICIES, retryDelayMs } from '../../src/handoff/retry.ts'
import type { FailureCause, Reply } from '../../src/wire/reply.ts'
import { signatureHeaders } from '../../src/wire/sign.ts'
import { startWorld } from '../support/greenlight.ts'
import { ARRIVED } from '../support/leads.ts'
import { codeWords, DOCS, GUIDE, tableOf } from './guide.ts'

const RENEW = '`node --import tsx scripts/receiving-docs.ts` renews it'
const STATUSES = Array.from({ length: 400 }, (_, i) => 200 + i)
const UNNAMED = 'any other 4xx'

/** How the guide says each cause. */
const CAUSES = {
  refused_address: 'an address that is not public',
  unknown_host: 'an unknown host name',
  dns: 'a name server out of order',
  connect: 'no connection',
  tls: 'a certificate that does not hold',
  timeout: 'too late',
  reset: 'a broken connection',
  too_large: 'an endless answer',
  protocol: 'no HTTP',
} as const satisfies Record<FailureCause, string>

const answered = (status: number): Reply => ({
  kind: 'answered',
  status,
  headers: {},
  body: '',
  bodyCut: false,
  phases: { total: 1 },
})
const failed = (cause: string): Reply => ({
  kind: 'failed',
  cause: cause as FailureCause,
  message: 'It did not work.',
  phases: { total: 1 },
})

describe('the guide for receivers', () => {
  it(`quotes each file of docs/receiving as it is; ${RENEW}`, () => {
    expect(withQuotes(GUIDE, (file) => readFileSync(join(DOCS, file), 'utf8'))).toBe(GUIDE)
    const files = readdirSync(join(DOCS, 'receiving')).map((name) => `receiving/${name}`)
    expect(quotedFiles(GUIDE).sort()).toEqual(files.sort())
  })

  it(`has an example that the code makes; ${RENEW}`, () => {
    expect(readFileSync(join(DOCS, 'receiving/example.json'), 'utf8')).toBe(
      `${JSON.stringify(exampleHandoff(), null, 2)}\n`,
    )
  })

  it('links only to what is there', () => {
    const targets = [...GUIDE.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target)
    expect(targets).not.toEqual([])
    expect(targets.filter((target) => !target.startsWith('https://') && !existsSync(join(DOCS, target)))).toEqual([])
  })

  it('names only commands that there are', () => {
    const lines = codeWords().filter((word) => /^(destination|logs|retry|replay|endpoint) ?/.test(word))
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.filter((line) => !readLine(line.split(' ')))).toEqual([])
  })

  it('tells of each event, and of each set of events', () => {
    expect(tableOf('event').map(([event]) => event)).toEqual(EVENTS.map((event) => `\`${event}\``))
    for (const [name, events] of Object.entries(TRIGGER_PRESETS)) {
      expect(GUIDE.replaceAll('\n', ' ')).toContain(`\`${name}\` (${events.map((event) => `\`${event}\``).join(', ')})`)
    }
  })
})

describe('its headers', () => {
  it('are those that a test handoff brings, and a rotation lasts a day', async () => {
    const world = await startWorld()
    try {
      await world.admin('destination', 'add', '--name', 'crm', '--url', `${world.crm.url}/hook`, '--events', 'test')
      await world.admin('destination', 'test', 'crm')
      const { headers } = await world.crm.waitFor(() => true)
      const transport = ['host', 'connection', 'content-length', 'accept-encoding']
      expect(
        Object.keys(headers)
          .filter((name) => !transport.includes(name))
          .sort(),
      ).toEqual(
        tableOf('header')
          .map(([name = '']) => name.replaceAll('`', '').toLowerCase())
          .sort(),
      )
      expect(headers['user-agent']).toMatch(/^Greenlight\//)
      const rotated = (await world.admin('destination', 'rotate', 'crm')) as { old_valid_until: Date }
      const hours = Math.round((rotated.old_valid_until.getTime() - Date.now()) / 3_600_000)
      expect(GUIDE).toContain(`for ${hours} h both count`)
    } finally {
      await world.stop()
    }
  })

  it.each(['agentflow', 'zapito', 'shared-secret', 'none'] as const)('tell of the signature %s', (format) => {
    const sent = { format, secrets: { current: 'whsec_AAAA' }, id: 'ho_1', event: 'test', body: '', now: ARRIVED }
    expect(codeWords().join(' ')).toMatch(new RegExp(`\\b${format}\\b`, 'i'))
    for (const name of Object.keys(signatureHeaders(sent))) expect(GUIDE.toLowerCase()).toContain(`\`${name}`)
  })
})

describe('its tables of answers', () => {
  const rows = tableOf('your answer').map(([cell = '', kind = '', then = '']) => ({
    names: cell.split(', '),
    kind,
    then,
  }))
  const named = (status: number) =>
    rows.find(({ names }) => names.includes(String(status))) ??
    rows.find(({ names }) => names.includes(`${Math.floor(status / 100)}xx`)) ??
    rows.find(({ names }) => names.includes(UNNAMED) && status >= 400 && status < 500)

  it('say of every status what the code makes of it', () => {
    const wrong = STATUSES.filter((status) => named(status)?.kind !== classify(answered(status)).class)
    expect(wrong).toEqual([])
  })

  it('say which ladder a class has', () => {
    const { ladders } = POLICIES.default
    const said = (kind: string) => rows.find((row) => row.kind === kind)?.then ?? ''
    expect(said('transient')).toContain('long ladder')
    expect(said('misconfigured')).toContain('short ladder')
    for (const kind of ['permanent', 'gone'] as const) {
      expect(said(kind)).toMatch(/^parked at once/)
      expect(ladders[kind]).toEqual([0])
    }
    expect(GUIDE).toContain(`- Long ladder: ${inWords(ladders.transient)}.`)
    expect(GUIDE).toContain(`- Short ladder: ${inWords(ladders.misconfigured)}.`)
  })

  it('say of every request without an answer what the code makes of it', () => {
    const said = tableOf('no answer').flatMap(([cell = '', kind = '']) =>
      cell.split(', ').map((words) => [words, kind]),
    )
    const made = Object.entries(CAUSES).map(([cause, words]) => [words, classify(failed(cause)).class])
    expect(said.sort()).toEqual(made.sort())
  })

  it('and the list below them give the figures that the code has', () => {
    const { default: usual, agentflow, zapito, leadflo } = POLICIES
    const failure = { class: 'transient', step: 1, retryAfterMs: 10_000 } as const
    expect(retryDelayMs(usual, failure, 0)).toBe(10_000)
    const added = ((retryDelayMs(usual, failure, 1) ?? 0) / 10_000 - 1) * 100
    expect(GUIDE).toContain(`Up to ${Math.round(added)} % is added`)
    const longest = retryDelayMs(usual, { ...failure, retryAfterMs: Number.MAX_SAFE_INTEGER }, 1) ?? 0
    expect(GUIDE).toContain(`but after ${duration(longest / 1000)} at the latest`)
    expect(GUIDE).toContain(`answer any 2xx within ${duration(usual.timeoutMs / 1000)} (`)
    expect(GUIDE).toContain(`(one attempt, ${duration(leadflo.timeoutMs / 1000)} to answer)`)
    expect(leadflo.ladders.transient).toHaveLength(1)
    expect(GUIDE).toContain(`(one more attempt after ${duration(zapito.ladders.permanent[1] ?? 0)})`)
    expect(agentflow.ladders.permanent).toEqual(usual.ladders.transient)
  })

  it('and the list below them tell when a destination rests and when it is switched off', () => {
    let health = HEALTHY
    while (!health.openUntil) health = healthAfter(health, 'transient', ARRIVED)
    const { failures } = health
    const restMs = (openings: number) =>
      (healthAfter({ ...health, openings, openUntil: null }, 'transient', ARRIVED).openUntil?.getTime() ?? 0) -
      ARRIVED.getTime()
    const [first, longest] = [restMs(0), restMs(99)].map((ms) => duration(ms / 1000))
    expect(GUIDE).toContain(
      `After ${failures} failures in a row a destination rests for ${first}, then longer each time, up to ${longest},`,
    )
    const days = Number(/After (\d+) days of failures alone it is switched off/.exec(GUIDE)?.[1])
    const since = (ms: number) => new Date(ARRIVED.getTime() + ms)
    expect(isGivenUp({ ...health, failingSince: ARRIVED }, since(days * 86_400_000))).toBe(true)
    expect(isGivenUp({ ...health, failingSince: ARRIVED }, since(days * 86_400_000 - 1))).toBe(false)
  })
})

it('every hint that it explains is one that people are given, and none twice', () => {
  const given = [...STATUSES.map(answered), ...Object.keys(CAUSES).map(failed)].map((reply) => classify(reply).hint)
  const explained = tableOf('hint').map(([hint]) => hint)
  expect(explained.filter((hint) => !given.includes(hint ?? ''))).toEqual([])
  expect(new Set(explained).size).toBe(explained.length)
  expect(explained.length).toBeGreaterThan(10)
})

/** `at once, then after 5 s, 2 min; 3 attempts` */
function inWords(ladder: readonly number[]): string {
  return `at once, then after ${ladder.slice(1).map(duration).join(', ')}; ${ladder.length} attempts`
}

function duration(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
}
