import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { SOURCES } from '../src/sources/index.ts'
import { parseObject } from '../src/wire/json-body.ts'

const FIXTURES = 'test/fixtures/sources'
const Fixture = z.object({ request: z.record(z.string(), z.unknown()), reading: z.unknown() })
const SourceLike = z.object({ name: z.string(), scheme: z.unknown(), read: z.unknown() })

/** The names of the sources that the files of src/sources/ export, by file. */
async function exported(): Promise<{ file: string; name: string }[]> {
  const files = readdirSync('src/sources')
    .map((file) => basename(file, '.ts'))
    .filter((file) => file !== 'index')
  const modules = await Promise.all(
    files.map(async (file) => ({ file, all: Object.values(await import(`../src/sources/${file}.ts`)) })),
  )
  return modules.flatMap(({ file, all }) =>
    all.flatMap((one) => {
      const source = SourceLike.safeParse(one)
      return source.success ? [{ file, name: source.data.name }] : []
    }),
  )
}

function fixturesOf(name: string): string[] {
  const folder = join(FIXTURES, name)
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []
}

describe('sources', () => {
  test('every source file is named like its source and has a line in src/sources/index.ts', async () => {
    const registered = SOURCES.map(({ name }) => name)
    expect(await exported()).toEqual(registered.toSorted().map((name) => ({ file: name, name })))
  })

  test('no two have the same name', () => {
    expect(new Set(SOURCES.map(({ name }) => name)).size).toBe(SOURCES.length)
  })

  test('every folder of fixtures belongs to a source', () => {
    expect(readdirSync(FIXTURES).toSorted()).toEqual(SOURCES.map(({ name }) => name).toSorted())
  })

  describe.for(SOURCES)('$name', (source) => {
    test(`has fixtures in ${FIXTURES}/${source.name}/`, () => {
      expect(fixturesOf(source.name)).not.toEqual([])
    })

    test.for(fixturesOf(source.name))('reads %s as it says', (path) => {
      const fixture = Fixture.parse(JSON.parse(readFileSync(path, 'utf8')))
      const payload = parseObject(Buffer.from(JSON.stringify(fixture.request)))
      expect(payload.ok && source.read(payload.value)).toEqual(fixture.reading)
    })
  })
})
