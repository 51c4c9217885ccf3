import { expect, it } from 'vitest'
import { openStores } from './stores.ts'

const DAY = '2026-11-21'

it('two processes that spend at once, from the first call of a day on, overspend by one call at most', async () => {
  const stores = await openStores('spending')
  const both = [stores.spending, (await stores.elsewhere()).spending]
  const asked = Array.from({ length: 20 }, (_, i) => both[i % 2]?.reserve('T0OURS', DAY, 3, 10))
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(4)
  expect(await stores.raw('spending').findOne()).toMatchObject({ usd: 12 })
})

it('what a call did not use is there for the next, each workspace and day for itself', async () => {
  const { spending } = await openStores('settled')
  expect(await spending.reserve('T0OURS', DAY, 3, 1)).toBe(true)
  expect(await spending.reserve('T0OURS', DAY, 3, 1)).toBe(false)
  expect(await spending.reserve('T0ELSE', DAY, 3, 1)).toBe(true)
  expect(await spending.reserve('T0OURS', '2026-11-22', 3, 1)).toBe(true)
  await spending.settle('T0OURS', DAY, 0.5 - 3)
  expect(await spending.reserve('T0OURS', DAY, 3, 1)).toBe(true)
  expect(await spending.reserve('T0OURS', DAY, 3, 0)).toBe(false)
})
