import { setImmediate } from 'node:timers/promises'
import { learnedScoreOf } from '../../../src/scoring/learned/predict.ts'
import { exampleOf, train } from '../../../src/scoring/learned/train.ts'
import { isWanted } from '../../eval/case.ts'
import { labelledCases } from '../../eval/labelled.ts'
import type { Bench, Section } from '../bench.ts'
import { percentile } from '../figures.ts'
import type { Row } from '../row.ts'

const LEADS = 'test/fixtures/labelled-leads.csv'
const DECISIONS = 4000
/** The rules' score is one of many columns here, and reckoned elsewhere. */
const RULES_VALUE = 50

/** Training the learned score on thousands of decisions, the longest that it holds others up, and scoring one lead by it. */
export const learned: Section = { name: 'learned', run }

async function run(bench: Bench): Promise<Row[]> {
  const cases = labelledCases(LEADS, { label: 'Converted', id: 'Lead Number' })
  const examples = cases.slice(0, DECISIONS).map((one) => exampleOf(one.lead, isWanted(one) === true))
  const steps: number[] = []
  const startedAt = performance.now()
  let resumedAt = startedAt
  const model = await train(examples, { version: 1, trainedAt: new Date() }, async () => {
    steps.push(performance.now() - resumedAt)
    await setImmediate()
    resumedAt = performance.now()
  })
  const trained = performance.now() - startedAt
  bench.progress(`trained on ${DECISIONS} decisions in ${trained.toFixed(0)} ms`)
  const took = cases.slice(DECISIONS).map(({ lead }) => {
    const at = performance.now()
    learnedScoreOf(model, lead, RULES_VALUE)
    return performance.now() - at
  })
  const row = (what: string, value: number, atMost: number): Row => ({
    what,
    product: { value, unit: 'ms' },
    limit: null,
    wanted: { atMost },
  })
  return [
    row(`training on ${DECISIONS} decisions`, trained, 1500),
    row('the longest step of it, p99', percentile(steps, 99), 50),
    row('a learned score, p99', percentile(took, 99), 1),
  ]
}
