/** Chance that can be had again: the same seed gives the same choices. */
export type Chance = {
  /** From 0 up to, not including, `limit`. */
  below(limit: number): number
  of<Item>(items: readonly Item[]): Item
  bytes(size: number): Buffer
}

/** Mulberry32: small, fast and even enough for tests. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function seeded(seed: number): Chance {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    of(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('there is nothing to choose from')
      return item
    },
    bytes: (size) => Buffer.from(Array.from({ length: size }, () => below(256))),
  }
}
