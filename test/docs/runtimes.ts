import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Case } from './snippet-cases.ts'

const FOLDER = join(import.meta.dirname, '../../docs/receiving')
/** Compiling Go's library for the first time takes a while on a small machine. */
export const LONGEST_RUN_MS = 300_000

/** What runs a snippet; `asks` is how it tells that it is there. */
type Runtime = { file: string; command: string; run: readonly string[]; asks: string }

export const RUNTIMES: readonly Runtime[] = [
  { file: 'verify.mjs', command: process.execPath, run: [], asks: '--version' },
  { file: 'verify.py', command: 'python3', run: ['-B'], asks: '--version' },
  { file: 'verify.php', command: 'php', run: [], asks: '--version' },
  { file: 'verify.go', command: 'go', run: ['run'], asks: 'version' },
]

/** Whether it can be run here; one line tells of a snippet that cannot. Throws instead where `REQUIRE_SNIPPET_RUNTIMES` is 1. */
export function isInstalled({ file, command, asks }: Runtime, env: NodeJS.ProcessEnv = process.env): boolean {
  if (spawnSync(command, [asks]).status === 0) return true
  const words = `docs/receiving/${file} cannot run: no ${command} on the PATH`
  if (env.REQUIRE_SNIPPET_RUNTIMES === '1') throw new Error(`${words}.`)
  console.log(`Tests are skipped: ${words}.`)
  return false
}

/** The lines that a snippet answers, one for each case. */
export function answers({ file, command, run }: Runtime, cases: readonly Case[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, GOTOOLCHAIN: 'local', GOPROXY: 'off' }
    const options = { cwd: FOLDER, env, timeout: LONGEST_RUN_MS }
    const child = execFile(command, [...run, file], options, (error, stdout) =>
      error ? reject(error) : resolve(stdout.trimEnd().split('\n')),
    )
    child.stdin?.end(cases.map(asLine).join(''))
  })
}

function asLine({ what: _what, holds: _holds, body, ...rest }: Case): string {
  return `${JSON.stringify({ ...rest, body: Buffer.from(body).toString('base64') })}\n`
}
