import { randomInt } from 'node:crypto'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { findMongod, type Mongod } from './find-mongod.ts'
import { endLeftBehind, freePort, isFree, isPrimaryAt, startReplicaSet, uriAt } from './replica-set.ts'

/** With `dataDir` the database lasts, without it is thrown away. Without `port`, a free one is taken and kept to. */
type EmbeddedMongoOptions = {
  env: NodeJS.ProcessEnv
  dataDir?: string
  port?: number
  log?: (line: string) => void
}

/** A running replica set of one. `stop` ends it, or does nothing where another process runs it. Safe to call twice. */
export type EmbeddedMongo = { uri: string; stop(): Promise<void> }

const FIRST_PORT = 27217
const LAST_PORT = 27416
const OWNER_READY_TIMEOUT_MS = 60_000
const OWNER_PROBE_INTERVAL_MS = 100

/**
 * Starts a real MongoDB on the loopback interface, or joins the one that another process runs on the same `dataDir`. It ends
 * with the process that started it, however that ends. Throws AppError: `unavailable` (none found, or it does not start),
 * `bad_config` (a named mongod that does not run), `conflict` (the asked port is taken, or the folder's owner does not answer).
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { env, dataDir, port, log = () => {} } = options
  if (dataDir === undefined) return throwAway(await findMongod({ env, log }), port)
  const folder = await openDataFolder(dataDir)
  const memory = await folder.readMemory()
  // Found before the folder is claimed: whoever waits for us waits for a start, not for a download.
  const mongod = await findMongod({ env, log, known: memory?.mongod })
  const running = await claimOrJoin(folder)
  if (running !== undefined) return running
  try {
    return await persistent(folder, mongod, port)
  } catch (error) {
    await folder.release()
    throw error
  }
}

async function throwAway(mongod: Mongod, port: number | undefined): Promise<EmbeddedMongo> {
  const dbPath = await realpath(await mkdtemp(join(tmpdir(), 'greenlight-mongodb-')))
  const remove = () => rm(dbPath, { recursive: true, force: true })
  try {
    const place = { dbPath, port: await choosePort(port ?? 0) }
    const set = await startReplicaSet(mongod, place)
    return { uri: uriAt(place.port), stop: once(() => set.stop().finally(remove)) }
  } catch (error) {
    await remove()
    throw error
  }
}

async function persistent(folder: DataFolder, mongod: Mongod, asked: number | undefined): Promise<EmbeddedMongo> {
  const { dbPath } = folder
  const remembered = (await folder.readMemory())?.port
  if (remembered !== undefined) await endLeftBehind({ port: remembered, dbPath })
  const port = await choosePort(asked, remembered)
  await folder.writeMemory({ port, mongod: mongod.path })
  const set = await startReplicaSet(mongod, { dbPath, port })
  return { uri: uriAt(port), stop: once(() => set.stop().finally(() => folder.release())) }
}

/** The asked port or none; else the remembered one while nobody else has taken it; else the first free one of ours. */
async function choosePort(asked: number | undefined, remembered?: number): Promise<number> {
  if (asked !== undefined) {
    return freePort(asked).catch((cause: unknown) => {
      throw new AppError('conflict', `Port ${asked}, asked for the database, is in use by another program.`, { cause })
    })
  }
  if (remembered !== undefined && (await isFree(remembered))) return remembered
  const span = LAST_PORT - FIRST_PORT + 1
  // Two that start at the same moment begin their search apart.
  const start = randomInt(span)
  for (let i = 0; i < span; i++) {
    const port = FIRST_PORT + ((start + i) % span)
    if (await isFree(port)) return port
  }
  throw new AppError(
    'conflict',
    `Every port from ${FIRST_PORT} to ${LAST_PORT} is in use: none is left for the database.`,
  )
}

/** Undefined when this process now owns the folder; else the owner's database, as soon as it takes writes. */
async function claimOrJoin(folder: DataFolder): Promise<EmbeddedMongo | undefined> {
  const deadline = Date.now() + OWNER_READY_TIMEOUT_MS
  for (;;) {
    const owner = await folder.claim()
    if (owner === undefined) return undefined
    const port = (await folder.readMemory())?.port
    if (port !== undefined && (await isPrimaryAt({ port, dbPath: folder.dbPath }))) {
      return { uri: uriAt(port), stop: async () => {} }
    }
    if (Date.now() > deadline) {
      const text = `Process ${owner.pid} keeps the database in ${folder.dbPath}, but it does not answer: end that process.`
      throw new AppError('conflict', text)
    }
    await sleep(OWNER_PROBE_INTERVAL_MS)
  }
}

function once(end: () => Promise<void>): () => Promise<void> {
  let ending: Promise<void> | undefined
  return () => {
    ending ??= end()
    return ending
  }
}
