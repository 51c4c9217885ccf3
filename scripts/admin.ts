import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { ZodError } from 'zod'
import { readLine, VERBS } from '../src/admin/index.ts'
import { type Answer, type Verb, type Words, wrongWords } from '../src/admin/verb.ts'
import { readConfig } from '../src/config.ts'
import { AppError } from '../src/errors.ts'
import type { Workspace } from '../src/lead/workspace.ts'
import { createLog } from '../src/log.ts'
import { openShell } from '../src/shell.ts'

const FAILED = 1
const WRONG_CALL = 2
/** What stands in a file's place: the JSON itself, or the word that takes away what was set. */
const NO_FILE = /^\s*[[{]|^none$/

/** The admin's verbs from a shell: one JSON document on stdout with --json; errors go to stderr with exit 1, or 2 for a wrong call. */
async function main(argv: string[]): Promise<number> {
  const json = argv.includes('--json')
  const found = readLine(argv.filter((word) => word !== '--json'))
  if (argv.length === 0 || argv.includes('--help')) {
    process.stdout.write(usage())
    return 0
  }
  if (!found) {
    process.stderr.write(usage())
    return WRONG_CALL
  }
  try {
    await run(found.verb, found.words, (answer) => print(answer, json))
    return 0
  } catch (error) {
    if (error instanceof ZodError) {
      process.stderr.write(`${wrongCall(error, found.verb)}\n`)
      return WRONG_CALL
    }
    if (!(error instanceof Error)) throw error
    process.stderr.write(`${error.message}\n`)
    return FAILED
  }
}

async function run(verb: Verb, words: Words, show: (answer: Answer) => Promise<void>): Promise<void> {
  const { workspace: [team] = [], ...typed } = words.flags
  const flags = withFiles(verb, typed)
  const config = readConfig(process.env, existsSync('.env') ? readFileSync('.env', 'utf8') : '', 'shell')
  const shell = await openShell(config, createLog('silent'))
  try {
    const workspace = pick(await shell.workspaces(), team)
    const publicUrl = process.env.PUBLIC_URL ? config.PUBLIC_URL : (workspace.publicUrl ?? config.PUBLIC_URL)
    await show(await verb.run({ flow: shell.flow, workspace, by: 'shell', publicUrl }, { ...words, flags }))
  } finally {
    await shell.close()
  }
}

/** The verbs know no files: flags that name one are given its text. Throws `bad_input` for one that cannot be read. */
function withFiles({ files = [] }: Verb, flags: Words['flags']): Words['flags'] {
  const read = files.flatMap((name) => (flags[name] ? [[name, flags[name].map(textOf)]] : []))
  return { ...flags, ...Object.fromEntries(read) }
}

function textOf(path: string): string {
  if (NO_FILE.test(path)) return path
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new AppError('bad_input', `The file "${path}" cannot be read.`, { cause })
  }
}

function pick(workspaces: Workspace[], team: string | undefined): Workspace {
  const [first, second] = workspaces.filter(({ id, name }) => team === undefined || team === id || team === name)
  if (!first) {
    const hint = team
      ? `There is no workspace ${team}.`
      : 'No workspace is known yet: set SLACK_BOT_TOKEN, or start Greenlight once.'
    throw new AppError('not_found', hint)
  }
  if (!second) return first
  const known = workspaces.map(({ id, name }) => `${id} (${name})`).join(', ')
  throw new AppError('bad_input', `There are several workspaces; name one with --workspace: ${known}`)
}

async function print({ data, file, remarks = [] }: Answer, json: boolean): Promise<void> {
  if (file) await write(json ? jsonOf(file.rows()) : file.text())
  else process.stdout.write(`${json ? JSON.stringify(data) : readable(data)}\n`)
  for (const remark of remarks) process.stderr.write(`Note: ${remark}\n`)
}

/** No faster than whoever reads. */
async function write(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
}

function readable(data: unknown): string {
  return inspect(data, { depth: null, colors: process.stdout.isTTY, maxArrayLength: null })
}

/** One JSON array, row by row. */
async function* jsonOf(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '['
  for await (const row of rows) {
    yield `${before}${JSON.stringify(row)}`
    before = ',\n'
  }
  yield before === '[' ? '[]\n' : ']\n'
}

function wrongCall(error: ZodError, { usage }: Verb): string {
  return `${wrongWords(error).join('\n')}\nUsage: ${usage}`
}

function usage(): string {
  const verbs = VERBS.map(({ usage, summary }) => `  ${usage}\n      ${summary}`)
  return `Usage: npm run admin -- <verb …> [--json] [--workspace T…]\n\n${verbs.join('\n')}\n`
}

process.exit(await main(process.argv.slice(2)))
