import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../../src/config.ts'
import { createModel } from '../../src/openai/model.ts'
import { priceOf } from '../../src/scoring/model.ts'
import type { Case } from './case.ts'
import { type Figures, figuresOf, tableOf } from './figures.ts'
import { goldenCases } from './golden.ts'
import { scoredByLearned, scoredByModel, scoredByRules } from './judges.ts'
import { labelledCases } from './labelled.ts'
import { pictureOf } from './picture.ts'
import { shuffled } from './shuffled.ts'

const USAGE = `Tells how good the scores are: AUC, calibration, precision and recall per band, injections that got through, cost.

  npm run eval                                          real leads with known outcomes: rules, and learned after 500 and 4,000 decisions
  npm run eval -- --csv file.csv --label Won --id Nr    your own; --train 200,1000 sets what is learned from, the rest is forecast
  npm run eval -- --golden test/golden                  leads with expected bands, injections among them
  options: --out folder (default .greenlight/eval) · --seed 1 · --most 200 (leads for the model) · --price 0.40,1.60 ($ per million tokens in, out)
With OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL) the model is asked too.`

const { values } = parseArgs({
  options: {
    csv: { type: 'string', default: 'test/fixtures/labelled-leads.csv' },
    label: { type: 'string', default: 'Converted' },
    id: { type: 'string', default: 'Lead Number' },
    golden: { type: 'string' },
    train: { type: 'string', default: '500,4000' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '200' },
    price: { type: 'string' },
    out: { type: 'string', default: '.greenlight/eval' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}

const price = values.price ? priceOf(values.price) : null
const cases = values.golden ? goldenCases(values.golden) : labelledCases(values.csv, values)
const figures = await judged(shuffled(cases, Number(values.seed)))
mkdirSync(values.out, { recursive: true })
const kept = figures.map(({ forecasts, ...rest }) => rest)
writeFileSync(join(values.out, 'eval.json'), `${JSON.stringify({ at: new Date(), figures: kept }, null, 2)}\n`)
writeFileSync(join(values.out, 'eval.png'), pictureOf(figures))
console.log(`${tableOf(figures)}\n\nWritten: ${values.out}/eval.json and eval.png`)

async function judged(all: readonly Case[]): Promise<Figures[]> {
  const found = [figuresOf('rules', scoredByRules(all), price)]
  for (const trainOn of values.golden ? [] : values.train.split(',').map(Number)) {
    found.push(figuresOf(`learned from ${trainOn}`, await scoredByLearned(all, trainOn), price))
  }
  const model = modelFromEnvironment()
  if (!model) return found
  const asked = all.slice(0, values.golden ? all.length : Number(values.most))
  return [...found, figuresOf(model.name, await scoredByModel(asked, model.model), price)]
}

function modelFromEnvironment() {
  const config = readConfig(process.env, existsSync('.env') ? readFileSync('.env', 'utf8') : '', 'shell')
  const { OPENAI_API_KEY: apiKey, OPENAI_MODEL: name, OPENAI_BASE_URL: baseUrl, OPENAI_TIMEOUT_MS: timeoutMs } = config
  return apiKey
    ? {
        name,
        model: createModel({
          apiKey,
          model: name,
          price: priceOf(config.OPENAI_PRICE),
          timeoutMs,
          ...(baseUrl && { baseUrl }),
        }),
      }
    : null
}
