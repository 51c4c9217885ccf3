import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { breaches } from './support/layers.ts'

const SRC = join(import.meta.dirname, '../src')
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))

describe('the rule between rooms', () => {
  it('is kept by every file', () => {
    expect(FILES.length).toBeGreaterThan(100)
    expect(FILES.flatMap((file) => breaches(file, readFileSync(join(SRC, file), 'utf8')))).toEqual([])
  })

  it.each([
    ['lead/a.ts', "import { x } from '../flow/index.ts'", 'lead must not know flow'],
    ['lead/a.ts', "import type { X } from '../handoff/body.ts'", 'lead must not know handoff'],
    ['wire/a.ts', "export { x } from '../lead/lead.ts'", 'wire must not know lead'],
    ['sources/a.ts', "import { x } from '../destinations/index.ts'", 'sources must not know destinations'],
    ['flow/a.ts', "import {\n  x,\n  y,\n} from '../admin/index.ts'", 'flow must not know admin'],
    ['slack/a.ts', "import { x } from '../mongo/index.ts'", 'slack must not know mongo'],
    ['jobs/a.ts', "const x = await import('../courier/courier.ts')", 'jobs must not know courier'],
    ['http/a.ts', "import { x } from '../config.ts'", 'http must not know config.ts'],
    ['app.ts', "import { x } from '../test/support/leads.ts'", 'leaves src for ../test/support/leads.ts'],
    ['mongo/a.ts', "import '../../scripts/demo.ts'", 'leaves src for ../../scripts/demo.ts'],
    ['flow/a.ts', "import { readFile } from 'node:fs/promises'", 'flow is pure and must not import node:fs/promises'],
    [
      'wire/a.ts',
      "import { BlockList, connect } from 'node:net'",
      'wire is pure and must not take connect from node:net',
    ],
    [
      'lead/a.ts',
      "import { randomUUID } from 'node:crypto'",
      'lead is pure and must not take randomUUID from node:crypto',
    ],
    ['flow/a.ts', "import { Types } from 'mongoose'", 'only mongo imports mongoose'],
    ['http/a.ts', "import { request } from 'undici'", 'only courier imports undici'],
    ['courier/a.ts', "import express from 'express'", 'express has no owner'],
    ['flow/a.ts', 'const now = new Date()', 'new Date() is to be passed in'],
    ['mongo/a.ts', 'const uri = process.env.MONGODB_URI', 'only config.ts reads the environment'],
    ['main.ts', 'readConfig(process.env, file)\nif (process.env.DEBUG) log()', 'only config.ts reads the environment'],
  ])('is broken by %s with %s', (file, text, breach) => {
    expect(breaches(file, text)).toEqual([`${file}: ${breach}`])
  })

  it.each([
    ['flow/a.ts', "import { AppError } from '../errors.ts'\nimport { z } from 'zod'"],
    ['slack/a.ts', "import type { KnownBlock } from '@slack/types'\nimport type { Lead } from '../lead/lead.ts'"],
    ['ground.ts', "import { ulid } from 'ulid'\nimport { createHttp } from './http/index.ts'"],
    ['main.ts', "readConfig(process.env, '')"],
  ])('is kept by %s with %s', (file, text) => expect(breaches(file, text)).toEqual([]))

  it('has a place for every room', () => {
    expect(() => breaches('utils/a.ts', '')).toThrow('src/utils has no place in the house')
  })
})
