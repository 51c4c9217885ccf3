/** Lets others watch this Slack and wait for something to come true in it. */
export type Changes = {
  changed: () => void
  watch: (watcher: () => void) => () => void
  until: <T>(look: () => T | undefined | false, what?: string, timeoutMs?: number) => Promise<T>
}

const PATIENCE_MS = 30_000

export function changes(): Changes {
  const watchers = new Set<() => void>()

  function watch(watcher: () => void): () => void {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }

  /** Resolves with the first true answer of `look`, asked again whenever something changes. */
  function until<T>(
    look: () => T | undefined | false,
    what = 'what was waited for',
    timeoutMs = PATIENCE_MS,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const give = (settle: () => void) => {
        stop()
        clearTimeout(timer)
        settle()
      }
      const ask = () => {
        try {
          const found = look()
          if (found !== undefined && found !== false) give(() => resolve(found))
        } catch (error) {
          give(() => reject(error))
        }
      }
      const timer = setTimeout(() => give(() => reject(new Error(`${what} did not happen in Slack`))), timeoutMs)
      const stop = watch(ask)
      ask()
    })
  }

  return {
    changed: () => {
      for (const watcher of [...watchers]) watcher()
    },
    watch,
    until,
  }
}
