import type { KnownBlock, ModalView, RichTextBlock, RichTextSection } from '@slack/types'
import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import type { HistoryRow, Lead } from '../lead/lead.ts'
import { unixSeconds, utc } from './dates.ts'
import { fate } from './line.ts'
import { nameOf } from './mention.ts'
import { bold, line, list, plain, quote, rich, text } from './rich.ts'
import { oneLine, pieces, shown } from './text.ts'
import { fieldLine, title } from './who.ts'
import { WORDS } from './words.ts'

/** What Details needs to know of a destination. */
export type DestinationView = Pick<Destination, 'id' | 'name' | 'events' | 'policy' | 'state' | 'stateReason'>

export type DetailsView = {
  lead: Lead
  handoffs: readonly Handoff[]
  destinations: readonly DestinationView[]
  now: Date
}

const PIECE_MAX = 2800
const ROWS_PER_BLOCK = 10
const DESTINATIONS_MAX = 60
const HISTORY_MAX = 50
const ROW_MAX = 250
const FIELD_NAME_MAX = 200
const FIELD_VALUE_MAX = 2000
/** Slack takes 100 blocks a view; the rest is for headings and the rows above. */
const MESSAGE_BLOCKS = 38
const FIELD_BLOCKS = 38
/** Slack refuses views near 250 kB; message and fields get this much of UTF-8 each. */
const LONG_PART_BYTES = 80_000

/** Everything the card had to cut, and one row per destination: its handoff's state, or why there is none. */
export function detailsModal(view: DetailsView): ModalView {
  const { lead } = view
  return {
    type: 'modal',
    title: plain(WORDS.modal.details),
    close: plain(WORDS.modal.close),
    blocks: [
      { type: 'section', text: plain(`${title(lead)}\n${WORDS.details.lead}: ${lead.id}`) },
      ...long(WORDS.details.message, shown(lead.message ?? ''), MESSAGE_BLOCKS),
      ...long(WORDS.details.fields, lead.fields.map(fieldRow).join('\n'), FIELD_BLOCKS),
      ...rows(WORDS.details.reasons, reasonRows(lead)),
      ...rows(WORDS.details.deliveries, destinationRows(view)),
      ...rows(WORDS.details.history, lead.history.slice(-HISTORY_MAX).map(historyRow)),
    ],
  }
}

function fieldRow(field: Lead['fields'][number]): string {
  return fieldLine(field, FIELD_NAME_MAX, FIELD_VALUE_MAX)
}

/** Strangers' text over as many blocks as it takes, each behind the bar. */
function long(heading: string, content: string, most: number): KnownBlock[] {
  const all = pieces(content, PIECE_MAX).map((piece) => rich(quote(text(piece))))
  if (all.length === 0) return []
  const fitting = within(all, most)
  const cutOff = all.length - fitting.length
  const more = cutOff > 0 ? [rich(line(text(WORDS.details.more(cutOff))))] : []
  return [rich(line(bold(heading))), ...fitting, ...more]
}

function within(blocks: RichTextBlock[], most: number): RichTextBlock[] {
  let bytes = 0
  return blocks.slice(0, most).filter((block) => {
    bytes += Buffer.byteLength(JSON.stringify(block))
    return bytes <= LONG_PART_BYTES
  })
}

function rows(heading: string, all: RichTextSection[]): KnownBlock[] {
  if (all.length === 0) return []
  const blocks: KnownBlock[] = [rich(line(bold(heading)))]
  for (let i = 0; i < all.length; i += ROWS_PER_BLOCK) blocks.push(rich(list(...all.slice(i, i + ROWS_PER_BLOCK))))
  return blocks
}

function reasonRows({ score }: Lead): RichTextSection[] {
  return (score?.reasons ?? []).slice(0, HISTORY_MAX).map(({ label, level, points, quote }) => {
    const words = WORDS.details.reason(oneLine(label, ROW_MAX), level, points)
    const evidence = oneLine(quote, ROW_MAX)
    return line(text(evidence ? `${words}: “${evidence}”` : words))
  })
}

function destinationRows({ lead, handoffs, destinations, now }: DetailsView): RichTextSection[] {
  if (destinations.length + handoffs.length === 0) return [line(text(WORDS.details.noDestinations))]
  const policies = new Map(destinations.map(({ id, policy }) => [id, policy]))
  const sent = handoffs.map((handoff) => {
    const name = oneLine(handoff.destination.name, ROW_MAX)
    const policy = policies.get(handoff.destination.id) ?? 'default'
    return line(bold(name), text(` (${handoff.event}): `), ...fate({ handoff, now, policy }))
  })
  const told = new Set(handoffs.map(({ destination }) => destination.id))
  const idle = destinations.filter(({ id }) => !told.has(id))
  const unsent = idle.map((it) => line(bold(oneLine(it.name, ROW_MAX)), text(`: ${whyNone(lead, it)}`)))
  return [...sent, ...unsent].slice(-DESTINATIONS_MAX)
}

/** Why a destination has no handoff of this lead. */
function whyNone(lead: Lead, { events, state, stateReason }: DestinationView): string {
  if (state !== 'on') return WORDS.details.notOn(state, oneLine(stateReason, ROW_MAX))
  if (events.length === 0) return WORDS.details.sendsNothing
  const review = lead.state === 'open' && lead.decision?.outcome === 'review_requested'
  return WORDS.details.sendsOn(events.join(', '), WORDS.details.status[review ? 'review' : lead.state])
}

function historyRow({ at, what, by, detail }: HistoryRow): RichTextSection {
  const words = [WORDS.details.happened(what), by ? nameOf(by) : '', oneLine(detail, ROW_MAX)]
    .filter(Boolean)
    .join(' · ')
  return line(
    { type: 'date', timestamp: unixSeconds(at), format: '{date_short_pretty} {time_secs}', fallback: utc(at) },
    text(` · ${words}`),
  )
}
