/** The one deadline passed. */
export class DeadlinePassed extends Error {}

/** The only clock of a request, from DNS to the last byte. What the request waits for when it passes is told the reason. */
export class Deadline {
  readonly #timer: NodeJS.Timeout
  #tell: (reason: DeadlinePassed) => void = () => {}

  constructor(timeoutMs: number) {
    this.#timer = setTimeout(
      () => this.#tell(new DeadlinePassed(`No full answer within ${timeoutMs / 1000} s`)),
      timeoutMs,
    )
  }

  /** In place of whatever was to be told before. */
  onPassed(tell: (reason: DeadlinePassed) => void): void {
    this.#tell = tell
  }

  /** What comes of that work, or a rejection once the time is up. */
  bound<Value>(work: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#tell = reject
      work.then(resolve, reject)
    })
  }

  clear(): void {
    clearTimeout(this.#timer)
  }
}
