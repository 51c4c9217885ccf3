import type { KnownBlock, ModalView, RichTextSection } from '@slack/types'
import type { Destination } from '../../handoff/destination.ts'
import type { Handoff } from '../../handoff/handoff.ts'
import { isDisputable } from '../../lead/disputed.ts'
import type { Lead } from '../../lead/lead.ts'
import { DECISION_EVENT } from '../../lead/transitions.ts'
import { leadButton } from '../blocks/buttons.ts'
import { long } from '../blocks/long-text.ts'
import { pager, within } from '../blocks/paging.ts'
import { bold, line, list, plain, rich, text } from '../blocks/rich.ts'
import { oneLine, shown } from '../blocks/text.ts'
import { fieldLine, title } from '../blocks/who.ts'
import { WORDS } from '../words/words.ts'
import { historyRow } from './history-modal.ts'
import { fate } from './line.ts'
import { talkFacts, transcriptPage, transcriptPages } from './talk.ts'

/** What Details needs to know of a destination. */
export type DestinationView = Pick<Destination, 'id' | 'name' | 'events' | 'policy' | 'state' | 'stateReason'>

export type DetailsView = {
  lead: Lead
  handoffs: readonly Handoff[]
  destinations: readonly DestinationView[]
  now: Date
}

const ROWS_PER_BLOCK = 10
const DESTINATIONS_MAX = 50
const REASONS_MAX = 20
const HISTORY_MAX = 10
const ROW_MAX = 250
const SUMMARY_MAX = 2000
const FIELD_NAME_MAX = 200
const FIELD_VALUE_MAX = 2000
/** Slack takes 100 blocks a view; the rest is for headings and the rows above. */
const MESSAGE_BLOCKS = 36
const FIELD_BLOCKS = 36

/**
 * Everything the card had to cut, and one row per destination: its handoff's state, or why there is none. The pages after the first
 * are the transcript of the conversation.
 */
export function detailsModal(view: DetailsView, asked = 0): ModalView {
  const { lead } = view
  const pages = 1 + transcriptPages(lead.conversation)
  const page = within(asked, pages)
  return {
    type: 'modal',
    title: plain(WORDS.modal.details),
    close: plain(WORDS.modal.close),
    blocks: [
      { type: 'section', text: plain(`${title(lead)}\n${WORDS.details.lead}: ${lead.id}`) },
      ...(page > 0 && lead.conversation ? transcriptPage(lead.conversation, page - 1) : overview(view)),
      ...pager({ what: 'details', leadId: lead.id, page }, pages),
    ],
  }
}

/** What is short comes first, since a message may be long. */
function overview(view: DetailsView): KnownBlock[] {
  const { lead } = view
  return [
    ...summary(lead),
    ...rows(WORDS.details.deliveries, destinationRows(view)),
    ...rows(WORDS.details.reasons, reasonRows(lead)),
    ...(lead.conversation ? talkFacts(lead.conversation) : []),
    ...long(WORDS.details.message, shown(lead.message ?? ''), MESSAGE_BLOCKS),
    ...long(WORDS.details.fields, lead.fields.map(fieldRow).join('\n'), FIELD_BLOCKS),
    ...rows(WORDS.details.history, lead.history.slice(-HISTORY_MAX).map(historyRow)),
  ]
}

/** The summary, with the way to say that it is wrong. */
function summary(lead: Lead): KnownBlock[] {
  const words = oneLine(lead.score?.summary, SUMMARY_MAX)
  if (!words) return []
  const said = plain(isDisputable(lead) ? words : WORDS.details.disputed(words))
  return [{ type: 'section', text: said, ...(isDisputable(lead) && { accessory: leadButton('dispute', lead) }) }]
}

function fieldRow(field: Lead['fields'][number]): string {
  return fieldLine(field, FIELD_NAME_MAX, FIELD_VALUE_MAX)
}

function rows(heading: string, all: RichTextSection[]): KnownBlock[] {
  if (all.length === 0) return []
  const blocks: KnownBlock[] = [rich(line(bold(heading)))]
  for (let i = 0; i < all.length; i += ROWS_PER_BLOCK) blocks.push(rich(list(...all.slice(i, i + ROWS_PER_BLOCK))))
  return blocks
}

function reasonRows({ score }: Lead): RichTextSection[] {
  return (score?.reasons ?? []).slice(0, REASONS_MAX).map(({ label, level, points, quote }) => {
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
  const { decision } = lead
  const event = decision && DECISION_EVENT[decision.outcome]
  if (event && events.includes(event)) return decision.undoUntil ? WORDS.details.soon : WORDS.details.missed(event)
  const review = lead.state === 'open' && lead.decision?.outcome === 'review_requested'
  return WORDS.details.sendsOn(events.join(', '), WORDS.details.status[review ? 'review' : lead.state])
}
