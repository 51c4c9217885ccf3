const ASK_AGAIN_MS = 5000

/**
 * Asks Slack for something by its id, at most once in that time and once at a time; while Slack does not tell (null, or an error),
 * what it told last stands, for ever.
 */
export function remembered<Value>(
  ask: (id: string) => Promise<Value | null>,
  freshForMs: number,
): (id: string) => Promise<Value | null> {
  const known = new Map<string, { value: Promise<Value | null>; until: number }>()

  async function anew(id: string, before: Promise<Value | null> | undefined): Promise<Value | null> {
    const value = await ask(id).catch(() => null)
    if (value !== null) return value
    known.set(id, { value: before ?? Promise.resolve(null), until: Date.now() + ASK_AGAIN_MS })
    return before ?? null
  }

  return (id) => {
    const hit = known.get(id)
    if (hit && hit.until > Date.now()) return hit.value
    const value = anew(id, hit?.value)
    known.set(id, { value, until: Date.now() + freshForMs })
    return value
  }
}
