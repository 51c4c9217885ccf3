import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { receiptOf } from '../../src/sources/receipt.ts'

const DAY_MS = 24 * 3_600_000
const BODY = Buffer.from('{"name":"Ann"}')
const BODY_HASH = createHash('sha256').update(BODY).digest('hex')

const requestWith = (...keys: string[]) => ({
  method: 'POST',
  target: '/',
  headers: keys.length > 0 ? { 'idempotency-key': keys } : {},
  body: BODY,
})

test('the first that exists is the key: event id, header, field, body', () => {
  const payload = { idempotency_key: 'field' }
  expect(receiptOf('e1', requestWith('header'), payload).key).toBe('event:e1')
  expect(receiptOf(null, requestWith('header'), payload).key).toBe('key:header')
  expect(receiptOf(null, requestWith(), payload).key).toBe('key:field')
  expect(receiptOf(null, requestWith(), {}).key).toBe(`body:${BODY_HASH}`)
})

test('ids are remembered for 30 days, bodies for one', () => {
  expect(receiptOf('e1', requestWith(), {}).rememberMs).toBe(30 * DAY_MS)
  expect(receiptOf(null, requestWith('k'), {}).rememberMs).toBe(30 * DAY_MS)
  expect(receiptOf(null, requestWith(), {}).rememberMs).toBe(DAY_MS)
})

test('the hash of the body is told whatever the key is', () => {
  expect(receiptOf('e1', requestWith(), {}).bodyHash).toBe(BODY_HASH)
  expect(receiptOf(null, requestWith(), {}).bodyHash).toBe(BODY_HASH)
})

test('a key means the same in the header and in the field', () => {
  expect(receiptOf(null, requestWith('k'), {})).toEqual(receiptOf(null, requestWith(), { idempotency_key: 'k' }))
})

test('blank ones count as absent', () => {
  expect(receiptOf(' ', requestWith(''), { idempotency_key: '  ' }).key).toBe(`body:${BODY_HASH}`)
  expect(receiptOf('', requestWith('', 'k'), {}).key).toBe('key:k')
})

test('a field may be a number; other values are no key', () => {
  expect(receiptOf(null, requestWith(), { idempotency_key: 42 }).key).toBe('key:42')
  for (const value of [null, true, ['k'], { k: 1 }]) {
    expect(receiptOf(null, requestWith(), { idempotency_key: value }).key).toBe(`body:${BODY_HASH}`)
  }
})

test('a header sent twice is one key: of both values, or of the one that both have', () => {
  expect(receiptOf(null, requestWith('a', 'b'), {}).key).toBe('key:a, b')
  expect(receiptOf(null, requestWith('a', 'a'), {}).key).toBe('key:a')
})

test('a key of 255 characters is kept as it is; a longer one stays distinct at a bounded length', () => {
  expect(receiptOf(null, requestWith('k'.repeat(255)), {}).key).toBe(`key:${'k'.repeat(255)}`)
  const long = receiptOf(null, requestWith('k'.repeat(256)), {}).key
  const longer = receiptOf(null, requestWith('k'.repeat(9000)), {}).key
  expect(long).not.toBe(longer)
  expect(long.length).toBeLessThan(100)
})
