import type { HomeView } from '@slack/types'
import { DateTime } from 'luxon'
import { type Context, standingOf } from '../context.ts'
import type { Asker } from '../people/people.ts'
import { closedHome, homeView } from './home.ts'
import { type HomeState, readHomeState } from './home-state.ts'
import type { Drawing } from './lately-drawn.ts'

const ROWS = 8
/** A tab that is drawn as of then has no ages on it. */
const NO_TIME = new Date(0)

/** Draws somebody's Home tab anew, as it was looked at, with a notice above all where there is something to say. */
export async function showHome(
  context: Context,
  owner: Asker,
  metadata: string | HomeState | undefined,
  notice: string | null = null,
): Promise<void> {
  const state = typeof metadata === 'object' ? metadata : readHomeState(metadata)
  const { facts, publish } = await lookAtHome(context, owner, state, notice)
  await publish()
  // What is said on top stays until the next click.
  if (notice === null) context.homes.note(owner, state, facts)
  else context.homes.leave(owner)
}

/** What somebody's Home tab has to show now. */
export async function lookAtHome(
  context: Context,
  owner: Asker,
  state: HomeState,
  notice: string | null = null,
): Promise<Drawing> {
  const { acts, clients } = context
  const { user } = owner
  const publishing = (view: HomeView) => async () =>
    void (await clients.interactive.views.publish({ user_id: user.id, view }))
  const { workspace, standing } = await standingOf(context, owner)
  if (standing.isOutsider) return { facts: '', publish: publishing(closedHome()) }
  const isAdmin = !(await acts.refusalFor(standing, { workspace, channel: null }, 'admin'))
  const now = context.now()
  const { list, filters, pages } = state
  const [counts, page, today, endpoints, overview] = await Promise.all([
    acts.countInbox(workspace, user.id),
    acts.inbox({ workspace, user: user.id, list, filters, after: pages.at(-1) ?? null, limit: ROWS }),
    acts.figures(workspace, startOfDay(now, standing.zone)),
    acts.endpoints(workspace),
    isAdmin ? acts.overview(workspace) : null,
  ])
  const look = { state, counts, page, today, endpoints, overview, notice }
  const facts = JSON.stringify(homeView({ ...look, now: NO_TIME }))
  return { facts, publish: publishing(homeView({ ...look, now })) }
}

/** When the day of somebody's time zone began. */
function startOfDay(now: Date, zone: string | null): Date {
  const here = DateTime.fromJSDate(now, { zone: zone ?? 'utc' })
  return (here.isValid ? here : DateTime.fromJSDate(now, { zone: 'utc' })).startOf('day').toJSDate()
}
