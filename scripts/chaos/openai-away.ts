import { setTimeout as sleep } from 'node:timers/promises'
import { type OpenAiStandIn, startOpenAi } from '../../test/stand-ins/openai/index.ts'
import { type Account, together } from './account.ts'
import { type Doorway, doorwayTo } from './doorway.ts'
import { startLoad } from './load.ts'
import type { Progress } from './scenario.ts'
import { settled, stored } from './stored.ts'
import { windUp } from './wind-up.ts'
import { RECEIVERS, startWorld, type World } from './world.ts'

const RATE = { plain: 1, carded: 2 }
const CHANNELS = 8
const TAKEN_WITHIN_MS = 20_000
const SCORED_WITHIN_MS = 30_000
const API_KEY = 'sk-chaos'
const TIMEOUT_MS = '2500'

type Act = (openai: OpenAiStandIn, door: Doorway) => unknown
type Upset = { name: string; begin: Act; end: Act }
const mend: Act = (openai) => openai.mend()
const UPSETS: readonly Upset[] = [
  { name: 'refuses connections', begin: (_, door) => door.shut(), end: (_, door) => door.open() },
  { name: 'never answers', begin: (openai) => openai.fail({ kind: 'hang' }), end: mend },
  { name: 'answers 500', begin: (openai) => openai.fail({ kind: 'status', status: 500 }), end: mend },
]

/** OpenAI is away in every way; leads are scored by the rules, say so, and have their cards and deliveries. */
export async function openaiAway(progress: Progress, forMs: number): Promise<Account> {
  const openai = await startOpenAi({ apiKey: API_KEY })
  const door = await doorwayTo(openai.url)
  const env = {
    OPENAI_API_KEY: API_KEY,
    OPENAI_BASE_URL: `http://127.0.0.1:${door.port}/v1`,
    OPENAI_TIMEOUT_MS: TIMEOUT_MS,
  }
  const world = await startWorld({ processes: 2, channels: CHANNELS, receivers: RECEIVERS, env })
  try {
    const load = startLoad(world, RATE)
    for (const { name, begin, end } of UPSETS) {
      await begin(openai, door)
      load.resume()
      await sleep(forMs)
      await load.pause(TAKEN_WITHIN_MS)
      await settled(world, SCORED_WITHIN_MS)
      await end(openai, door)
      progress(`OpenAI ${name}, and is back`)
    }
    return together([await scoredByRules(world), await windUp(world, { load }, progress)])
  } finally {
    await world.stop()
    await door.shut()
    await openai.close()
  }
}

async function scoredByRules(world: World): Promise<Account> {
  const leads = await stored(world).leads.find().toArray()
  const others = leads.filter(({ score }) => score?.scoredBy !== 'rules' || score.fallback !== 'model_error')
  return {
    numbers: { 'scored by rules': leads.length - others.length },
    problems: others.map(({ _id, score }) => `${_id} was scored by ${score?.scoredBy} (${score?.fallback})`),
  }
}
