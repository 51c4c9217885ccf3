/** How long a change may usually go unseen in another process. */
const FRESH_FOR_MS = 500

/** Remembers what `load` found for half a second, or as said; what was not found is never remembered, nor is a failure. */
export function cached<Value>(load: (key: string) => Promise<Value | null>, freshForMs = FRESH_FOR_MS) {
  const known = new Map<string, { value: Promise<Value | null>; until: number }>()

  function forget(key: string): void {
    known.delete(key)
  }

  function get(key: string): Promise<Value | null> {
    const hit = known.get(key)
    if (hit && hit.until > Date.now()) return hit.value
    const value = load(key)
    known.set(key, { value, until: Date.now() + freshForMs })
    value.then(
      (found) => found === null && known.get(key)?.value === value && forget(key),
      () => forget(key),
    )
    return value
  }

  return { get, forget }
}
