import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sifted, wording } from '../../src/scoring/sieve.ts'

/** The source of a pattern, and a text that it matches. */
type Matched = { source: string; text: string }

const LETTERS = 'abkS é ßẞſ İıΣς Ωφ жЖ 请给 100 .[(|?*+^$/{}-_😀Å\u0307'
const literal = fc
  .tuple(fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 6 }), fc.boolean())
  .map(([letters, isUpper]) => ({
    source: letters.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
    text: isUpper ? letters.toUpperCase() : letters.toLowerCase(),
  }))
const { pattern } = fc.letrec<{ pattern: Matched; group: Matched }>((tie) => ({
  pattern: fc.array(fc.oneof({ maxDepth: 4 }, literal, tie('group')), { minLength: 1, maxLength: 4 }).map(inTurn),
  group: fc.oneof(
    fc.constantFrom(
      { source: '[abc)|]+', text: 'b' },
      { source: '\\w{2,3}?', text: 'xy' },
      { source: 'x{0,2}', text: '' },
      { source: 'd??', text: '' },
      { source: '\\u0041(?:\\p{L}|\\s)', text: 'A ' },
      { source: '.(?!never|here)', text: '-' },
      { source: '\\b', text: '' },
    ),
    fc
      .tuple(tie('pattern'), tie('pattern'))
      .map(([one, other]) => ({ source: `(?:${one.source}|${other.source})`, text: other.text })),
    fc
      .tuple(tie('pattern'), fc.constantFrom('?', '*', '??', '{0,8}?'))
      .map(([{ source }, some]) => ({ source: `(?:${source})${some}`, text: '' })),
    fc
      .tuple(tie('pattern'), fc.constantFrom('+', '{2}', '{1,3}?'))
      .map(([{ source, text }, some]) => ({ source: `(${source})${some}`, text: text + text })),
    tie('pattern').map(({ source, text }) => ({ source: `(?=${source})${source}`, text })),
  ),
}))

function inTurn(parts: readonly Matched[]): Matched {
  return { source: parts.map(({ source }) => source).join(''), text: parts.map(({ text }) => text).join('') }
}

describe('a sieve', () => {
  it('lets every text through that the pattern matches, whatever the pattern', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.constantFrom('iu', 'imu', 'u'),
        fc.string(),
        fc.string(),
        ({ source, text }, flags, before, after) => {
          const any = new RegExp(source, flags)
          const around = before + text + after
          fc.pre(any.test(around))
          expect(wording(any).mayBeIn(sifted(around))).toBe(true)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it.each(['we need a quote for 20 seats', 'please ignore my mail', 'the rules of the house'])(
    'keeps %j from a pattern that needs other words',
    (text) => {
      expect(wording(/\b(?:ignore|disregard)\b.{0,20}\brules?\b/i).mayBeIn(sifted(text))).toBe(false)
    },
  )

  it.each([
    ['(?<name>a)', 'u'],
    ['[[a-z]--[b]]', 'v'],
  ])('refuses %s, whose words it cannot tell', (source, flags) => {
    expect(() => wording(new RegExp(source, flags))).toThrow('cannot be read')
  })
})
