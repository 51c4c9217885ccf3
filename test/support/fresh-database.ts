import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { afterAll, inject } from 'vitest'

const handedOut: string[] = []

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
async function dropDatabases(): Promise<void> {
  if (handedOut.length === 0) return
  const connection = await mongoose.createConnection(inject('mongoUri')).asPromise()
  await Promise.all(handedOut.splice(0).map((database) => connection.getClient().db(database).dropDatabase()))
  await connection.close()
}

afterAll(dropDatabases, 60_000)
