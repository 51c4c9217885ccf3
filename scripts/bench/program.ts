import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What a program in a process of its own can be asked to do; questions and answers travel as JSON. */
type Program = Record<string, (ask: never) => Promise<unknown>>

type Question = { n: number; name: string; ask: unknown }
type Reply = { n: number; answer?: unknown; error?: string }

export type Running<Offers extends Program> = {
  pid: number
  ask<Name extends keyof Offers & string>(
    name: Name,
    ask: Parameters<Offers[Name]>[0],
  ): Promise<Awaited<ReturnType<Offers[Name]>>>
  stop(): Promise<void>
}

/** Starts a file of `programs/` or `limits/` in a process of its own. */
export async function startProgram<Offers extends Program>(file: string): Promise<Running<Offers>> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: ['--import', 'tsx'] })
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>()
  let asked = 0
  child.on('message', ({ n, answer, error }: Reply) => {
    const waiter = waiting.get(n)
    waiting.delete(n)
    if (error === undefined) waiter?.resolve(answer)
    else waiter?.reject(new Error(`${file}: ${error}`))
  })
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended`))
  })
  await once(child, 'spawn')
  return {
    pid: child.pid ?? 0,
    ask: (name, ask) =>
      new Promise<unknown>((resolve, reject) => {
        waiting.set(++asked, { resolve, reject })
        child.send({ n: asked, name, ask } satisfies Question)
      }) as Promise<Awaited<ReturnType<Offers[typeof name]>>>,
    stop: () => ended(child),
  }
}

/** The other side: answers what the bench asks, and ends with it. */
export function offer<Offers extends Program>(offers: Offers): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', async ({ n, name, ask }: Question) => {
    try {
      process.send?.({ n, answer: await offers[name]?.(ask as never) } satisfies Reply)
    } catch (error) {
      process.send?.({
        n,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      } satisfies Reply)
    }
  })
}

/** Ends a process at once, and waits for its end. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Milliseconds since 1970 with fractions, the same in every process of this machine. */
export function clockMs(): number {
  return performance.timeOrigin + performance.now()
}
