import { setTimeout as sleep } from 'node:timers/promises'
import type { LocalSlack } from '../../test/stand-ins/slack/index.ts'
import { type Account, together } from './account.ts'
import { type Doorway, doorwayTo } from './doorway.ts'
import { type Load, startLoad } from './load.ts'
import type { Progress } from './scenario.ts'
import { settled } from './stored.ts'
import { windUp } from './wind-up.ts'
import { RECEIVERS, startWorld, type World } from './world.ts'

const RATE = { plain: 4, carded: 2 }
const CHANNELS = 12
/** Far below what Slack's silence would cost if anything waited for it. */
const DELIVERED_WITHIN_MS = 15_000
const FAILED_CALLS = 6
const NEVER_MS = 3_600_000

type Upset = {
  name: string
  begin(slack: LocalSlack, door: Doorway): unknown
  end(slack: LocalSlack, door: Doorway): unknown
}
const mend = (slack: LocalSlack) => slack.mend()
const UPSETS: readonly Upset[] = [
  { name: 'refuses connections', begin: (_, door) => door.shut(), end: (_, door) => door.open() },
  { name: 'answers 503', begin: (slack) => slack.away(true), end: (slack) => slack.away(false) },
  {
    name: 'answers 429',
    begin: (slack) => slack.fail('chat.postMessage', { rateLimited: 2 }, FAILED_CALLS),
    end: mend,
  },
  { name: 'is slow', begin: (slack) => slack.fail('*', { slow: 4000 }, FAILED_CALLS), end: mend },
  { name: 'never answers', begin: (slack) => slack.fail('*', { hang: NEVER_MS }, FAILED_CALLS), end: mend },
  { name: 'hangs up after it did it', begin: (slack) => slack.fail('*', { dropAfter: true }, FAILED_CALLS), end: mend },
]

/** Slack is away in every way while leads come in; the CRM hears of them all the same, and the cards appear afterwards. */
export async function slackAway(progress: Progress, forMs: number): Promise<Account> {
  let door: Doorway | undefined
  const world = await startWorld({
    processes: 2,
    channels: CHANNELS,
    receivers: RECEIVERS,
    slackApiUrl: async (slack) => {
      door = await doorwayTo(slack.apiUrl)
      return `http://127.0.0.1:${door.port}/api`
    },
  })
  try {
    const load = startLoad(world, RATE)
    const problems: string[] = []
    for (const { name, begin, end } of UPSETS) {
      if (door) await begin(world.slack, door)
      load.resume()
      problems.push(...(await unimpressed(world, load, forMs)).map((what) => `Slack ${name}: ${what}`))
      if (door) await end(world.slack, door)
      progress(`Slack ${name}, and is back`)
    }
    return together([{ numbers: {}, problems }, await windUp(world, { load }, progress)])
  } finally {
    await world.stop()
    await door?.shut()
  }
}

/** All that came in is delivered while Slack is still upset. */
async function unimpressed(world: World, load: Load, forMs: number): Promise<string[]> {
  await sleep(forMs)
  await load.pause(DELIVERED_WITHIN_MS)
  return (await settled(world, DELIVERED_WITHIN_MS)) === null ? ['deliveries wait for Slack'] : []
}
