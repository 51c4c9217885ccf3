import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const SLACK_URL = 'http://localhost:3000'
export const CRM_URL = 'http://localhost:3002'
export const DEMO_PORTS = [3000, 3001, 3002]

const TSX = import.meta.resolve('tsx')
const READY = /Ctrl-C ends/
const START_WITHIN_MS = 60_000

/** What a script came to: its exit code and everything that it said. */
type Ended = { code: number | null; said: string }

/** Runs a script of `scripts/` as npm does, but in a folder of its own, where it keeps its data. */
function run(script: string, folder: string, args: string[] = []): { child: ChildProcess; said(): string } {
  const path = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--import', TSX, path, ...args], {
    cwd: folder,
    env: { ...process.env, OPENAI_API_KEY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  return { child, said: () => said }
}

/** Runs a script to its end. */
export async function runToEnd(script: string, folder: string, args: string[] = []): Promise<Ended> {
  const { child, said } = run(script, folder, args)
  await once(child, 'close')
  return { code: child.exitCode, said: said() }
}

/** Starts the demo and waits until it says that it is ready. `interrupt` is Ctrl-C; `kill` is for when a test has failed. */
export async function startDemo(folder: string) {
  const { child, said } = run('demo', folder)
  const closed = once(child, 'close')
  const signal = AbortSignal.timeout(START_WITHIN_MS)
  while (!READY.test(said())) {
    const news = child.stdout ? once(child.stdout, 'data', { signal }) : closed
    await Promise.race([news, closed])
    if (child.exitCode !== null) throw new Error(`the demo ended before it was ready:\n${said()}`)
  }
  return {
    said,
    async interrupt(): Promise<Ended> {
      child.kill('SIGINT')
      await closed
      return { code: child.exitCode, said: said() }
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await closed
    },
  }
}
export type RunningDemo = Awaited<ReturnType<typeof startDemo>>

/** The port of the demo's own mongod, as its data folder remembers it. */
export async function mongodPort(folder: string): Promise<number> {
  return JSON.parse(await readFile(join(folder, '.greenlight/mongodb.json'), 'utf8')).port
}

/** Takes a port of the loopback interface, and hangs up on whoever calls; rejects where somebody has it. */
export async function occupy(port: number): Promise<{ free(): Promise<void> }> {
  const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    async free() {
      server.close()
      await once(server, 'close')
    },
  }
}
