import { parseArgs } from 'node:util'
import { buildProduct } from '../built-product.ts'
import type { Account } from './account.ts'
import { crmMisbehaves } from './crm-misbehaves.ts'
import { fuzz } from './fuzz.ts'
import { kills } from './kills.ts'
import { mongodAway } from './mongod-away.ts'
import { openaiAway } from './openai-away.ts'
import { rollingRestarts } from './rolling-restarts.ts'
import type { Progress } from './scenario.ts'
import { slackAway } from './slack-away.ts'

const USAGE = `Breaks things around real processes of Greenlight, and accounts for every lead afterwards.

  npm run chaos                        everything
  npm run chaos -- kills mongod        these alone: kills, mongod, slack, crm, openai, restarts, fuzz
  npm run chaos -- kills --kills 50    with so many kills (200)
  npm run chaos -- fuzz --seed 7       with the malformed calls of that seed (by chance)`

const SHOWN_PROBLEMS = 50
const EACH_UPSET_MS = 10_000
const MALFORMED_CALLS = 20_000
const SEEDS = 1_000_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string' }, help: { type: 'boolean' } },
})

const SCENARIOS: Record<string, (progress: Progress) => Promise<Account>> = {
  kills: (progress) => kills(progress, Number(values.kills)),
  mongod: (progress) => mongodAway(progress, 3),
  slack: (progress) => slackAway(progress, EACH_UPSET_MS),
  crm: (progress) => crmMisbehaves(progress, 2 * EACH_UPSET_MS),
  openai: (progress) => openaiAway(progress, EACH_UPSET_MS),
  restarts: (progress) => rollingRestarts(progress, 5),
  fuzz: (progress) => fuzz(progress, { seed: Number(values.seed ?? Date.now() % SEEDS), calls: MALFORMED_CALLS }),
}

/** Runs the scenarios one after the other; the number of things that should not be. */
async function main(names: readonly string[]): Promise<number> {
  let count = 0
  for (const name of names) {
    const scenario = SCENARIOS[name]
    if (!scenario) throw new Error(`there is no scenario ${name}`)
    const startedAt = performance.now()
    const { numbers, problems } = await scenario((line) =>
      console.log(`${name.padEnd(9)} ${since(startedAt)}  ${line}`),
    )
    console.log(`\n${name}, ${since(startedAt)}`)
    for (const [what, number] of Object.entries(numbers)) console.log(`  ${String(number).padStart(7)}  ${what}`)
    for (const problem of problems.slice(0, SHOWN_PROBLEMS)) console.log(`  WRONG    ${problem}`)
    console.log(`  ${problems.length === 0 ? 'All accounted for.' : `${problems.length} things should not be.`}\n`)
    count += problems.length
  }
  return count
}

function since(startedAt: number): string {
  return `${Math.round((performance.now() - startedAt) / 1000)} s`
}

if (values.help || positionals.some((name) => !SCENARIOS[name])) {
  console.error(USAGE)
  process.exit(values.help ? 0 : 2)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
await buildProduct()
const wrong = await main(positionals.length > 0 ? positionals : Object.keys(SCENARIOS))
process.exit(wrong === 0 ? 0 : 1)
