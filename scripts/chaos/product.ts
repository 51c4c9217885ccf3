import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { freePort } from '../../src/mongo/replica-set.ts'
import { BUILT_PRODUCT } from '../built-product.ts'
import { endWithUs } from './children.ts'

type Environment = Record<string, string>

/** How a process ended that was asked to: its exit code (null by a signal) and after how many milliseconds. */
type Ending = { code: number | null; ms: number }

/** One place where a process of the product runs, always at the same URL, from one start to the next. */
export type Product = {
  url: string
  /** Starts it; resolves when it listens, or was killed before that. */
  start(): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  /** SIGTERM. */
  terminate(): Promise<Ending>
  residentBytes(): Promise<number>
  /** What it said and did that nobody asked for: lines on stderr, and ends of its own. */
  complaints: string[]
  /** What it logged as failed, and how often. */
  failures: Map<string, number>
}

/** Made, not yet started. It ends with this process. */
export async function createProduct(environment: Environment): Promise<Product> {
  const port = await freePort(0)
  const complaints: string[] = []
  const failures = new Map<string, number>()
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    const env = { PATH: process.env.PATH ?? '', ...environment, PORT: String(port) }
    const started = spawn(process.execPath, [BUILT_PRODUCT], { env, stdio: 'pipe' })
    child = started
    endWithUs(started)
    started.once('exit', (code, signal) => {
      if (child === started) complaints.push(`ended by itself with ${code ?? signal}`)
    })
    createInterface(started.stderr).on('line', (line) => complaints.push(line))
    await new Promise<void>((resolve) => {
      started.once('exit', () => resolve())
      createInterface(started.stdout).on('line', (line) => {
        if (heard(line, failures) === 'listening') resolve()
      })
    })
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Ending> {
    const ending = child
    child = undefined
    if (!ending) return { code: null, ms: 0 }
    const startedAt = performance.now()
    const gone = once(ending, 'exit')
    ending.kill(signal)
    const [code] = await gone
    return { code, ms: Math.round(performance.now() - startedAt) }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    start,
    kill: async () => void (await end('SIGKILL')),
    terminate: () => end('SIGTERM'),
    residentBytes: () => residentBytesOf(child),
    complaints,
    failures,
  }
}

/** The message of a log line; what failed is counted, its ids left out. */
function heard(line: string, failures: Map<string, number>): string {
  const { msg, level, what = '', error = '', message = '' } = JSON.parse(line)
  if (level >= 50) {
    const key = `${what} ${error} ${message}`.replaceAll(/\b(lead|ho|req|err|dest)_[\w-]+|\d{2,}/g, '…')
    failures.set(key, (failures.get(key) ?? 0) + 1)
  }
  return msg
}

async function residentBytesOf(child: ChildProcess | undefined): Promise<number> {
  if (!child?.pid) return 0
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(child.pid)])
  return Number(stdout.trim()) * 1024
}
