import type { App } from '@slack/bolt'
import { INBOX_LISTS, NO_FILTERS } from '../../lead/inbox.ts'
import { BANDS } from '../../lead/score.ts'
import { type Clicked, idsUnder, onClick } from '../clicks/clicks.ts'
import { homeOf } from '../clicks/tell.ts'
import type { Context } from '../context.ts'
import { askerOf } from '../people/people.ts'
import { HOME, type HomeState, readHomeState } from './home-state.ts'
import { showHome } from './show-home.ts'

const LONGEST_TRAIL = 15

/** The Home tab: drawn when it is looked at, and anew with every choice on it. */
export function listenToHome(app: App, context: Context): void {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return
    await showHome(context, { user: { id: event.user }, team: body.team_id }, event.view?.private_metadata)
  })
  choice(app, context, HOME.list, (state, _name, value) => {
    const list = INBOX_LISTS.find((one) => one === value)
    return list ? { ...state, list, pages: [] } : state
  })
  choice(app, context, HOME.filter, (state, name, value) => ({
    ...state,
    filters: { ...state.filters, ...filterOf(name, value === '*' ? null : value) },
    pages: [],
  }))
  choice(app, context, HOME.clear, (state) => ({ ...state, filters: NO_FILTERS, pages: [] }))
  choice(app, context, HOME.older, (state, _name, value) => ({
    ...state,
    pages: [...state.pages, value].slice(-LONGEST_TRAIL),
  }))
  choice(app, context, HOME.newer, (state) => ({ ...state, pages: state.pages.slice(0, -1) }))
}

type Next = (state: HomeState, name: string, value: string) => HomeState

function choice(app: App, context: Context, prefix: string, next: Next): void {
  onClick(app, context, idsUnder(prefix), async ({ body, value }: Clicked) => {
    const name = body.actions[0]?.action_id.slice(prefix.length + 1) ?? ''
    const state = next(readHomeState(homeOf(body) ?? undefined), name, value)
    await showHome(context, askerOf(body), state)
  })
}

function filterOf(name: string, value: string | null): Partial<HomeState['filters']> {
  switch (name) {
    case 'endpoint':
      return { endpoint: value }
    case 'source':
      return { source: value }
    case 'owner':
      return { owner: value }
    case 'band':
      return { band: BANDS.find((band) => band === value) ?? null }
    default:
      return {}
  }
}
