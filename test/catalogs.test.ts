import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { VERBS } from '../src/admin/index.ts'
import { KIND_NAMES } from '../src/destinations/index.ts'
import { FieldMapSchema } from '../src/sources/field-map.ts'
import { SOURCES } from '../src/sources/index.ts'
import { Workflow } from '../src/sources/workflow.ts'
import { parseObject } from '../src/wire/json-body.ts'
import type { OutboundRequest } from '../src/wire/request.ts'
import { dialogue } from './destinations/dialogue.ts'
import { NO_SETTINGS } from './support/endpoints.ts'

const FIXTURES = 'test/fixtures/sources'
const SettingsOfEndpoint = z.strictObject({
  map: FieldMapSchema.nullable().default(null),
  schema: Workflow.nullable().default(null),
  settings: z.record(z.string(), z.string()).default({}),
})
const Fixture = z.strictObject({
  endpoint: SettingsOfEndpoint.default(NO_SETTINGS),
  request: z.record(z.string(), z.unknown()),
  reading: z.unknown(),
})
const KindLike = z.object({ name: z.string(), settings: z.unknown(), deliver: z.unknown() })
const VerbLike = z.object({ name: z.string(), usage: z.string(), summary: z.string(), run: z.unknown() })
const KIND_FIXTURES = 'test/fixtures/destinations'
/** A request's `body` is its exact text, or JSON that it must say. */
const Exchange = z.object({
  request: z.looseObject({ body: z.unknown() }),
  reply: z.object({ status: z.number(), headers: z.record(z.string(), z.string()).default({}), body: z.unknown() }),
})
const KindFixture = z.object({
  destination: z.looseObject({}),
  token: z.string().nullable().default(null),
  body: z.unknown(),
  exchanges: z.array(Exchange),
  fate: z.looseObject({ class: z.string() }),
})
const SourceLike = z.object({ name: z.string(), scheme: z.unknown(), read: z.unknown() })

/** What the files of a catalog's folder export that has such a shape, by file. */
async function exported(folder: string, shape: z.ZodType<{ name: string }>): Promise<{ file: string; name: string }[]> {
  const files = readdirSync(join('src', folder))
    .map((file) => basename(file, '.ts'))
    .filter((file) => file !== 'index')
  const modules = await Promise.all(
    files.map(async (file) => ({ file, all: Object.values(await import(`../src/${folder}/${file}.ts`)) })),
  )
  return modules.flatMap(({ file, all }) =>
    all.flatMap((one) => {
      const found = shape.safeParse(one)
      return found.success ? [{ file, name: found.data.name }] : []
    }),
  )
}

function fixturesOf(name: string, fixtures = FIXTURES): string[] {
  const folder = join(fixtures, name)
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []
}

describe('sources', () => {
  test('every source file is named like its source and has a line in src/sources/index.ts', async () => {
    const registered = SOURCES.map(({ name }) => name)
    expect(await exported('sources', SourceLike)).toEqual(registered.toSorted().map((name) => ({ file: name, name })))
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
      expect(payload.ok && source.read(payload.value, fixture.endpoint)).toEqual(fixture.reading)
    })
  })
})

describe('destination kinds', () => {
  test('every kind has a file of its name and a line in src/destinations/index.ts', async () => {
    const registered = KIND_NAMES.toSorted().map((name) => ({ file: name, name }))
    expect(await exported('destinations', KindLike)).toEqual(registered)
  })

  describe.for(KIND_NAMES)('%s', (name) => {
    const fixtures = fixturesOf(name, KIND_FIXTURES)
    test(`has fixtures in ${KIND_FIXTURES}/${name}/`, () => expect(fixtures).not.toEqual([]))

    test.for(fixtures)('is carried out as %s says', (path) => {
      const { destination, token, body, exchanges, fate } = KindFixture.parse(JSON.parse(readFileSync(path, 'utf8')))
      const scene = { destination: { kind: name, ...destination }, token, body }
      const talked = dialogue(
        scene,
        exchanges.map(({ reply }) => reply),
      )
      const sent = talked.asks.flatMap((ask) => (ask.ask === 'send' ? [ask.request] : []))
      expect(sent.map((request, i) => asIn(exchanges[i]?.request.body, request))).toEqual(
        exchanges.map(({ request }) => request),
      )
      expect(talked.fate).toMatchObject(fate)
    })
  })
})

describe('verbs', () => {
  test('every verb in src/admin/ has a line in src/admin/index.ts', async () => {
    const names = (await exported('admin', VerbLike)).map(({ name }) => name)
    expect(names.toSorted()).toEqual(VERBS.map(({ name }) => name).toSorted())
  })

  test('every usage begins with its verb, and no two have the same name', () => {
    for (const { name, usage } of VERBS) expect(usage.startsWith(name)).toBe(true)
    expect(new Set(VERBS.map(({ name }) => name)).size).toBe(VERBS.length)
  })
})

function asIn(expected: unknown, request: OutboundRequest): object {
  return typeof expected === 'string' ? request : { ...request, body: JSON.parse(request.body) }
}
