import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What a data folder remembers: its replica set lives at this port for ever, and its files belong to this mongod's version. */
const Memory = z.object({ port: z.int(), mongod: z.string() })
type Memory = z.infer<typeof Memory>

/** The process that runs the folder's mongod. `process` tells it from a later process with the same `pid`. */
const Owner = z.object({ pid: z.int(), process: z.string() })
type Owner = z.infer<typeof Owner>

const me: Owner = { pid: process.pid, process: randomUUID() }

/** A folder that holds a persistent database: `mongodb/` with mongod's own files, and two small notes beside it. */
export type DataFolder = {
  readonly dbPath: string
  readMemory(): Promise<Memory | undefined>
  writeMemory(memory: Memory): Promise<void>
  /** Makes this process the owner, unless somebody is: then it gives that owner. A dead owner's claim is void. */
  claim(): Promise<Owner | undefined>
  release(): Promise<void>
}

/** Makes the folder where it is not there, readable by its owner alone. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const made = join(path, 'mongodb')
  await mkdir(made, { recursive: true, mode: 0o700 })
  const dbPath = await realpath(made)
  const memoryFile = `${dbPath}.json`
  const ownerFile = `${dbPath}.owner.json`
  return {
    dbPath,
    readMemory: () => readNote(memoryFile, Memory),
    writeMemory: (memory) => writeNote(memoryFile, memory, rename),
    claim: () => claim(ownerFile),
    release: () => rm(ownerFile, { force: true }),
  }
}

async function claim(ownerFile: string): Promise<Owner | undefined> {
  for (;;) {
    const isMine = await writeNote(ownerFile, me, link).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
        throw error
      },
    )
    if (isMine) return undefined
    const owner = await readNote(ownerFile, Owner)
    if (owner !== undefined && isAlive(owner)) return owner
    await rm(ownerFile, { force: true })
  }
}

function isAlive(owner: Owner): boolean {
  if (owner.pid === me.pid) return owner.process === me.process
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A note appears whole or not at all: `place` (rename, or link to refuse an existing one) puts a finished file in its place. */
async function writeNote(path: string, note: object, place: typeof rename): Promise<void> {
  const finished = `${path}.${randomUUID()}`
  await writeFile(finished, `${JSON.stringify(note)}\n`, { mode: 0o600 })
  try {
    await place(finished, path)
  } finally {
    await rm(finished, { force: true })
  }
}

async function readNote<Note>(path: string, schema: z.ZodType<Note>): Promise<Note | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
