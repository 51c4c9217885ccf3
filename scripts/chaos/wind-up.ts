import type { HandoffDoc } from '../../src/mongo/handoff-doc.ts'
import { type Account, account, together } from './account.ts'
import type { Load } from './load.ts'
import type { People } from './people.ts'
import type { Progress } from './scenario.ts'
import { settled, shown, stored, unsettled } from './stored.ts'
import { until } from './wait.ts'
import type { World } from './world.ts'

const SETTLED_WITHIN_MS = 60_000
/** Of the handoffs that are left; the rest only count. */
const MOST_TOLD = 10
const PLANS_WITHIN_MS = 180_000
/** Slack is told again after at most a minute when it failed often. */
const SHOWN_WITHIN_MS = 150_000

/** Pauses the load after the last upset, lets people finish what they want, and draws up the account. */
export async function windUp(
  world: World,
  { load, people }: { load: Load; people?: People },
  progress: Progress,
): Promise<Account> {
  const problems: string[] = []
  await load.pause(SETTLED_WITHIN_MS)
  const settledMs = await settled(world, SETTLED_WITHIN_MS)
  if (settledMs === null) problems.push(`60 s after the last upset there are left: ${await leftOver(world)}`)
  else progress(`everything delivered or parked ${settledMs} ms after the last upset`)
  if (people) problems.push(...(await finished(world, people)))
  if ((await shown(world, SHOWN_WITHIN_MS)) === null) problems.push('Slack does not show everything')
  return together([await account(world, load.sent), { numbers: { ...people?.counts }, problems }])
}

async function finished(world: World, people: People): Promise<string[]> {
  const done = await until(async () => (await people.unfinished()).length === 0, PLANS_WITHIN_MS)
  const left = done === null ? await people.unfinished() : []
  await people.stop()
  const late = await settled(world, SETTLED_WITHIN_MS)
  const problems = left.map((id) => `clicks do not decide ${id}`)
  return late === null ? [...problems, `60 s after the last click there are left: ${await leftOver(world)}`] : problems
}

/** What is left, and of each open handoff what it went through: only that tells a wait from a loss. */
async function leftOver(world: World): Promise<string> {
  const left = Object.entries(await unsettled(world)).map(([what, count]) => `${count} ${what}`)
  const open = await stored(world).handoffs.find({ state: 'open' }).limit(MOST_TOLD).toArray()
  return [...left, ...open.map(pathOf)].join('; ')
}

function pathOf({ _id, event, dueAt, held, token, attempts, createdAt }: HandoffDoc): string {
  const seconds = (at: Date | null) => (at ? `${((at.getTime() - createdAt.getTime()) / 1000).toFixed(1)} s` : 'never')
  const tries = attempts.map(({ at, error }) => `${error} at ${seconds(at)}`).join(', ') || 'no try'
  return `${_id} ${event}: ${tries}; due at ${seconds(dueAt)}${held ? ', held' : ''}${token ? ', leased' : ''}`
}
