import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** Runs a command to its end and gives what it printed. Throws an Error with the last line it wrote to stderr. */
export async function run(
  command: readonly string[],
  options: { env: NodeJS.ProcessEnv; timeout: number },
): Promise<string> {
  const [file = '', ...args] = command
  try {
    return (await exec(file, args, options)).stdout
  } catch (error) {
    throw new Error(`${file}: ${reason(error)}`, { cause: error })
  }
}

/** The answer for the first of `items` whose attempt does not throw. */
export async function firstOutput<Item, Answer>(
  items: Iterable<Item>,
  attempt: (item: Item) => Promise<Answer>,
): Promise<Answer | undefined> {
  for (const item of items) {
    const answer = await attempt(item).catch(() => undefined)
    if (answer !== undefined) return answer
  }
  return undefined
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('killed' in error && error.killed === true) return 'took too long'
  const stderr = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : ''
  return stderr.split('\n').at(-1) || error.message
}
