import { readFile, writeFile } from 'node:fs/promises'
import { envExample, withTable } from './config-table.ts'

/** Brings what is written about configuration up to date with src/config.ts. */
await writeFile('.env.example', envExample())
await writeFile('README.md', withTable(await readFile('README.md', 'utf8')))
