import type { KnownBlock } from '@slack/types'
import type { CardFacts } from '../../flow/ports.ts'
import type { Lead } from '../../lead/lead.ts'
import { slackDate } from '../blocks/dates.ts'
import { mention } from '../blocks/mention.ts'
import { parsed, plain } from '../blocks/rich.ts'
import { contact, fields, message, spokenTitle, title } from '../blocks/who.ts'
import { WORDS } from '../words/words.ts'
import { circumstances } from './circumstances.ts'
import { talkLines } from './talk.ts'
import { choices, isAutomatic, verdict } from './verdict.ts'
import { flags, scoreLine, why } from './why.ts'

/** `text` is what notifications and screen readers say; the blocks are what is seen. */
export type SlackMessage = { text: string; blocks: KnownBlock[] }

/**
 * The whole card from stored state; strangers' words stand only where Slack parses nothing, labelled or behind a bar. What a
 * threshold decided is one line, unless the channel wants more.
 */
export function cardMessage(view: CardFacts): SlackMessage {
  const { lead } = view
  if (lead.erasedAt) return erasedCard(lead)
  if (isAutomatic(lead) && !view.always) return briefly(lead, title(lead))
  const blocks: KnownBlock[] = [
    { type: 'header', text: plain(title(lead)) },
    scoreLine(lead),
    ...flags(lead),
    ...why(lead.score),
    ...contact(lead),
    ...talkLines(lead.conversation),
    ...message(lead),
    ...fields(lead),
    ...circumstances(view),
    ...verdict(lead),
    choices(lead),
  ]
  return { text: spokenTitle(lead), blocks: numbered(lead, blocks) }
}

/** Nothing about the person, and nothing to click. */
function erasedCard(lead: Lead): SlackMessage {
  const { by, at } = lead.history.findLast(({ what }) => what === 'erased') ?? {}
  const how = by && at ? [parsed(WORDS.card.erasedHow(mention(by), slackDate(at)))] : []
  const blocks: KnownBlock[] = [{ type: 'section', text: plain(WORDS.card.erased) }, ...how]
  return { text: WORDS.card.erased, blocks: numbered(lead, blocks) }
}

/** The least that can be decided on, for when Slack refuses the full card. */
export function plainCard({ lead }: Pick<CardFacts, 'lead'>): SlackMessage {
  if (lead.erasedAt) return erasedCard(lead)
  return briefly(lead, `${title(lead)}\n${WORDS.card.plain}`)
}

/** Who it is, what was decided, and what can be done. */
function briefly(lead: Lead, words: string): SlackMessage {
  const blocks: KnownBlock[] = [{ type: 'section', text: plain(words) }, ...verdict(lead).slice(0, 1), choices(lead)]
  return { text: spokenTitle(lead), blocks: numbered(lead, blocks) }
}

/** Slack wants new block ids whenever a message changes. */
function numbered(lead: Lead, blocks: KnownBlock[]): KnownBlock[] {
  return blocks.map((block, i) => ({ ...block, block_id: `${lead.id}.${lead.revision}.${i}` }))
}
