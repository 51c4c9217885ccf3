import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson, parseObject } from '../../src/wire/json-body.ts'

const json = (text: string) => parseJson(Buffer.from(text))
const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}${close.repeat(depth)}`

describe('what is read', () => {
  test.for([
    ['plain text', '{"name":"Ann"}', { name: 'Ann' }],
    ['a BOM in front', '\uFEFF{"a":1}', { a: 1 }],
    ['the last of duplicate keys', '{"a":1,"b":2,"a":3}', { a: 3, b: 2 }],
    [
      'names that objects inherit',
      '{"constructor":1,"toString":2,"hasOwnProperty":3}',
      Object.fromEntries([
        ['constructor', 1],
        ['toString', 2],
        ['hasOwnProperty', 3],
      ]),
    ],
    ['any character in a key', '{"a.b":1,"$c":2," ":3,"":4}', { 'a.b': 1, $c: 2, ' ': 3, '': 4 }],
    [
      'brackets inside of a string',
      `{"a":"${'[{'.repeat(40)}\\"${'['.repeat(40)}"}`,
      {
        a: `${'[{'.repeat(40)}"${'['.repeat(40)}`,
      },
    ],
    ['a pair of surrogates', '"\\ud83d\\ude00"', '😀'],
    ['NUL as U+FFFD', '{"a\\u0000b":"c\\u0000"}', { 'a\uFFFDb': 'c\uFFFD' }],
    [
      'a lone surrogate as U+FFFD',
      '["\\ud83d","\\ude00\\ud83d",{"\\udfff":1}]',
      ['\uFFFD', '\uFFFD\uFFFD', { '\uFFFD': 1 }],
    ],
    ['__proto__ as a value', '["__proto__"]', ['__proto__']],
    ['the largest number', '1.7976931348623157e308', Number.MAX_VALUE],
    ['32 levels of arrays', nested(32, '[', ']'), JSON.parse(nested(32, '[', ']'))],
    ['many short branches', `[${'[],{},'.repeat(100)}0]`, JSON.parse(`[${'[],{},'.repeat(100)}0]`)],
  ] as const)('%s', ([, text, value]) => {
    expect(json(text)).toEqual({ ok: true, value })
  })
})

describe('what is malformed', () => {
  test.for([
    ['nothing', ''],
    ['only a BOM', '\uFEFF'],
    ['a second BOM', '\uFEFF\uFEFF{}'],
    ['text after the end', '{} {}'],
    ['a __proto__ key', '{"__proto__":{"admin":true}}'],
    ['a __proto__ key, deep inside', '[{"a":[{"__proto__":1}]}]'],
    ['a __proto__ key in escapes', '{"\\u005f_pr\\u006fto__":1}'],
    ['a number that overflows', '{"a":[1e999]}'],
    ['a negative number that overflows', '-1e999'],
    ['a number of 400 digits', '9'.repeat(400)],
    ['33 levels of arrays', nested(33, '[', ']')],
    ['33 levels of objects', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`],
    ['33 levels under a key that a later one replaces', `{"a":${nested(32, '[', ']')},"a":1}`],
    ['256 KiB of [', '['.repeat(262_144)],
    ['256 KiB of {"a":', '{"a":'.repeat(52_428)],
    ['a raw NUL', '{"a":"\0"}'],
    ['an unfinished escape', '"\\'],
    ['NaN', 'NaN'],
  ] as const)('%s', ([, text]) => {
    expect(json(text)).toEqual({ ok: false })
  })

  test.for([
    ['a byte that never occurs', [0x22, 0xff, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a character cut short', [0x22, 0xe2, 0x82, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ] as const)('%s is not UTF-8', ([, bytes]) => {
    expect(parseJson(Buffer.from(bytes))).toEqual({ ok: false })
  })
})

test('only an object may be the root where one is asked for', () => {
  expect(parseObject(Buffer.from('{"a":[]}'))).toEqual({ ok: true, value: { a: [] } })
  for (const text of ['[]', 'null', '"a"', '1', 'true']) expect(parseObject(Buffer.from(text))).toEqual({ ok: false })
})

test('parsing leaves every other object as it was', () => {
  json('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
  json('{"constructor":{"prototype":{"polluted":1}}}')
  expect('polluted' in {}).toBe(false)
})

describe('for any bytes', () => {
  const brackets = fc.string({
    unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', ':', ',', '1', 'e9', 'a', '\\u0000', '__proto__'),
  })

  test('nothing is thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => typeof parseJson(Buffer.from(bytes)).ok === 'boolean'),
    )
    fc.assert(fc.property(brackets, (text) => typeof json(text).ok === 'boolean'))
  })

  test('what is read is what JSON.parse reads, and what JSON.parse refuses is refused', () => {
    fc.assert(
      fc.property(fc.oneof(brackets, fc.json({ maxDepth: 6 }), fc.string()), (text) => {
        const parsed = json(text)
        if (parsed.ok && !/\\u|\uFEFF/.test(text)) expect(parsed.value).toEqual(JSON.parse(text))
        if (!parsed.ok && isJson(text)) expect(text).toMatch(/__proto__|\d[eE]|\d{300}/)
      }),
      { numRuns: 2000 },
    )
  })

  test('a value of well-formed text survives its own JSON', () => {
    const value = fc.jsonValue({ maxDepth: 20, stringUnit: 'grapheme' })
    fc.assert(
      fc.property(value, (before) => {
        const text = JSON.stringify(before)
        fc.pre(!/\\u0000|"__proto__"/.test(text))
        expect(json(text)).toEqual({ ok: true, value: JSON.parse(text) })
      }),
    )
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
