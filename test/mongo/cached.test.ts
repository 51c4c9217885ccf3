import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cached } from '../../src/mongo/cached.ts'

/** A store whose answers can be changed, and that counts how often it was asked. */
function aStore(known: Record<string, string>) {
  const found = new Map(Object.entries(known))
  const asked: string[] = []
  const cache = cached(async (key) => {
    asked.push(key)
    return found.get(key) ?? null
  })
  return { ...cache, found, asked }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

describe('what was found', () => {
  it('is asked for once, also by many at the same time', async () => {
    const store = aStore({ a: 'one' })
    expect(await Promise.all([store.get('a'), store.get('a')])).toEqual(['one', 'one'])
    expect(await store.get('a')).toBe('one')
    expect(store.asked).toEqual(['a'])
  })

  it('is looked up anew after half a second', async () => {
    const store = aStore({ a: 'one' })
    await store.get('a')
    store.found.set('a', 'two')
    vi.advanceTimersByTime(499)
    expect(await store.get('a')).toBe('one')
    vi.advanceTimersByTime(1)
    expect(await store.get('a')).toBe('two')
  })

  it('is looked up anew once it was forgotten', async () => {
    const store = aStore({ a: 'one', b: 'one' })
    await Promise.all([store.get('a'), store.get('b')])
    store.found.set('a', 'two').set('b', 'two')
    store.forget('a')
    expect([await store.get('a'), await store.get('b')]).toEqual(['two', 'one'])
  })
})

it('what was not found is never remembered', async () => {
  const store = aStore({})
  expect(await store.get('a')).toBeNull()
  store.found.set('a', 'one')
  expect(await store.get('a')).toBe('one')
})

it('a failure is never remembered', async () => {
  let fails = true
  const { get } = cached(async () => {
    if (fails) throw new Error('away')
    return 'one'
  })
  await expect(get('a')).rejects.toThrow('away')
  fails = false
  expect(await get('a')).toBe('one')
})
