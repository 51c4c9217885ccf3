import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { World } from './greenlight.ts'

/** Runs a verb in a process of its own, as `npm run admin` does. */
export async function shell(
  { environment }: Pick<World, 'environment'>,
  ...words: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { PATH: process.env.PATH ?? '', ...environment }
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...words], { env })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, stdout, stderr }
}
