import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
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
  project.provide('mongoUri', mongo.uri)
  return () => mongo.stop()
}

/** The URI of an empty database that nobody else has; `name` (letters, digits, `_`, at most 40) only helps when debugging. */
export function freshDatabaseUri(name: string): string {
  if (!/^\w{1,40}$/.test(name)) throw new Error(`${name} cannot be part of a database name`)
  const uri = new URL(inject('mongoUri'))
  uri.pathname = `/${name}_${randomBytes(6).toString('hex')}`
  return uri.href
}
