import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { startEmbeddedMongo } from '../../src/mongo/embedded.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mongoUri: string
  }
}

const handedOut: string[] = []

/** Vitest's global setup: one real, throw-away replica set for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mongo = await startEmbeddedMongo({ env: process.env, log: console.log })
  await closeFilesSoon(mongo.uri)
  project.provide('mongoUri', mongo.uri)
  return () => mongo.stop()
}

/** The URI of an empty database that nobody else has; `name` (letters, digits, `_`, at most 40) only helps when debugging. */
export function freshDatabaseUri(name: string): string {
  if (!/^\w{1,40}$/.test(name)) throw new Error(`${name} cannot be part of a database name`)
  const uri = new URL(inject('mongoUri'))
  const database = `${name}_${randomBytes(6).toString('hex')}`
  uri.pathname = `/${database}`
  handedOut.push(database)
  return uri.href
}

/** Drops what this test file was given. */
export async function dropDatabases(): Promise<void> {
  if (handedOut.length === 0) return
  const connection = await mongoose.createConnection(inject('mongoUri')).asPromise()
  for (const database of handedOut.splice(0)) await connection.getClient().db(database).dropDatabase()
  await connection.close()
}

/**
 * MongoDB holds a file open per collection and index, and hundreds of databases in one run are more than it may. What is idle or
 * dropped is let go within seconds: https://www.mongodb.com/docs/manual/reference/parameters/
 */
async function closeFilesSoon(uri: string): Promise<void> {
  const connection = await mongoose.createConnection(uri).asPromise()
  await connection.getClient().db('admin').command({
    setParameter: 1,
    minSnapshotHistoryWindowInSeconds: 0,
    wiredTigerEngineRuntimeConfig: 'file_manager=(close_idle_time=10,close_scan_interval=2,close_handle_minimum=200)',
  })
  await connection.close()
}
