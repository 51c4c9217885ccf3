import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  beginning,
  cut,
  escaped,
  inert,
  oneLine,
  pieces,
  shown,
  unlinked,
  weight,
} from '../../../src/slack/blocks/text.ts'

const anything = fc.string({ unit: 'binary', maxLength: 400 })

describe('what is shown of a text', () => {
  it.each([
    ['bidi overrides', 'a\u202Edevorppa\u202C', 'adevorppa'],
    ['zero-width spaces', 'Appro\u200Bved\uFEFF', 'Approved'],
    ['joiners between Latin letters', 'Appro\u200D\u200Cved', 'Approved'],
    ['tag characters', 'hi\u{E0041}\u{E0042}', 'hi'],
    ['control characters', 'a\u0000\u001Bb', 'a  b'],
    ['lone surrogates', 'a\uD800b', 'a\uFFFDb'],
    ['odd line ends', 'a\r\nb\u2028c', 'a\nb\nc'],
    ['piles of accents', `e${'\u0301'.repeat(90)}`, `e${'\u0301'.repeat(4)}`],
    ['floods of line ends', 'a\n\n\n\n\nb', 'a\n\nb'],
  ])('loses %s', (_, before, after) => {
    expect(shown(before)).toBe(after)
  })

  it('keeps emoji, right-to-left words and the joiners that they need', () => {
    for (const text of ['👩‍👩‍👧‍👦 ❤️ 🏳️‍🌈', 'مرحبا', 'می‌خواهم', 'שלום']) expect(shown(text)).toBe(text)
  })

  it('is the same when shown twice', () => {
    fc.assert(fc.property(anything, (text) => shown(shown(text)) === shown(text)))
  })
})

describe('one line', () => {
  it('has no line end and nothing that only looks empty', () => {
    expect(oneLine(' a\n\nb\t\u2800c ', 50)).toBe('a b c')
    expect(oneLine('\u200B \u2800\u3164', 50)).toBe('')
    expect(oneLine(null, 50)).toBe('')
  })
})

describe('cutting', () => {
  it('never splits a surrogate pair', () => {
    expect(beginning('😀😀😀', 2)).toBe('😀😀')
    expect(cut('😀😀😀', 2)).toBe('😀…')
  })

  it('counts what escaping adds', () => {
    expect(cut('a&b&c', 8)).toBe('a&b…')
    expect(weight('<&>')).toBe([...escaped('<&>')].length)
  })

  it('keeps to its limit, and leaves alone what fits', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 300 }), (text, max) => {
        const short = cut(text, max)
        expect(weight(short)).toBeLessThanOrEqual(max)
        if (weight(text) <= max) expect(short).toBe(text)
      }),
    )
  })

  it('makes pieces that joined are the whole again', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 5, max: 50 }), (text, max) => {
        const all = pieces(text, max)
        expect(all.join('')).toBe(text)
        for (const piece of all) expect(weight(piece)).toBeLessThanOrEqual(max)
      }),
    )
  })
})

describe('text made inert', () => {
  it('mentions nobody, links nowhere and is never bold', () => {
    expect(inert('<!channel> <https://evil.example|here> & *now*')).toBe(
      '&lt;!channel&gt; &lt;https://evil.example|here&gt; &amp; ∗now∗',
    )
  })

  it('shows no emoji of its own choice', () => {
    expect(inert('done :white_check_mark:')).not.toMatch(/:[\w+-]+:/)
  })

  it('leaves an underscore inside a word', () => {
    expect(inert('jane_doe@acme.example at 10:30')).toBe('jane_doe@acme.example at 10:30')
  })
})

describe('text for notifications', () => {
  it.each([
    ['https://evil.example/login', 'https∶//evil․example/login'],
    ['www.evil.example', 'www․evil․example'],
    ['bob@evil.example', 'bob＠evil․example'],
    ['<http://evil|bank.com>', '&lt;http∶//evil|bank․com&gt;'],
  ])('holds no address in %s', (typed, told) => {
    expect(unlinked(typed)).toBe(told)
  })

  it('leaves names, figures and times as they are', () => {
    const words = '92 · Hot: Dr. J.R. Doe, Acme Inc. at 10:30, 1.5 days'
    expect(unlinked(words)).toBe(words)
  })
})
