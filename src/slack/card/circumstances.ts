import type { KnownBlock } from '@slack/types'
import type { CardFacts } from '../../flow/ports.ts'
import { duration, slackDate } from '../blocks/dates.ts'
import { mention, mentionOf } from '../blocks/mention.ts'
import { mrkdwn, parsed, plain } from '../blocks/rich.ts'
import { escaped, inert, oneLine } from '../blocks/text.ts'
import { source } from '../blocks/who.ts'
import { WORDS } from '../words/words.ts'

const LINK_MAX = 300
const RULE_MAX = 60

/** Where it came from, unparsed; then in our own words when, whose it is, until when, and whether this person was here before. */
export function circumstances(view: CardFacts): KnownBlock[] {
  const { lead, now } = view
  const age = WORDS.card.ago(duration(now.getTime() - lead.receivedAt.getTime()))
  const parts = [
    WORDS.card.arrived(slackDate(lead.receivedAt), slackDate(lead.receivedAt, '{ago}', age)),
    lead.owner ? WORDS.card.owner(mention(lead.owner)) : null,
    timeLeft(view),
    rule(view),
    ...returning(view),
  ]
  const words = parts.filter(Boolean).join(' · ')
  return [
    { type: 'context', elements: [plain(source(lead)), mrkdwn(words)] },
    ...(lead.snooze ? [parsed(WORDS.card.snoozed(slackDate(lead.snooze.until), mention(lead.snooze.by)))] : []),
  ]
}

/** Said by the clock as well, since a card may stand for a while as it was drawn; it is drawn anew when the time is up. */
function timeLeft({ now, answerBy }: CardFacts): string | null {
  if (!answerBy) return null
  if (now >= answerBy) return WORDS.card.overdue(slackDate(answerBy))
  return WORDS.card.answerBy(duration(answerBy.getTime() - now.getTime()), slackDate(answerBy))
}

function rule({ lead, mention: whom }: CardFacts): string | null {
  return lead.rule === null ? null : WORDS.card.rule(inert(oneLine(lead.rule, RULE_MAX)), whom && mentionOf(whom))
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
