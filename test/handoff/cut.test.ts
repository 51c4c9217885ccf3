import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut } from '../../src/handoff/cut.ts'

const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))

describe('a cut text', () => {
  it('is the beginning of the text, fits, and has no half characters', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 30 }), (text, units) => {
        const short = cut(text, units)
        expect(text.startsWith(short)).toBe(true)
        expect(short.length).toBeLessThanOrEqual(units)
        expect(short).not.toMatch(/\p{Surrogate}/u)
        if (text.length <= units) expect(short).toBe(text)
      }),
    )
  })

  it.each([
    ['👩‍👩‍👧‍👦 and more', 12, '👩‍👩‍👧‍👦 '],
    ['ab👩‍👩‍👧‍👦', 10, 'ab'],
    ['cafe\u0301', 4, 'caf'],
    ['אשָׁ', 3, 'א'],
    [`e${'\u0301'.repeat(50)}`, 3, 'e\u0301\u0301'],
  ])('%j of at most %i is %j', (text, units, short) => {
    expect(cut(text, units)).toBe(short)
  })
})
