import type { KnownBlock } from '@slack/types'
import type { CardFacts } from '../flow/ports.ts'
import { duration, slackDate } from './dates.ts'
import { mention } from './mention.ts'
import { mrkdwn, parsed, plain } from './rich.ts'
import { escaped } from './text.ts'
import { source } from './who.ts'
import { WORDS } from './words.ts'

const LINK_MAX = 300

/** Where it came from, unparsed; then in our own words when, whose it is, until when, and whether this person was here before. */
export function circumstances(view: CardFacts): KnownBlock[] {
  const { lead, now } = view
  const age = WORDS.card.ago(duration(now.getTime() - lead.receivedAt.getTime()))
  const parts = [
    WORDS.card.arrived(slackDate(lead.receivedAt), slackDate(lead.receivedAt, '{ago}', age)),
    lead.owner ? WORDS.card.owner(mention(lead.owner)) : null,
    timeLeft(view),
    ...returning(view),
  ]
  const words = parts.filter(Boolean).join(' · ')
  return [
    { type: 'context', elements: [plain(source(lead)), mrkdwn(words)] },
    ...(lead.snooze ? [parsed(WORDS.card.snoozed(slackDate(lead.snooze.until), mention(lead.snooze.by)))] : []),
  ]
}

/** Said by the clock, since a card stands for hours as it was drawn. A lead that is put aside or decided is in no hurry. */
function timeLeft({ lead, now, answerBy }: CardFacts): string | null {
  if (!answerBy || lead.state !== 'open' || lead.snooze || lead.decision) return null
  const given = duration(answerBy.getTime() - lead.receivedAt.getTime())
  return WORDS.card.answerBy(slackDate(answerBy), given, now > answerBy)
}

/** "3rd request in 30 days", what became of the last one, and the way there. */
function returning({ lead, earlier }: CardFacts): string[] {
  if (lead.priorLeads < 1) return []
  return [WORDS.card.returning(lead.priorLeads + 1), ...(earlier ? [outcomeOf(earlier), link(earlier)] : [])].filter(
    (part) => part !== '',
  )
}

function outcomeOf({ lead: { decision } }: Earlier): string {
  if (!decision) return WORDS.card.lastOpen
  return WORDS.card.lastOne(
    decision.outcome,
    decision.by.kind === 'auto' ? WORDS.verdict.threshold : mention(decision.by),
  )
}

type Earlier = NonNullable<CardFacts['earlier']>

function link({ url }: Earlier): string {
  const isUsable = url && /^https?:\/\//.test(url) && url.length <= LINK_MAX && !/[\s|]/.test(url)
  return isUsable ? `<${escaped(url)}|${WORDS.card.earlier}>` : ''
}
