/** Gives others a turn: training takes a second, but never in one piece. */
export type Breathe = () => Promise<void>

const ITEMS_PER_BREATH = 100

/** Maps a list with a breath every now and then. */
export async function slowly<Item, Result>(
  items: readonly Item[],
  breathe: Breathe,
  work: (item: Item, index: number) => Result,
): Promise<Result[]> {
  const results: Result[] = []
  for (const [index, item] of items.entries()) {
    results.push(work(item, index))
    if (results.length % ITEMS_PER_BREATH === 0) await breathe()
  }
  return results
}
