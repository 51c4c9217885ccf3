import type { ActionsBlock, HomeView, KnownBlock, PlainTextOption, StaticSelect } from '@slack/types'
import type { InboxCounts, InboxPage } from '../../flow/inbox.ts'
import type { Overview } from '../../flow/overview.ts'
import { INBOX_LISTS, type InboxFilters } from '../../lead/inbox.ts'
import type { Figures } from '../../lead/stats.ts'
import { duration } from '../blocks/dates.ts'
import { formButton } from '../blocks/line-buttons.ts'
import { parsed, plain, remark } from '../blocks/rich.ts'
import { oneLine } from '../blocks/text.ts'
import { WORDS } from '../words/words.ts'
import { healthPanel } from './home-health.ts'
import { HOME, type HomeState } from './home-state.ts'
import { leadRows } from './lead-rows.ts'
import { setUpSteps } from './set-up-steps.ts'

/** Everything that somebody's Home tab shows. */
export type HomeLook = {
  state: HomeState
  counts: InboxCounts
  page: InboxPage
  today: Figures
  /** What the filters offer. */
  endpoints: readonly { name: string; source: string }[]
  /** For admins. */
  overview: Overview | null
  /** What the last click came to, where it did not do what was wanted: parsed text, our own words. */
  notice: string | null
  now: Date
}

const OPTION_MAX = 75
const OPTIONS_MAX = 99

/** The Home tab: the inbox for everybody, how all goes for admins, and what is still to be set up. */
export function homeView(look: HomeLook): HomeView {
  const { state, overview, notice, now } = look
  return {
    type: 'home',
    private_metadata: JSON.stringify(state),
    blocks: [
      ...(notice ? [parsed(notice)] : []),
      ...(overview ? setUpSteps(overview) : []),
      { type: 'header', text: plain(WORDS.home.title) },
      today(look),
      lists(look),
      filters(look),
      { type: 'divider' },
      ...list(look),
      ...paging(look),
      ...(overview ? [{ type: 'divider' as const }, ...healthPanel(overview, now)] : []),
    ],
  }
}

/** For those who may not see other people's leads. */
export function closedHome(): HomeView {
  return { type: 'home', blocks: [{ type: 'section', text: plain(WORDS.home.guest) }] }
}

function today({ today }: HomeLook): KnownBlock {
  const median = today.timeToDecisionMs === null ? null : duration(today.timeToDecisionMs)
  return {
    type: 'section',
    text: plain(WORDS.home.today(today, median)),
    accessory: formButton('new', WORDS.home.newLead),
  }
}

function lists({ state, counts }: HomeLook): ActionsBlock {
  return {
    type: 'actions',
    elements: INBOX_LISTS.map((name) => ({
      type: 'button',
      action_id: `${HOME.list}.${name}`,
      text: plain(WORDS.home.counted(WORDS.home.list[name], counts[name])),
      value: name,
      ...(state.list === name && { style: 'primary' as const }),
    })),
  }
}

function filters({ state, endpoints }: HomeLook): ActionsBlock {
  const { endpoint, source, band, owner } = state.filters
  const names = endpoints.map(({ name }) => name)
  const sources = [...new Set(endpoints.map((one) => one.source))]
  const bands = Object.entries(WORDS.home.band)
  const isAny = [endpoint, source, band, owner].some((value) => value !== null)
  return {
    type: 'actions',
    elements: [
      filter(
        'endpoint',
        endpoint,
        names.map((name) => [name, name]),
      ),
      filter(
        'source',
        source,
        sources.map((name) => [name, name]),
      ),
      filter('band', band, bands),
      {
        type: 'users_select',
        action_id: `${HOME.filter}.owner`,
        placeholder: plain(WORDS.home.any.owner),
        ...(owner && { initial_user: owner }),
      },
      ...(isAny ? [{ type: 'button' as const, action_id: HOME.clear, text: plain(WORDS.home.clear) }] : []),
    ],
  }
}

/** A menu whose first option takes the filter away. */
function filter(name: keyof InboxFilters, chosen: string | null, values: [string, string][]): StaticSelect {
  const any: PlainTextOption = { text: plain(WORDS.home.any[name]), value: '*' }
  const usable = values.filter(([value]) => value.length <= OPTION_MAX * 2)
  const options = usable.slice(0, OPTIONS_MAX).map(([value, words]): PlainTextOption => {
    return { text: plain(oneLine(words, OPTION_MAX) || '?'), value }
  })
  const initial = options.find(({ value }) => value === chosen) ?? any
  return {
    type: 'static_select',
    action_id: `${HOME.filter}.${name}`,
    options: [any, ...options],
    initial_option: initial,
  }
}

function list({ state, page, now }: HomeLook): KnownBlock[] {
  if (page.rows.length > 0) return leadRows(page.rows, now)
  const isFiltered = Object.values(state.filters).some((value) => value !== null)
  return [remark(isFiltered ? WORDS.home.nothingFiltered : WORDS.home.empty[state.list])]
}

function paging({ state, page }: HomeLook): KnownBlock[] {
  const elements = [
    ...(state.pages.length > 0
      ? [{ type: 'button' as const, action_id: HOME.newer, text: plain(WORDS.home.newer) }]
      : []),
    ...(page.next
      ? [{ type: 'button' as const, action_id: HOME.older, text: plain(WORDS.home.older), value: page.next }]
      : []),
  ]
  return elements.length > 0 ? [{ type: 'actions', elements }] : []
}
