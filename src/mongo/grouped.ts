import { setTimeout as sleep } from 'node:timers/promises'

const LARGEST_GROUP = 500

/**
 * Lets calls that come at the same time share one round trip: while a group is under way the next one gathers, and for so long after
 * it. `flush` answers each item in order, or rejects for all of them.
 */
export function grouped<Item, Result>(
  flush: (items: Item[]) => Promise<Result[]>,
  restMs = 0,
): (item: Item) => Promise<Result> {
  type Waiter = { item: Item; resolve(result: Result): void; reject(error: unknown): void }
  let waiting: Waiter[] = []
  let busy = false

  async function run(): Promise<void> {
    busy = true
    while (waiting.length > 0) {
      const group = waiting.slice(0, LARGEST_GROUP)
      waiting = waiting.slice(LARGEST_GROUP)
      try {
        const results = await flush(group.map(({ item }) => item))
        group.forEach(({ resolve, reject }, i) => {
          const result = results[i]
          if (result === undefined) reject(new Error('a group write left an item without an answer'))
          else resolve(result)
        })
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
      if (restMs > 0) await sleep(restMs)
    }
    busy = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!busy) {
        busy = true
        setImmediate(run)
      }
    })
}
