import { expect, it } from 'vitest'
import { grouped } from '../../src/mongo/grouped.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

it('calls at the same time share one round trip, and each gets its own answer', async () => {
  const groups: number[][] = []
  const double = grouped<number, number>(async (items) => {
    groups.push(items)
    return items.map((n) => n * 2)
  })
  expect(await Promise.all(numbers(1200).map(double))).toEqual(numbers(1200).map((n) => n * 2))
  expect(groups.map(({ length }) => length)).toEqual([500, 500, 200])
})

it('while a group is under way the next one gathers', async () => {
  const groups: number[][] = []
  const answer: (() => void)[] = []
  const call = grouped<number, number>(async (items) => {
    groups.push(items)
    await new Promise<void>((resolve) => answer.push(resolve))
    return items
  })
  const first = call(1)
  await expect.poll(() => groups).toEqual([[1]])
  const others = [call(2), call(3)]
  answer.shift()?.()
  expect(await first).toBe(1)
  await expect.poll(() => groups).toEqual([[1], [2, 3]])
  answer.shift()?.()
  expect(await Promise.all(others)).toEqual([2, 3])
})

it('after a group the next one gathers for so long, and a single call goes at once', async () => {
  const groups: number[][] = []
  const call = grouped<number, number>(async (items) => {
    groups.push(items)
    return items
  }, 300)
  expect(await call(1)).toBe(1)
  const second = call(2)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(groups).toEqual([[1]])
  expect(await Promise.all([second, call(3)])).toEqual([2, 3])
  expect(groups).toEqual([[1], [2, 3]])
})

it('a failure reaches every caller of its group, and none of the next', async () => {
  let fails = true
  const call = grouped<number, number>(async (items) => {
    if (fails) throw new Error('no primary')
    return items
  })
  const results = await Promise.allSettled(numbers(10).map(call))
  expect(results.map((result) => result.status === 'rejected' && result.reason.message)).toEqual(
    numbers(10).map(() => 'no primary'),
  )
  fails = false
  expect(await call(7)).toBe(7)
})

it('a caller without an answer is told so', async () => {
  const call = grouped<number, number>(async (items) => items.slice(1))
  const results = await Promise.allSettled([call(1), call(2)])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})
