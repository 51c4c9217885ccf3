import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { findMongod } from '../../src/mongo/find-mongod.ts'
import { freePort, isPrimaryAt } from '../../src/mongo/replica-set.ts'
import { endWithUs } from './children.ts'
import { until } from './wait.ts'

/** A replica set of one on a port of its own that keeps its files when it is killed, so that it can be started again. */
export type KillableMongod = {
  uri: string
  /** SIGKILL. */
  kill(): Promise<void>
  /** Resolves when it takes writes. */
  start(): Promise<void>
  /** Makes it give up being primary; it is elected again after that many seconds. */
  stepDown(seconds: number): Promise<void>
  isPrimary(): Promise<boolean>
  /** Ends it and removes its files. */
  remove(): Promise<void>
}

const HOST = '127.0.0.1'
const SET_NAME = 'rs0'
const PRIMARY_WITHIN_MS = 60_000
const CACHE_GB = '0.25'

export async function startMongod(): Promise<KillableMongod> {
  const binary = await findMongod({ env: process.env, log: console.log })
  const dbPath = await realpath(await mkdtemp(join(tmpdir(), 'greenlight-chaos-')))
  const port = await freePort(0)
  const place = { port, dbPath }
  const options = { replSet: SET_NAME, port, dbpath: dbPath, bind_ip: HOST, wiredTigerCacheSizeGB: CACHE_GB }
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  let child: ChildProcess | undefined

  function launch(): void {
    child = spawn(binary.path, [...words, '--quiet'], { stdio: 'ignore' })
    endWithUs(child)
  }
  async function becomesPrimary(): Promise<void> {
    const took = await until(() => isPrimaryAt(place), PRIMARY_WITHIN_MS)
    if (took === null) throw new Error(`mongod did not become primary within ${PRIMARY_WITHIN_MS} ms`)
  }
  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  launch()
  const members = [{ _id: 0, host: `${HOST}:${port}` }]
  await command(port, { replSetInitiate: { _id: SET_NAME, members } })
  await becomesPrimary()
  return {
    uri: `mongodb://${HOST}:${port}/greenlight?replicaSet=${SET_NAME}`,
    kill,
    async start() {
      launch()
      await becomesPrimary()
    },
    stepDown: (seconds) => command(port, { replSetStepDown: seconds, secondaryCatchUpPeriodSecs: 0, force: true }),
    isPrimary: () => isPrimaryAt(place),
    async remove() {
      await kill()
      await rm(dbPath, { recursive: true, force: true })
    },
  }
}

async function command(port: number, words: mongoose.mongo.BSON.Document): Promise<void> {
  const client = new mongoose.mongo.MongoClient(`mongodb://${HOST}:${port}/?directConnection=true`)
  try {
    await client.db('admin').command(words)
  } finally {
    await client.close()
  }
}
