import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { MongoInstance } from 'mongodb-memory-server'
import mongoose from 'mongoose'
import { AppError } from '../errors.ts'
import type { Mongod } from './find-mongod.ts'

/** A mongod at `port` of the loopback interface, with its files in `dbPath`. */
type Place = { port: number; dbPath: string }

const HOST = '127.0.0.1'
const SET_NAME = 'rs0'
/** Longer than any recovery that a killed database of ours was seen to need. */
const LAUNCH_TIMEOUT_MS = 120_000
const PRIMARY_TIMEOUT_MS = 30_000
const LEFT_BEHIND_TIMEOUT_MS = 15_000
const PROBE_TIMEOUT_MS = 1_000
const ANSWER_TIMEOUT_MS = 30_000
const PROBE_INTERVAL_MS = 100
/** Codes of the server: https://www.mongodb.com/docs/manual/reference/error-codes/ */
const ALREADY_INITIALIZED = 23

/** Where a member of the embedded replica set is reached. */
export function uriAt(port: number): string {
  return `mongodb://${HOST}:${port}/?replicaSet=${SET_NAME}`
}

/**
 * Starts a replica set of one that takes writes; `stop` ends it cleanly. In a session of its own, so that Ctrl-C reaches our
 * process alone, which still needs its database; the library's watcher ends it when our process is gone. Throws `unavailable`.
 */
export async function startReplicaSet(mongod: Mongod, place: Place): Promise<{ stop(): Promise<void> }> {
  const instance = new MongoInstance({
    instance: {
      ...place,
      ip: HOST,
      replSet: SET_NAME,
      storageEngine: 'wiredTiger',
      args: ['--quiet'],
      launchTimeout: LAUNCH_TIMEOUT_MS,
    },
    binary: { systemBinary: mongod.path, version: mongod.version },
    spawn: { detached: true },
  })
  const stop = async () => void (await instance.stop())
  try {
    await instance.start()
    await makePrimary(place)
  } catch (error) {
    await stop()
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('unavailable', `MongoDB ${mongod.version} did not start in ${place.dbPath}: ${reason}`, {
      cause: error,
    })
  }
  return { stop }
}

async function makePrimary(place: Place): Promise<void> {
  await withAdmin(place.port, async (admin) => {
    const members = [{ _id: 0, host: `${HOST}:${place.port}` }]
    try {
      await admin.command({ replSetInitiate: { _id: SET_NAME, members } })
    } catch (error) {
      if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== ALREADY_INITIALIZED) throw error
      await moveMember(admin, members)
    }
  })
  const deadline = Date.now() + PRIMARY_TIMEOUT_MS
  while (!(await isPrimaryAt(place))) {
    if (Date.now() > deadline) throw new Error('it did not become primary')
    await sleep(PROBE_INTERVAL_MS)
  }
}

/** A set remembers the address of its member: started at another one, it would wait for itself for ever. */
async function moveMember(admin: mongoose.mongo.Db, members: { _id: number; host: string }[]): Promise<void> {
  const { config } = await admin.command({ replSetGetConfig: 1 })
  if (config.members[0].host === members[0]?.host) return
  const moved = { ...config, members, version: config.version + 1 }
  // It may hang up as its role changes; whether it took the change shows when it becomes primary.
  await admin.command({ replSetReconfig: moved, force: true }).catch((error: unknown) => {
    if (!(error instanceof mongoose.mongo.MongoNetworkError)) throw error
  })
}

/** Whether a mongod that takes writes serves this very folder at this port. */
export async function isPrimaryAt({ port, dbPath }: Place): Promise<boolean> {
  return withAdmin(port, async (admin) => {
    const { isWritablePrimary } = await admin.command({ hello: 1 })
    return isWritablePrimary === true && (await servedPath(admin)) === dbPath
  }).catch(() => false)
}

/** A mongod outlives its killed starter by a moment. One that serves this very folder is asked to leave, and waited for. */
export async function endLeftBehind({ port, dbPath }: Place): Promise<void> {
  if (await isFree(port)) return
  const isOurs = await withAdmin(port, async (admin) => (await servedPath(admin)) === dbPath).catch(() => false)
  if (!isOurs) return
  // It hangs up instead of answering.
  await withAdmin(port, (admin) => admin.command({ shutdown: 1, force: true, timeoutSecs: 1 })).catch(() => {})
  const deadline = Date.now() + LEFT_BEHIND_TIMEOUT_MS
  while (Date.now() < deadline && !(await isFree(port))) await sleep(PROBE_INTERVAL_MS)
}

async function servedPath(admin: mongoose.mongo.Db): Promise<unknown> {
  return (await admin.command({ getCmdLineOpts: 1 })).parsed?.storage?.dbPath
}

async function withAdmin<Answer>(port: number, ask: (admin: mongoose.mongo.Db) => Promise<Answer>): Promise<Answer> {
  const client = new mongoose.mongo.MongoClient(`mongodb://${HOST}:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: PROBE_TIMEOUT_MS,
    socketTimeoutMS: ANSWER_TIMEOUT_MS,
  })
  try {
    return await ask(client.db('admin'))
  } finally {
    await client.close()
  }
}

/** Whether nobody listens on this port of the loopback. */
export function isFree(port: number): Promise<boolean> {
  return freePort(port).then(
    () => true,
    () => false,
  )
}

/** Gives the port back when it is free, and any free one for 0. Throws when it is taken. */
export async function freePort(port: number): Promise<number> {
  const server = createServer().listen(port, HOST)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : port
}
