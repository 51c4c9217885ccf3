import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Level, USUAL_THRESHOLDS } from '../../src/lead/score.ts'
import { axesOf, confidenceOf, grounded, reasonsOf, scoreValue } from '../../src/scoring/compute.ts'
import { type Finding, LEVELS, USUAL_RUBRIC } from '../../src/scoring/rubric.ts'

const LADDER: Level[] = ['none', 'not_stated', 'weak', 'clear', 'strong']
const TEXT = 'We need a demo by Friday; 40k approved, says our CEO.'
const QUOTES = ['need a demo', 'by Friday', '40k approved', 'our CEO', null]

const findings = fc
  .tuple(...USUAL_RUBRIC.map(() => fc.record({ level: fc.constantFrom(...LEVELS), quote: fc.constantFrom(...QUOTES) })))
  .map((each) => each.map((finding, at): Finding => ({ criterion: USUAL_RUBRIC[at]?.id ?? '', ...finding })))
const thresholds = fc
  .tuple(fc.nat(100), fc.nat(100))
  .map(([one, other]) => ({ approve: Math.max(one, other), reject: Math.min(one, other) }))

const all = (level: Level, quote: string | null = null): Finding[] =>
  USUAL_RUBRIC.map(({ id, weight }) => ({ criterion: id, level: weight > 0 ? level : 'none', quote }))
/** Strong on everything, with words of their own for each. */
const proven = () => all('strong').map((claim, at) => ({ ...claim, quote: QUOTES[at % 4] ?? null }))
const confidence = (claims: readonly Finding[], rulesValue = 50, limits = USUAL_THRESHOLDS) =>
  confidenceOf({ rubric: USUAL_RUBRIC, claims, shown: [TEXT], thresholds: limits, others: [rulesValue] })

describe('the value', () => {
  it('reaches both ends of 0–100 and stays within', () => {
    expect(scoreValue(USUAL_RUBRIC, all('strong'))).toBe(100)
    expect(scoreValue(USUAL_RUBRIC, all('none'))).toBe(0)
    fc.assert(
      fc.property(findings, fc.integer({ min: -50, max: 50 }), (each, extra) => {
        const value = scoreValue(USUAL_RUBRIC, each, extra)
        expect(Number.isInteger(value) && value >= 0 && value <= 100).toBe(true)
      }),
    )
  })

  it('never falls when a level rises, and never rises when a fault does', () => {
    fc.assert(
      fc.property(findings, fc.nat(USUAL_RUBRIC.length - 1), fc.nat(3), (each, at, rung) => {
        const criterion = USUAL_RUBRIC[at]
        const withLevel = (level: Level | undefined) =>
          scoreValue(
            USUAL_RUBRIC,
            each.map((finding, index) => (index === at ? { ...finding, level: level ?? 'none' } : finding)),
          )
        const rise = withLevel(LADDER[rung + 1]) - withLevel(LADDER[rung])
        expect(Math.sign(rise) * Math.sign(criterion?.weight ?? 0)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('gives silence less than a hint and more than a no', () => {
    const [no, silent, hint] = (['none', 'not_stated', 'weak'] as const).map((level) =>
      scoreValue(USUAL_RUBRIC, all(level)),
    )
    expect([no, silent, hint]).toEqual([0, 15, 35])
  })
})

describe('the axes', () => {
  it('tell fit from intent', () => {
    const on = (axis: string) =>
      all('strong').map((each) =>
        USUAL_RUBRIC.find(({ id }) => id === each.criterion)?.axis === axis
          ? each
          : { ...each, level: 'none' as const },
      )
    expect(axesOf(USUAL_RUBRIC, on('fit'))).toEqual({ fit: 'A', intent: 3 })
    expect(axesOf(USUAL_RUBRIC, on('intent'))).toEqual({ fit: 'C', intent: 1 })
  })
})

describe('the reasons', () => {
  it('name every criterion once, the weightiest first', () => {
    const reasons = reasonsOf(USUAL_RUBRIC, all('strong'))
    expect(reasons).toHaveLength(USUAL_RUBRIC.length)
    expect(reasons[0]).toMatchObject({ criterion: 'need', label: 'Need', level: 'strong', points: 25 })
  })
})

describe('evidence', () => {
  it('counts when it stands in the text, whatever its case and spaces', () => {
    const claim: Finding = { criterion: 'need', level: 'strong', quote: 'NEED a\n  demo' }
    expect(grounded(USUAL_RUBRIC, claim, [TEXT])).toEqual({ ...claim, quote: 'need a demo' })
  })

  it('that is invented makes praise unsaid and leaves blame standing', () => {
    const praise: Finding = { criterion: 'budget', level: 'strong', quote: 'a million dollars' }
    const blame: Finding = { criterion: 'pitch', level: 'strong', quote: 'buy our links' }
    expect(grounded(USUAL_RUBRIC, praise, [TEXT])).toEqual({ criterion: 'budget', level: 'not_stated', quote: null })
    expect(grounded(USUAL_RUBRIC, blame, [TEXT])).toEqual({ ...blame, quote: null })
  })

  it('of one letter is none', () => {
    expect(grounded(USUAL_RUBRIC, { criterion: 'need', level: 'clear', quote: 'e' }, [TEXT]).level).toBe('not_stated')
  })

  it('never adds to the value by being invented', () => {
    fc.assert(
      fc.property(findings, fc.nat(USUAL_RUBRIC.length - 1), (each, at) => {
        const value = (claims: Finding[]) =>
          scoreValue(
            USUAL_RUBRIC,
            claims.map((claim) => grounded(USUAL_RUBRIC, claim, [TEXT])),
          )
        const lied = each.map((finding, index) => (index === at ? { ...finding, quote: 'never written' } : finding))
        const silent = each.map((finding, index) => (index === at ? { ...finding, quote: null } : finding))
        expect(value(lied)).toBeLessThanOrEqual(value(each))
        expect(value(lied)).toBe(value(silent))
      }),
    )
  })
})

describe('the confidence', () => {
  it('stays within 0–1', () => {
    fc.assert(
      fc.property(findings, fc.nat(100), thresholds, (each, rulesValue, limits) => {
        const sure = confidence(each, rulesValue, limits)
        expect(sure).toBeGreaterThanOrEqual(0)
        expect(sure).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('falls with every invented quote', () => {
    fc.assert(
      fc.property(
        findings,
        fc.nat(USUAL_RUBRIC.length - 1),
        fc.nat(100),
        thresholds,
        (each, at, rulesValue, limits) => {
          const honest = each.map((finding) => ({
            ...finding,
            level: finding.quote ? finding.level : ('not_stated' as const),
          }))
          const chosen = honest[at]
          fc.pre(
            chosen !== undefined &&
              chosen.criterion !== 'reachability' &&
              ['weak', 'clear', 'strong'].includes(chosen.level),
          )
          const lied = honest.map((finding, index) => (index === at ? { ...finding, quote: 'never written' } : finding))
          expect(confidence(lied, rulesValue, limits)).toBeLessThan(confidence(honest, rulesValue, limits))
        },
      ),
    )
  })

  it('gains nothing when invented evidence drags the value away from a threshold', () => {
    const honest = proven()
    const lied = honest.map((claim) => (claim.criterion === 'need' ? { ...claim, quote: 'never written' } : claim))
    const limits = { approve: 100, reject: 0 }
    expect(confidence(honest, 79, limits) - confidence(lied, 79, limits)).toBeGreaterThan(0.1)
  })

  it('grows with agreement with the rules and with distance from a threshold', () => {
    const claims = proven()
    expect(confidence(claims, 100)).toBeGreaterThan(confidence(claims, 20))
    expect(confidence(claims, 100, { approve: 80, reject: 20 })).toBeGreaterThan(
      confidence(claims, 100, { approve: 99, reject: 20 }),
    )
  })

  it('is high for a well-proven lead and under 0.6 for one that says nothing', () => {
    expect(confidence(proven(), 95)).toBeGreaterThan(0.85)
    expect(confidence(all('not_stated'), 25)).toBeLessThan(0.6)
  })

  it('is under 0.6 where the same words prove everything, and nobody else comes near', () => {
    expect(confidence(all('strong', 'need a demo'), 50)).toBeLessThan(0.6)
    expect(confidence(proven(), 50)).toBeLessThan(0.6)
  })
})
