import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 200

/** Asks again and again until the answer is true; the milliseconds that it took, or null when they were more than `withinMs`. */
export async function until(holds: () => boolean | Promise<boolean>, withinMs: number): Promise<number | null> {
  const startedAt = performance.now()
  for (;;) {
    if (await holds()) return Math.round(performance.now() - startedAt)
    if (performance.now() - startedAt > withinMs) return null
    await sleep(LOOK_EVERY_MS)
  }
}

/** One of them, by chance. Throws when there is none. */
export function oneOf<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)]
  if (item === undefined) throw new Error('there is nothing to choose from')
  return item
}
