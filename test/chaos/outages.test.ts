import { expect, test } from 'vitest'
import { crmMisbehaves } from '../../scripts/chaos/crm-misbehaves.ts'
import { mongodAway } from '../../scripts/chaos/mongod-away.ts'
import { openaiAway } from '../../scripts/chaos/openai-away.ts'
import { rollingRestarts } from '../../scripts/chaos/rolling-restarts.ts'
import { slackAway } from '../../scripts/chaos/slack-away.ts'

const EACH_UPSET_MS = 2000
const LONGEST_MS = 300_000
const quiet = () => {}

test.concurrent(
  'a database that is killed, and one that steps down, lose nothing; meanwhile senders are told to come again',
  async () => {
    const { numbers, problems } = await mongodAway(quiet, 1)
    expect(problems).toEqual([])
    expect(numbers['answered 503']).toBeGreaterThan(0)
    expect(numbers['leads accepted']).toBeGreaterThan(30)
  },
  LONGEST_MS,
)

test.concurrent(
  'while Slack is away in any way deliveries go on, and the cards appear afterwards',
  async () => {
    const { numbers, problems } = await slackAway(quiet, EACH_UPSET_MS)
    expect(problems).toEqual([])
    expect(numbers['leads with a card']).toBeGreaterThan(10)
  },
  LONGEST_MS,
)

test.concurrent(
  'while OpenAI is away in any way the rules score, and say so',
  async () => {
    const { numbers, problems } = await openaiAway(quiet, EACH_UPSET_MS)
    expect(problems).toEqual([])
    expect(numbers['scored by rules']).toBeGreaterThan(5)
  },
  LONGEST_MS,
)

test(
  'receivers that misbehave in every way leave the healthy ones and the memory alone',
  async () => {
    const { numbers, problems } = await crmMisbehaves(quiet, 2 * EACH_UPSET_MS)
    expect(problems).toEqual([])
    expect(numbers['kept for later']).toBeGreaterThan(0)
  },
  LONGEST_MS,
)

test(
  'a rolling restart under load loses nothing and sends nothing twice',
  async () => {
    const { numbers, problems } = await rollingRestarts(quiet, 1)
    expect(problems).toEqual([])
    expect(numbers['handoffs delivered']).toBeGreaterThan(30)
  },
  LONGEST_MS,
)
