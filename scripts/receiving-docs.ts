import { readFileSync, writeFileSync } from 'node:fs'
import { exampleHandoff } from './example-handoff.ts'
import { handoffSchema } from './handoff-schema.ts'
import { withQuotes } from './quotes.ts'

const GUIDE = 'docs/receiving-handoffs.md'

/** Brings what CRM developers read up to date: the schema, the example, and the code that the guide quotes. */
writeJson('docs/handoff.schema.json', handoffSchema())
writeJson('docs/receiving/example.json', exampleHandoff())
const guide = withQuotes(readFileSync(GUIDE, 'utf8'), (file) => readFileSync(`docs/${file}`, 'utf8'))
writeFileSync(GUIDE, guide)

function writeJson(file: string, value: object): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`)
}
