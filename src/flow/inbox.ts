import { AppError } from '../errors.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { cursorOf, INBOX_LISTS, type InboxFilters, type InboxList, placeOf, readCursor } from '../lead/inbox.ts'
import type { Lead } from '../lead/lead.ts'
import { permalink } from '../lead/post.ts'
import type { Ports } from './ports.ts'

/** Which rows of which list; `after` is the `next` of the page before. */
export type InboxAsk = {
  workspace: string
  user: string
  list: InboxList
  filters: InboxFilters
  after: string | null
  limit: number
}

/** A lead, the delivery that failed where that is what the list is about, and where its card stands. */
export type InboxRow = { lead: Lead; failed: Handoff | null; card: string | null }
/** `next` is null on the last page. */
export type InboxPage = { rows: InboxRow[]; next: string | null }

/** How many rows each list has. */
export type InboxCounts = Record<InboxList, number>

/** One page of the inbox, the urgent first, then the newest. Throws `bad_input` for a place that is none. */
export async function inbox(ports: Ports, ask: InboxAsk): Promise<InboxPage> {
  const place = ask.after === null ? null : readCursor(ask.after)
  if (ask.after !== null && !place) throw new AppError('bad_input', 'This page is not there any more. Begin anew.')
  if (ask.list === 'failed') return failedPage(ports, ask, place)
  const { workspace, list, user, filters, limit } = ask
  const query = { list, user, filters, after: place, limit: limit + 1, now: ports.now() }
  const found = await ports.leads.inbox(workspace, query)
  const leads = found.slice(0, limit)
  const last = leads.at(-1)
  const rows = leads.map((lead) => ({ lead, failed: null }))
  return {
    rows: await withCards(ports, workspace, rows),
    next: last && found.length > limit ? cursorOf(placeOf(last)) : null,
  }
}

/** How much stands in each list; counting stops at 1,000. */
export async function countInbox(ports: Ports, workspace: string, user: string): Promise<InboxCounts> {
  const now = ports.now()
  const counts = await Promise.all(
    INBOX_LISTS.map(async (list): Promise<[InboxList, number]> => {
      if (list === 'failed') return [list, await ports.handoffs.countFailed(workspace, null)]
      return [list, await ports.leads.count(workspace, list, user, now)]
    }),
  )
  return {
    mine: 0,
    pending: 0,
    'needs-human': 0,
    review: 0,
    decided: 0,
    failed: 0,
    ...Object.fromEntries(counts),
  }
}

/** These leads as rows, with where their cards stand. */
export async function withCards(
  ports: Ports,
  workspace: string,
  rows: readonly Omit<InboxRow, 'card'>[],
): Promise<InboxRow[]> {
  const [team, cards] = await Promise.all([
    ports.workspaces.lately(workspace),
    ports.posts.cards(rows.map(({ lead }) => lead.id)),
  ])
  const links = new Map(cards.map((card) => [card.lead, permalink(team?.url ?? null, card)]))
  return rows.map((row) => ({ ...row, card: links.get(row.lead.id) ?? null }))
}

/** Handoffs that were given up. They are filtered after they are read: there are few, and all are wanted in the end. */
async function failedPage(ports: Ports, ask: InboxAsk, place: ReturnType<typeof readCursor>): Promise<InboxPage> {
  const { workspace, limit, filters } = ask
  const found = await ports.handoffs.failed(workspace, place, limit + 1)
  const handoffs = found.slice(0, limit)
  const leads = await Promise.all(handoffs.map(({ lead }) => ports.leads.find(lead)))
  const rows = handoffs.flatMap((failed, i) => {
    const lead = leads[i]
    return lead && passes(lead, filters) ? [{ lead, failed }] : []
  })
  const last = handoffs.at(-1)
  const at = last?.finishedAt
  const next = last && at && found.length > limit ? cursorOf({ urgency: 0, at, id: last.id }) : null
  return { rows: await withCards(ports, workspace, rows), next }
}

function passes(lead: Lead, { endpoint, source, band, owner }: InboxFilters): boolean {
  return (
    (endpoint === null || lead.endpoint.name === endpoint) &&
    (source === null || lead.endpoint.source === source) &&
    (band === null || lead.score?.band === band) &&
    (owner === null || lead.owner?.id === owner)
  )
}
