import { expect, test } from 'vitest'
import { contentTypeOf, formatOf } from '../../src/wire/content-type.ts'

const requestWith = (...values: string[]) => ({
  method: 'POST',
  target: '/',
  headers: values.length > 0 ? { 'content-type': values } : {},
  body: Buffer.alloc(0),
})
const format = (...values: string[]) => formatOf(requestWith(...values))

test.for([
  'application/json',
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'application/json ; Charset=utf8 ; boundary=x',
  'application/ld+json',
])('%s is JSON', (value) => {
  expect(format(value)).toBe('json')
})

test('a form is told from JSON', () => {
  expect(format('application/x-www-form-urlencoded; charset=UTF-8')).toBe('form')
})

test.for([
  '',
  'json',
  'text/json',
  'application/json, text/plain',
  'application/jsonp',
  'application/+jsonp',
  'application/json; charset=iso-8859-1',
  'application/json; charset=utf-16',
  'application/json; charset=',
  '; charset=utf-8',
])('"%s" is neither JSON nor a form in UTF-8', (value) => {
  expect(format(value)).toBeNull()
})

test('no content type, or two of them, is none', () => {
  expect(contentTypeOf(requestWith())).toBeNull()
  expect(contentTypeOf(requestWith('application/json', 'application/json'))).toBeNull()
})

test('media type and charset are told in lower case', () => {
  expect(contentTypeOf(requestWith('Text/HTML; a=b; charset="ISO-8859-1"'))).toEqual({
    mediaType: 'text/html',
    charset: 'iso-8859-1',
  })
})
