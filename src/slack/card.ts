import type { KnownBlock } from '@slack/types'
import type { Lead } from '../lead/lead.ts'
import { duration, slackDate } from './dates.ts'
import { mention } from './mention.ts'
import { mrkdwn, plain } from './rich.ts'
import { escaped, inert } from './text.ts'
import { choices, verdict } from './verdict.ts'
import { contact, fields, message, source, title } from './who.ts'
import { flags, scoreLine, why } from './why.ts'
import { WORDS } from './words.ts'

/** Everything that a card shows. How its handoffs stand is told in its thread, which is edited as they change. */
export type CardView = {
  lead: Lead
  now: Date
  /** The card of the same person's request before this one. */
  permalinkOfEarlier?: string | null
}

/** `text` is what notifications and screen readers say; the blocks are what is seen. */
export type SlackMessage = { text: string; blocks: KnownBlock[] }

const LINK_MAX = 300

/** The whole card from stored state; strangers' words stand only where Slack parses nothing, labelled or behind a bar. */
export function cardMessage(view: CardView): SlackMessage {
  const { lead } = view
  const blocks: KnownBlock[] = [
    { type: 'header', text: plain(title(lead)) },
    scoreLine(lead),
    ...flags(lead),
    ...why(lead.score),
    ...contact(lead),
    ...message(lead),
    ...fields(lead),
    circumstances(view),
    ...verdict(lead),
    choices(lead),
  ]
  return { text: inert(title(lead)), blocks: numbered(lead, blocks) }
}

/** The least that can be decided on, for when Slack refuses the full card. */
export function plainCard({ lead }: CardView): SlackMessage {
  const blocks: KnownBlock[] = [
    { type: 'section', text: plain(`${title(lead)}\n${WORDS.card.plain}`) },
    ...verdict(lead).slice(0, 1),
    choices(lead),
  ]
  return { text: inert(title(lead)), blocks: numbered(lead, blocks) }
}

/** Where it came from, unparsed; then when, whose it is, and whether this person was here before: our own words. */
function circumstances({ lead, now, permalinkOfEarlier }: CardView): KnownBlock {
  const earlier = permalinkOfEarlier && link(permalinkOfEarlier, WORDS.card.earlier)
  const age = WORDS.card.ago(duration(now.getTime() - lead.receivedAt.getTime()))
  const parts = [
    WORDS.card.arrived(slackDate(lead.receivedAt), slackDate(lead.receivedAt, '{ago}', age)),
    lead.owner ? WORDS.card.owner(mention(lead.owner)) : null,
    lead.priorLeads > 0 ? WORDS.card.returning(lead.priorLeads + 1) : null,
    earlier,
  ]
  return { type: 'context', elements: [plain(source(lead)), mrkdwn(parts.filter(Boolean).join(' · '))] }
}

function link(url: string, words: string): string | null {
  const usable = url.startsWith('https://') && url.length <= LINK_MAX && !/[\s|]/.test(url)
  return usable ? `<${escaped(url)}|${words}>` : null
}

/** Slack wants new block ids whenever a message changes. */
function numbered(lead: Lead, blocks: KnownBlock[]): KnownBlock[] {
  return blocks.map((block, i) => ({ ...block, block_id: `${lead.id}.${lead.revision}.${i}` }))
}
