/** Lets so many callers in at once; the others wait in line. */
type Gate = {
  /** Runs the work once there is room; undefined when the wait was aborted, and then the work never runs. */
  pass<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined>
}

export function createGate(maxConcurrent: number): Gate {
  let inside = 0
  const line: (() => void)[] = []

  function enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false)
    if (inside < maxConcurrent) {
      inside += 1
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const admit = () => {
        signal.removeEventListener('abort', giveUp)
        resolve(true)
      }
      const giveUp = () => {
        line.splice(line.indexOf(admit), 1)
        resolve(false)
      }
      line.push(admit)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  /** Hands the place to the next in line, or frees it. */
  function leave(): void {
    const next = line.shift()
    if (next) next()
    else inside -= 1
  }

  return {
    async pass(work, signal) {
      if (!(await enter(signal))) return undefined
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
