import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { runSections } from './bench.ts'
import { ratioOf, verdictOf } from './row.ts'
import { SECTIONS } from './sections/index.ts'
import { tableOf } from './table.ts'

const USAGE = `Measures Greenlight against bare limits in the same run, on the same mongod. Only the ratios mean something.

  npm run bench                          all sections
  npm run bench -- inbound drain         some of: ${SECTIONS.map(({ name }) => name).join(', ')}
  options: --rounds 3 · --leads 10000 (memory) · --stored 100000 · --json [--out file] · --profile folder (CPU profiles of the product)`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    leads: { type: 'string', default: '10000' },
    stored: { type: 'string', default: '100000' },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const unknown = positionals.filter((asked) => !SECTIONS.some(({ name }) => name === asked))
if (values.help || unknown.length > 0) {
  console.error(unknown.length > 0 ? `There is no section ${unknown.join(', ')}.\n\n${USAGE}` : USAGE)
  process.exit(values.help ? 0 : 2)
}

const rounds = Number(values.rounds)
const { rows, failed } = await runSections(
  SECTIONS.filter(({ name }) => positionals.length === 0 || positionals.includes(name)),
  {
    sizes: {
      rounds,
      longRounds: Math.ceil(rounds / 2),
      memoryLeads: Number(values.leads),
      stored: Number(values.stored),
    },
    profileFolder: values.profile ?? null,
    progress: (text) => process.stderr.write(`${text}\n`),
  },
)
const machine = { node: process.version, cores: availableParallelism(), at: new Date().toISOString() }
const measured = rows.map((row) => ({ ...row, ratio: ratioOf(row), verdict: verdictOf(row) }))
const json = JSON.stringify({ machine, rows: measured, failed }, null, 2)
if (values.out) await writeFile(values.out, `${json}\n`)
if (values.json && !values.out) console.log(json)
else console.log(tableOf(rows))
if (failed.length > 0) console.error(`These sections failed: ${failed.join(', ')}.`)
process.exit(failed.length > 0 ? 1 : 0)
