import { DateTime } from 'luxon'
import { type Context, standingOf } from '../context.ts'
import type { Asker } from '../people/people.ts'
import { closedHome, homeView } from './home.ts'
import { type HomeState, readHomeState } from './home-state.ts'

const ROWS = 8

/** Draws somebody's Home tab anew, as it was looked at, with a notice above all where there is something to say. */
export async function showHome(
  context: Context,
  owner: Asker,
  metadata: string | HomeState | undefined,
  notice: string | null = null,
): Promise<void> {
  const state = typeof metadata === 'object' ? metadata : readHomeState(metadata)
  await drawHome(context, owner, state, notice)
  // What is said on top stays until the next click.
  context.homes.note(owner, notice === null ? state : null)
}

/** The same for what they look at already. */
export async function drawHome(
  context: Context,
  owner: Asker,
  state: HomeState,
  notice: string | null = null,
): Promise<void> {
  const { acts, clients } = context
  const { user } = owner
  const { workspace, standing } = await standingOf(context, owner)
  const isAdmin = !(await acts.refusalFor(standing, { workspace, channel: null }, 'admin'))
  const { views } = clients.interactive
  if (standing.isOutsider) return void (await views.publish({ user_id: user.id, view: closedHome() }))
  const now = context.now()
  const { list, filters, pages } = state
  const [counts, page, today, endpoints, overview] = await Promise.all([
    acts.countInbox(workspace, user.id),
    acts.inbox({ workspace, user: user.id, list, filters, after: pages.at(-1) ?? null, limit: ROWS }),
    acts.figures(workspace, startOfDay(now, standing.zone)),
    acts.endpoints(workspace),
    isAdmin ? acts.overview(workspace) : null,
  ])
  const view = homeView({ state, counts, page, today, endpoints, overview, notice, now })
  await views.publish({ user_id: user.id, view })
}

/** When the day of somebody's time zone began. */
function startOfDay(now: Date, zone: string | null): Date {
  const here = DateTime.fromJSDate(now, { zone: zone ?? 'utc' })
  return (here.isValid ? here : DateTime.fromJSDate(now, { zone: 'utc' })).startOf('day').toJSDate()
}
