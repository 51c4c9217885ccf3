import { describe, expect, it } from 'vitest'
import type { AttemptClass } from '../../src/handoff/handoff.ts'
import { breaker, HEALTHY, type Health, healthAfter, isGivenUp } from '../../src/handoff/health.ts'

const START = new Date('2026-03-02T09:00:00Z')
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000)
const afterAttempts = (health: Health, attempts: AttemptClass[], now = START) =>
  attempts.reduce((current, attempt) => healthAfter(current, attempt, now), health)
const ten = Array.from({ length: 10 }, () => 'transient' as const)

describe('a breaker', () => {
  it('opens with the tenth failure in a row, for ten seconds', () => {
    expect(breaker(afterAttempts(HEALTHY, ten.slice(1)), START)).toBe('closed')
    const open = afterAttempts(HEALTHY, ten)
    expect(breaker(open, later(9.9))).toBe('open')
    expect(breaker(open, later(10))).toBe('probing')
  })

  it('counts anew after a success', () => {
    expect(breaker(afterAttempts(HEALTHY, [...ten.slice(1), 'delivered', 'transient']), START)).toBe('closed')
  })

  it('is not moved by those that were under way when it opened', () => {
    expect(afterAttempts(HEALTHY, [...ten, ...ten]).openUntil).toEqual(later(10))
  })

  it('opens twice as long after each failed probe, five minutes at most', () => {
    let health = afterAttempts(HEALTHY, ten)
    const waits: number[] = []
    for (let probe = 0; probe < 7; probe++) {
      const now = health.openUntil ?? START
      health = healthAfter(health, 'transient', now)
      waits.push(((health.openUntil?.getTime() ?? 0) - now.getTime()) / 1000)
    }
    expect(waits).toEqual([20, 40, 80, 160, 300, 300, 300])
  })

  it.each(['delivered', 'permanent'] as const)('closes when its probe is %s: the receiver answers again', (answer) => {
    expect(afterAttempts(HEALTHY, [...ten, answer], later(11))).toEqual(HEALTHY)
  })

  it('does not count bodies that were refused', () => {
    expect(
      afterAttempts(
        HEALTHY,
        Array.from({ length: 50 }, () => 'permanent' as const),
      ),
    ).toEqual(HEALTHY)
  })
})

describe('a rest that a vendor asked for', () => {
  const resting = healthAfter(HEALTHY, 'transient', START, 30_000)

  it('holds all handoffs back from the first refusal on, and is no failure of the destination’s', () => {
    expect(breaker(resting, later(29.9))).toBe('open')
    expect(breaker(resting, later(30))).toBe('probing')
    expect(resting.openings).toBe(0)
  })

  it.each(['delivered', 'permanent'] as const)('is not cut short by what was under way and is %s', (answer) => {
    expect(breaker(healthAfter(resting, answer, later(1)), later(29))).toBe('open')
    expect(healthAfter(resting, answer, later(30))).toEqual(HEALTHY)
  })

  it('is begun anew by a probe that is refused, and looked at every five minutes at the latest', () => {
    expect(healthAfter(resting, 'transient', later(30), 30_000).openUntil).toEqual(later(60))
    expect(healthAfter(HEALTHY, 'transient', START, 24 * 3_600_000).openUntil).toEqual(later(300))
  })

  it('is over with any other answer to its probe, which counts as every failure does', () => {
    const after = healthAfter(resting, 'transient', later(30))
    expect(breaker(after, later(30))).toBe('closed')
    expect(after.failures).toBe(2)
    expect(healthAfter(resting, 'transient', later(1)).openUntil).toEqual(later(30))
  })

  it('opens the breaker too, when ten calls in a row were refused', () => {
    const limited = ten.reduce((health) => healthAfter(health, 'transient', START, 30_000), HEALTHY)
    expect(limited).toMatchObject({ openings: 1, openUntil: later(30) })
  })
})

describe('a destination is given up', () => {
  const FIVE_DAYS_S = 5 * 24 * 3600

  it('when its breaker has not closed for five days', () => {
    const open = afterAttempts(HEALTHY, ten)
    expect(isGivenUp(open, later(FIVE_DAYS_S - 1))).toBe(false)
    expect(isGivenUp(open, later(FIVE_DAYS_S))).toBe(true)
  })

  it('not for two failures that lie days apart', () => {
    const twice = healthAfter(afterAttempts(HEALTHY, ['transient']), 'transient', later(FIVE_DAYS_S + 1))
    expect(isGivenUp(twice, later(FIVE_DAYS_S + 1))).toBe(false)
  })
})
