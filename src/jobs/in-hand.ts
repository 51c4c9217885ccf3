/** Work under way, so that a stop can wait for it. Failures go to `failed`; the sweep or a lease heals what they left. */
export type InHand = {
  run(what: string, work: () => Promise<unknown>): Promise<void>
  count(): number
  /** Resolves when nothing is under way, or after `timeoutMs`. */
  settled(timeoutMs: number): Promise<void>
}

export function createInHand(failed: (what: string, error: unknown) => void): InHand {
  const works = new Set<Promise<void>>()
  return {
    run(what, work) {
      const done = work().then(
        () => void works.delete(done),
        (error: unknown) => {
          works.delete(done)
          failed(what, error)
        },
      )
      works.add(done)
      return done
    },
    count: () => works.size,
    async settled(timeoutMs) {
      const deadline = Date.now() + timeoutMs
      while (works.size > 0 && Date.now() < deadline) {
        await Promise.race([
          Promise.all(works),
          new Promise((resolve) => setTimeout(resolve, deadline - Date.now()).unref()),
        ])
      }
    },
  }
}
