/** Something that goes wrong with a call, for tests. */
export type Fault =
  | { status: number }
  | { error: string }
  | { rateLimited: number }
  /** Says nothing for so many milliseconds, then drops the connection; the call is not carried out. */
  | { hang: number }
  /** Carries the call out, then drops the connection without an answer. */
  | { dropAfter: true }
  /** Carries the call out and answers after so many milliseconds. */
  | { slow: number }

/** What `away` does to every call: an HTTP 503, or a connection that is cut at once. */
export type Absence = false | '503' | 'refuse'

/** The faults that are still to happen, by method; `*` means any method. */
export function faultList() {
  const waiting: { method: string; fault: Fault; times: number }[] = []
  return {
    add(method: string, fault: Fault, times = 1): void {
      waiting.push({ method, fault, times })
    },
    take(method: string): Fault | undefined {
      const found = waiting.find((one) => one.times > 0 && (one.method === method || one.method === '*'))
      if (found !== undefined) found.times -= 1
      return found?.fault
    },
    clear(): void {
      waiting.length = 0
    },
  }
}
