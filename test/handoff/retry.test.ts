import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AttemptClass } from '../../src/handoff/handoff.ts'
import { attemptsAllowed, POLICIES, retryAfterMs, retryDelayMs } from '../../src/handoff/retry.ts'

const DAY_MS = 24 * 3600 * 1000
const NOW = new Date('2026-03-02T09:30:00Z')
const FAILURES = ['transient', 'misconfigured', 'permanent', 'gone'] as const

/** The waits of a handoff that fails this way forever, in seconds. */
function waits(policy: keyof typeof POLICIES, failure: AttemptClass, isLost = false): number[] {
  const found: number[] = []
  for (let step = 1; ; step++) {
    const delay = retryDelayMs(POLICIES[policy], { class: failure, step, retryAfterMs: 0, isLost }, 0)
    if (delay === null) return found
    found.push(delay / 1000)
  }
}

describe('the ladder', () => {
  it('of a transient failure is 5 s, 30 s, 2 m, 10 m, 30 m, 2 h, 5 h, 10 h, 10 h', () => {
    expect(waits('default', 'transient')).toEqual([5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 36_000])
    expect(attemptsAllowed('default', 'transient')).toBe(10)
  })

  it('of a lost answer begins with more short waits, where the receiver can be asked what it has', () => {
    const rest = [120, 600, 1800, 7200, 18_000, 36_000, 36_000]
    expect(waits('default', 'transient', true)).toEqual([5, 30, 30, 30, 30, ...rest])
    expect(waits('default', 'misconfigured', true)).toEqual([30, 300])
  })

  it('of a misconfigured destination is short, and of a refusal empty', () => {
    expect(waits('default', 'misconfigured')).toEqual([30, 300])
    expect(waits('default', 'permanent')).toEqual([])
    expect(waits('default', 'gone')).toEqual([])
  })

  it.each(FAILURES)('of the presets is what their systems promise, also when a failure is %s', (failure) => {
    expect(waits('agentflow', failure)).toEqual(waits('default', 'transient'))
    expect(waits('zapito', failure)).toEqual([30])
    expect(waits('leadflo', failure)).toEqual([])
  })

  it('gives ten seconds to answer, and leadflo five', () => {
    expect(Object.entries(POLICIES).map(([name, { timeoutMs }]) => `${name} ${timeoutMs}`)).toEqual([
      'default 10000',
      'agentflow 10000',
      'zapito 10000',
      'leadflo 5000',
    ])
  })

  it('never calls earlier than its step or Retry-After say, nor later than in 24 hours', () => {
    const steps = waits('default', 'transient')
    const anyStep = fc.integer({ min: 1, max: steps.length })
    const anyAsked = fc.integer({ min: 0, max: 2 * DAY_MS })
    const anyChance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(anyStep, anyAsked, anyChance, (step, asked, chance) => {
        const failure = { class: 'transient' as const, step, retryAfterMs: asked }
        const delay = retryDelayMs(POLICIES.default, failure, chance) ?? Number.NaN
        const least = Math.max((steps[step - 1] ?? Number.NaN) * 1000, asked)
        expect(delay).toBeGreaterThanOrEqual(Math.min(least, DAY_MS))
        expect(delay).toBeLessThanOrEqual(Math.min(least * 1.1, DAY_MS))
      }),
    )
  })
})

describe('Retry-After', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each([
    ['120', 120_000],
    [' 7 ', 7000],
    ['0', 0],
    ['1.5', 1500],
    ['86401', DAY_MS],
    ['9'.repeat(400), DAY_MS],
    ['Mon, 02 Mar 2026 09:31:00 GMT', 60_000],
    ['Monday, 02-Mar-26 09:31:00 GMT', 60_000],
    ['Mon Mar  2 09:31:00 2026', 60_000],
    ['Mon, 02 Mar 2026 09:29:00 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Fri, 01 Jan 2100 00:00:00 GMT', DAY_MS],
  ])('of "%.40s" is %d ms', (header, ms) => expect(retryAfterMs(header, NOW)).toBe(ms))

  it.each([
    undefined,
    '',
    '-1',
    '1,5',
    '1e3',
    '0x10',
    '5 s',
    'soon',
    'NaN',
    'Infinity',
    'Sunday 3000',
    'Mon 5',
    '2026-03-02',
    'Mon, 99 Mar 2026 09:31:00 GMT',
  ])('of %s says nothing', (header) => expect(retryAfterMs(header, NOW)).toBeNull())

  it('means GMT wherever the process runs', () => {
    vi.stubEnv('TZ', 'America/New_York')
    expect(NOW.getTimezoneOffset()).toBe(300)
    expect(retryAfterMs('Mon Mar  2 09:31:00 2026', NOW)).toBe(60_000)
  })

  it('never makes a time of whatever else is sent', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const ms = retryAfterMs(header, NOW)
        if (ms !== null) expect(header).toMatch(/^\s*\d+(\.\d+)?\s*$/)
      }),
    )
  })
})
