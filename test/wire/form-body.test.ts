import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseForm } from '../../src/wire/form-body.ts'

const parsed = (text: string | Buffer) => parseForm(Buffer.from(text))

test.for([
  ['name=Ann+Lee&email=a%40example.com', { name: 'Ann Lee', email: 'a@example.com' }],
  ['tag=a&x=1&tag=b', { tag: 'a, b', x: '1' }],
  ['a=b=c&&empty=&bare', { a: 'b=c', empty: '', bare: '' }],
  ['plus=1%2B1', { plus: '1+1' }],
  ['%E5%A7%93=%E6%9D%8E', { 姓: '李' }],
  ['姓=李', { 姓: '李' }],
  ['\uFEFFname=Ann', { name: 'Ann' }],
  ['a%00=b\0', { 'a\uFFFD': 'b\uFFFD' }],
  ['constructor=1', { constructor: '1' }],
  ['', {}],
] as const)('%j is read', ([text, value]) => expect(parsed(text)).toEqual({ ok: true, value }))

test.for([
  'a=%',
  'a=%4',
  'a=%zz',
  '%=1',
  'a=100%',
  'a=%E5%A7',
  'a=%C0%80',
  'a=%ED%A0%80',
  '__proto__=1',
  '__pr%6Fto__=1',
  Buffer.from([0x61, 0x3d, 0xff]),
])('%j is malformed', (text) => expect(parsed(text)).toEqual({ ok: false }))

test('reads what a browser would send, and never throws', () => {
  const text = fc.string({ unit: 'grapheme' })
  const pairs = fc.dictionary(text, text).filter((fields) => !Object.hasOwn(fields, '__proto__'))
  fc.assert(
    fc.property(pairs, (fields) => {
      expect(parsed(new URLSearchParams(fields).toString())).toEqual({ ok: true, value: fields })
    }),
  )
  fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof parsed(Buffer.from(bytes)).ok === 'boolean'))
})
