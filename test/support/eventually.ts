const LOOK_AGAIN_MS = 50
const WITHIN_MS = 45_000

/** Asks until there is an answer, and throws when there is none in time. */
export async function eventually<T>(
  ask: () => Promise<T | false | undefined | null>,
  what: string,
  timeoutMs = WITHIN_MS,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > deadline) throw new Error(`${what} did not happen`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}
