import mongoose from 'mongoose'
import type { TestProject } from 'vitest/node'
import { startEmbeddedMongo } from '../../src/mongo/embedded.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mongoUri: string
  }
}

/** Vitest's global setup: one real, throw-away replica set for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mongo = await startEmbeddedMongo({ env: process.env, log: console.log })
  await closeFilesSoon(mongo.uri)
  project.provide('mongoUri', mongo.uri)
  return () => mongo.stop()
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
